#pragma once

// The marks that the numbers in a column seem to have.

#include "schema/number_marks.hpp"

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

// Looks at the values of a column, in any order.
class LikelyMarks {
 public:
  // Takes one more value that is no number as it is read.
  void add_text(std::string_view text);
  // Takes one that is.
  void add_number(std::string_view text) {
    if (may_have_commas() && text.find('.') != text.npos) add_point(text);
  }
  // Adds what others of the column have shown.
  LikelyMarks& operator+=(const LikelyMarks& later);

  // The options by which all values are numbers, and some only by them, such as
  // "--decimal ,"; "--decimal , or --thousands ," for 1,234; "" for none.
  // `given` are the marks that numbers were read by.
  [[nodiscard]] std::string flags(const NumberMarks& given = {}) const;

 private:
  static constexpr std::size_t kCandidates = 10;
  using Candidates = std::bitset<kCandidates>;
  // The first half, whose decimal mark is a comma: a number as SQL writes it
  // speaks against no others.
  static constexpr Candidates kCommas{0b11111};

  [[nodiscard]] bool may_have_commas() const {
    return (refuted_ & kCommas) != kCommas;
  }
  void add_point(std::string_view number);

  Candidates refuted_;  // by which some value is no number
  Candidates needed_;   // some text is a number by it alone
};

}  // namespace csvimport
