#include "load/column_strays.hpp"

#include "base/ascii.hpp"
#include "base/message_text.hpp"

#include <algorithm>

namespace csvimport {
namespace {

// A number of something, such as of an article, a phone or a version: digits
// alone, or with marks between them that no amount has.
bool is_code(std::string_view text) {
  const auto is_digit = [](char byte) { return is_ascii_digit(byte); };
  if (std::none_of(text.begin(), text.end(), is_digit)) return false;
  if (text.find_first_not_of("0123456789+-.:/() ") != text.npos) return false;
  if (text.front() == ' ' || text.back() == ' ') return false;
  if (text.find_first_of("+-:/() ", 1) != text.npos) return true;
  return std::count(text.begin(), text.end(), '.') != 1;
}

}  // namespace

void ColumnStrays::add_text(std::string_view added, bool quoted,
                            const std::string& input, std::uint64_t line) {
  has_code |= is_code(added);
  marks.add_text(added, quoted);
  if (++texts.count > 1) {
    is_the_only &= added == text;
    return;
  }
  text = added;
  is_quoted = quoted;
  texts.first = {input, line};
  texts.shown = quoted_for_message(added);
}

// By taste: house numbers, of which every tenth has a letter, are the measure.
// In a short file that share would let no text be a slip, so a single one among
// numbers is. One word for all that are missing may come more often, and what
// is a number by other marks is more than likely to be meant as one. Codes are
// TEXT by their nature.
bool ColumnStrays::are_likely_slips(const NumberMarks& given) const {
  if (texts.count == 0) return false;
  if (!marks.flags(given).empty()) return numbers + texts.count >= 2;
  if (has_code) return false;
  if (texts.count == 1) return numbers >= 2;
  return numbers >= (is_the_only ? texts.count : 9 * texts.count);
}

ColumnStrays& ColumnStrays::operator+=(const ColumnStrays& later) {
  const bool is_first = texts.count == 0;
  const bool goes_on = is_first || later.texts.count == 0 || text == later.text;
  is_the_only = is_the_only && later.is_the_only && goes_on;
  if (is_first) {
    text = later.text;
    is_quoted = later.is_quoted;
  }
  numbers += later.numbers;
  kinds.merge(later.kinds);
  marks += later.marks;
  texts += later.texts;
  has_code |= later.has_code;
  return *this;
}

TableStrays& operator+=(TableStrays& strays, const TableStrays& later) {
  if (strays.size() < later.size()) strays.resize(later.size());
  for (std::size_t i = 0; i < later.size(); ++i) strays[i] += later[i];
  return strays;
}

}  // namespace csvimport
