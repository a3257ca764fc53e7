#pragma once

// What tables and columns are called.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Names for the columns under the header's fields: trimmed; an empty one
// becomes column_3; one that is there already, compared as SQLite compares
// (ASCII letters in either case are equal), gets _2, _3, and so on.
std::vector<std::string> column_names(const std::vector<std::string>& header);

// Whether SQLite takes the two names for the same.
bool same_name(std::string_view left, std::string_view right);

// Whether it takes the lists for the same, in order.
bool same_names(const std::vector<std::string>& left,
                const std::vector<std::string>& right);

// The same in any order; of lists in which no name comes twice.
bool same_set(const std::vector<std::string>& left,
              const std::vector<std::string>& right);

// The place of `name` in `names`, compared as above.
std::optional<std::size_t> find_name(std::string_view name,
                                     const std::vector<std::string>& names);

// The one of `names` that `name` is likely to be a slip for, if there is one.
std::optional<std::string> nearest_name(std::string_view name,
                                        const std::vector<std::string>& names);

// Without the white space and invisible characters around it.
std::string_view trimmed(std::string_view text);

}  // namespace csvimport
