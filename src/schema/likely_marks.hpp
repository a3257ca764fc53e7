#pragma once

// The marks that the numbers in a column seem to have.

#include "schema/number_marks.hpp"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Looks at the values of a column, in any order.
class LikelyMarks {
 public:
  // Takes one more value that is no number as it is read, and may be quoted.
  void add_text(std::string_view text, bool quoted = false);
  // Takes one that is.
  void add_number(std::string_view text) {
    ++numbers_;
    const bool tells = !has_points_ || (refuted_ & kCommas) != kCommas;
    if (tells && text.find('.') != text.npos) add_point(text);
  }
  // Adds what others of the column have shown.
  LikelyMarks& operator+=(const LikelyMarks& later);

  // The marks by which all values but the odd words are numbers, and some only
  // by them: several for 1,234, which may be either; empty for none. `given`
  // are the marks that numbers were read by, which are part of them.
  [[nodiscard]] std::vector<NumberMarks> likely(
      const NumberMarks& given = {}) const;
  // The same, as the options that are to be given beside those for `given`,
  // such as "--decimal ,"; "--decimal , or --thousands ,".
  [[nodiscard]] std::string flags(const NumberMarks& given = {}) const;

  // The words without a digit among what are else numbers by these marks, such
  // as "n/a"; empty too where there are many.
  [[nodiscard]] const std::vector<std::string>& odd_words() const {
    return odd_words_;
  }

  // Whether one of these stands in quotes.
  [[nodiscard]] bool are_odd_words_quoted() const {
    return are_odd_words_quoted_;
  }

  // Whether `marks`, such as are likely for another column, make something else
  // of values that are fine as they are: of 1.5, or of 192.168.100.200.
  [[nodiscard]] bool would_be_changed_by(const NumberMarks& marks) const;

 private:
  static constexpr std::size_t kCandidates = 6;
  using Candidates = std::bitset<kCandidates>;
  // The first half, whose decimal mark is a comma: a number as SQL writes it
  // speaks against no others.
  static constexpr Candidates kCommas{0b111};

  void add_point(std::string_view number);
  void add_odd_word(std::string_view word);
  // Without regard to what was given.
  [[nodiscard]] Candidates fitting() const;

  Candidates refuted_;                  // by which some value is no number
  Candidates needed_;                   // some text is a number by it alone
  Candidates codes_;                    // some text would be one, and is a code
  bool has_points_ = false;             // some number has a point
  std::uint64_t numbers_ = 0;           // by SQL or by some marks
  std::uint64_t odds_ = 0;              // that are none
  std::vector<std::string> odd_words_;  // no two the same
  bool are_odd_words_quoted_ = false;
};

// Whether the text may stand for a value that is missing, such as n/a or a
// blank. What has a digit may be an amount, which must not be lost.
bool may_mean_nothing(std::string_view text);

// What is there to be asked for beside `given` for `marks`; nothing if these
// are others.
std::optional<NumberMarks> marks_beyond(const NumberMarks& given,
                                        NumberMarks marks);

}  // namespace csvimport
