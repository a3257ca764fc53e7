#pragma once

// Bytes that no text holds.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

struct ByteProblem {
  std::size_t at = 0;
  std::string reason;  // with the way out if there is one
};

// The first NUL of `text`, or byte of it that is not valid UTF-8. `encoding` is
// what it was converted from, "" if it was not, and then other records may show
// that the file `is_utf8`.
std::optional<ByteProblem> find_byte_problem(std::string_view text,
                                             const std::string& encoding,
                                             bool is_utf8 = false);

}  // namespace csvimport
