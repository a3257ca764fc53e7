#include "csv/byte_problem.hpp"

#include "base/utf8.hpp"
#include "input/encoding.hpp"

#include <algorithm>

namespace csvimport {

std::optional<ByteProblem> find_byte_problem(std::string_view text,
                                             const std::string& encoding,
                                             bool is_utf8) {
  const std::size_t at = std::min(find_invalid_utf8(text), text.find('\0'));
  if (at == text.size()) return std::nullopt;
  if (text[at] == '\0') {
    return ByteProblem{at, "a NUL byte, which no CSV file should hold"};
  }
  return ByteProblem{at,
                     invalid_byte_problem(text.substr(at), encoding, is_utf8)};
}

}  // namespace csvimport
