#pragma once

// Which option would make what belongs there of texts that come into a column
// declared for dates or truth values, or into one of integers, as truth values
// of --boolean are.

#include "schema/value_kind.hpp"

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Looks at the texts of such a column, in any order.
class LikelyConversion {
 public:
  void add_text(std::string_view text, ValueKind kind);
  // Takes one that is fine as it is.
  void add_iso_moment() { refuted_.set(); }
  // Adds what others of the column have shown.
  LikelyConversion& operator+=(const LikelyConversion& later);

  // What to say of it for the column, to add to a message: with the form of
  // dates only where the texts leave one, and with YES,NO for two words that
  // are not the usual ones, but not in a column of integers, which may be for
  // anything; "" where no option fits them. Words without a digit, such as n/a,
  // are no dates, and do not speak against one.
  [[nodiscard]] std::string advice(const std::string& column,
                                   ValueKind kind) const;

 private:
  // The forms of dates, or the first for truth values.
  static constexpr std::size_t kForms = 72;

  void add_word(std::string_view word);

  std::bitset<kForms> refuted_;  // that some text does not have
  bool is_seen_ = false;         // some text tells
  // Of truth values, up to one more than there can be; no two the same.
  std::vector<std::string> words_;
};

}  // namespace csvimport
