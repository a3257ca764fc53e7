#pragma once

// Which of a file's columns the table gets, and what they are called there.

#include "import/import_job.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

struct SelectedColumn {
  std::string name;       // in the table
  std::size_t field = 0;  // its place in the file
};

// The columns that `options` take of a file with the columns `field_names`, in
// the table's order. Throws ImportError, at `input_name`, for a name that the
// file does not have, saying which one may be meant, and for two columns of one
// name.
std::vector<SelectedColumn> select_columns(
    const std::vector<std::string>& field_names, const ColumnOptions& options,
    const std::string& input_name);

// Throws ImportError: `flag` names the column `name`, and the `owner`, the file
// or the table, has only `names`.
[[noreturn]] void fail_unknown_column(const std::string& input_name,
                                      const std::string& flag,
                                      const std::string& name,
                                      const std::vector<std::string>& names,
                                      const std::string& owner);

}  // namespace csvimport
