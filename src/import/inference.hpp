#pragma once

// The types that the starts of the inputs let expect.

#include "import/import_job.hpp"
#include "load/column_strays.hpp"
#include "load/load_input.hpp"
#include "pages/key_range.hpp"
#include "schema/likely_conversion.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

// Gives `columns` the types that the user set. Throws ImportError, at
// `input_name`, if one is set for a column that is not there.
void declare_types(std::vector<Column>& columns, const ValueOptions& options,
                   const std::string& input_name);

// Looks at the first records of `input`, which stay in its reader, and adds to
// `evidence` and `strays` what is in the columns of `plan`, one for each. Bad
// records are left to the load.
void inspect_sample(LoadInput& input, LoadPlan plan,
                    std::vector<Evidence>& evidence, TableStrays& strays);

// Adds the keys of the same records to `keys`: what the columns' types make of
// the one of that place, which is an integer.
void look_at_keys(LoadInput& input, LoadPlan plan, std::size_t key_column,
                  KeyRange& keys);

// Adds the texts of the same records in the columns of these places to
// `conversions`, one for each place.
void look_at_moments(LoadInput& input, LoadPlan plan,
                     const std::vector<std::size_t>& places,
                     std::vector<LikelyConversion>& conversions);

// Gives the columns that have no declared type the one that the samples
// suggest.
void infer_types(std::vector<Column>& columns,
                 const std::vector<Evidence>& evidence);

}  // namespace csvimport
