#include "schema/boolean_words.hpp"

#include "base/message_text.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <array>

namespace csvimport {
namespace {

constexpr std::array<std::string_view, 5> kUsualYes = {"true", "1", "yes", "t",
                                                       "y"};
constexpr std::array<std::string_view, 5> kUsualNo = {"false", "0", "no", "f",
                                                      "n"};

template <class Words>
bool is_among(std::string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return same_name(text, word);
  });
}

}  // namespace

std::optional<bool> read_boolean(std::string_view text,
                                 const BooleanWords& words) {
  if (words.are_usual()) {
    if (is_among(text, kUsualYes)) return true;
    if (is_among(text, kUsualNo)) return false;
    return std::nullopt;
  }
  if (same_name(text, words.yes)) return true;
  if (same_name(text, words.no)) return false;
  return std::nullopt;
}

std::string boolean_problem(std::string_view text, const BooleanWords& words) {
  return quoted_for_message(text) + " is neither " +
         (words.are_usual()
              ? "yes nor no; --boolean COL=YES,NO takes other words"
              : quoted_for_message(words.yes) + " nor " +
                    quoted_for_message(words.no));
}

}  // namespace csvimport
