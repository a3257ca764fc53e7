#include "load/column_strays.hpp"

#include "base/message_text.hpp"
#include "load/record_advice.hpp"

namespace csvimport {

void ColumnStrays::add_text(std::string_view text, bool quoted,
                            const std::string& input, std::uint64_t line) {
  has_code |= text.find_first_not_of("0123456789") == text.npos;
  if (++texts.count > 1) return;
  is_quoted = quoted;
  texts.first = {input, line};
  texts.shown = quoted_for_message(text);
  texts.advice = marks_advice(text);
}

// By taste: house numbers, of which every tenth has a letter, are the measure.
// In a short file that share would let no text be a slip, so a single one among
// numbers is. What is a number by other marks is more than likely to be meant
// as one. Codes are TEXT by their nature.
bool ColumnStrays::are_likely_slips() const {
  if (texts.count == 0 || has_code) return false;
  if (!texts.advice.empty()) return numbers >= texts.count;
  return texts.count == 1 ? numbers >= 2 : numbers >= 9 * texts.count;
}

ColumnStrays& ColumnStrays::operator+=(const ColumnStrays& later) {
  if (texts.count == 0) is_quoted = later.is_quoted;
  numbers += later.numbers;
  kinds.merge(later.kinds);
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
