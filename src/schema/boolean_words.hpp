#pragma once

// The words that stand for yes and no in a column.

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// The user's own, or, where both are "", the usual ones: true and false, yes
// and no, t and f, y and n, 1 and 0.
struct BooleanWords {
  std::string yes = {};
  std::string no = {};

  [[nodiscard]] bool are_usual() const { return yes.empty() && no.empty(); }
};

// What `text` means, in any case of its letters; none if it is no such word.
std::optional<bool> read_boolean(std::string_view text,
                                 const BooleanWords& words);

// Why `text` is none, with it, as a message tells it.
std::string boolean_problem(std::string_view text, const BooleanWords& words);

}  // namespace csvimport
