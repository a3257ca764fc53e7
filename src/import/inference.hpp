#pragma once

// The table that a file's start lets expect.

#include "csv/record_reader.hpp"
#include "import/import_job.hpp"
#include "import/load_plan.hpp"

#include <string>
#include <vector>

namespace csvimport {

// Gives `columns` the types that the user set. Throws ImportError, at
// `input_name`, if one is set for a column that is not there.
void declare_types(std::vector<Column>& columns, const ValueOptions& options,
                   const std::string& input_name);

// Gives the columns of `plan` that have no declared type the one that the first
// records suggest, which stay in `reader`. Throws ImportError for a bad record
// among them.
void infer_types(LoadPlan& plan, RecordReader& reader);

}  // namespace csvimport
