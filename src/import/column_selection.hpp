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
  bool is_renamed = false;
};

// The columns that `options` take of a file with the columns `field_names`, in
// the table's order. Where names are normalized, options may call a column by
// either name, first by that in the file. Throws ImportError, at `input_name`,
// for names that the file does not have, saying which ones may be meant, and
// for two columns of one name.
std::vector<SelectedColumn> select_columns(
    const std::vector<std::string>& field_names, const ColumnOptions& options,
    const std::string& input_name);

// Those of `wanted`, each once, that `names` has not.
std::vector<std::string> names_not_in(const std::vector<std::string>& names,
                                      const std::vector<std::string>& wanted);

// The question whether some of `known` are meant by `unknown`, with `way`, by
// which they come to them, in it; "" if none is like them.
std::string meant_names(const std::vector<std::string>& unknown,
                        const std::vector<std::string>& known,
                        const std::string& way = "");

// Throws ImportError: `flag` names the columns `unknown`, and the `owner`, the
// file or the table, has only `known`. `advice` says what helps.
[[noreturn]] void fail_unknown_columns(const std::string& input_name,
                                       const std::string& flag,
                                       const std::vector<std::string>& unknown,
                                       const std::vector<std::string>& known,
                                       const std::string& owner,
                                       const std::string& advice = "");

}  // namespace csvimport
