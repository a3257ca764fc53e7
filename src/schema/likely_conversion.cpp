#include "schema/likely_conversion.hpp"

#include "base/ascii.hpp"
#include "base/shell_flag.hpp"
#include "schema/boolean_words.hpp"
#include "schema/date_format.hpp"
#include "schema/likely_marks.hpp"
#include "schema/named_value.hpp"

#include <algorithm>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kTruthValues = 2;

// Whether it is a word, as opposed to a number of something.
bool may_be_truth(const std::string& word) {
  return std::none_of(word.begin(), word.end(), is_ascii_digit);
}

std::vector<DateFormat> make_forms() {
  std::vector<DateFormat> forms;
  for (const std::string time : {"", " %H:%M", " %H:%M:%S", " %I:%M %p"}) {
    const auto result = time.empty() ? DateFormat::Result::kDate
                                     : DateFormat::Result::kDatetime;
    for (const char mark : {'.', '/', '-'}) {
      for (const std::string_view order :
           {"dmY", "mdY", "Ymd", "dmy", "mdy", "ymd"}) {
        std::string form;
        for (const char letter : order) {
          if (!form.empty()) form += mark;
          form += {'%', letter};
        }
        forms.emplace_back(form + time, result);
      }
    }
  }
  return forms;
}

const std::vector<DateFormat>& date_forms() {
  static const std::vector<DateFormat> forms = make_forms();
  return forms;
}

const char* flag_for(const DateFormat& form) {
  return form.result() == DateFormat::Result::kDate ? "--date" : "--datetime";
}

}  // namespace

void LikelyConversion::add_text(std::string_view text, ValueKind kind) {
  if (kind != ValueKind::kMoment) {
    is_seen_ = true;
    if (!read_boolean(text, BooleanWords())) refuted_.set();
    add_word(text);
    return;
  }
  if (refuted_.all() || may_mean_nothing(text)) return;
  is_seen_ = true;
  std::string iso;
  for (std::size_t i = 0; i < kForms; ++i) {
    if (refuted_[i]) continue;
    refuted_[i] = !date_forms()[i].read(text, iso);
  }
}

void LikelyConversion::add_word(std::string_view word) {
  const bool is_known =
      std::find(words_.begin(), words_.end(), word) != words_.end();
  if (!is_known && words_.size() <= kTruthValues) words_.emplace_back(word);
}

LikelyConversion& LikelyConversion::operator+=(const LikelyConversion& later) {
  refuted_ |= later.refuted_;
  is_seen_ |= later.is_seen_;
  for (const std::string& word : later.words_) add_word(word);
  return *this;
}

std::string LikelyConversion::advice(const std::string& column,
                                     ValueKind kind) const {
  if (!is_seen_) return "";
  const std::string name = option_name(column);
  if (kind != ValueKind::kMoment) {
    const bool are_usual = refuted_.none();
    const bool may_be_others =
        kind == ValueKind::kTruth && words_.size() <= kTruthValues &&
        std::all_of(words_.begin(), words_.end(), may_be_truth);
    if (!are_usual && !may_be_others) return "";
    return "; " + flag("--boolean", name + (are_usual ? "" : "=YES,NO")) +
           " makes 1 and 0 of such words";
  }
  if (refuted_.all()) return "";
  const DateFormat* first = nullptr;
  for (std::size_t i = 0; i < kForms && first == nullptr; ++i) {
    if (!refuted_[i]) first = &date_forms()[i];
  }
  const bool is_only = refuted_.count() + 1 == kForms;
  const std::string form = is_only ? first->format() : "FORMAT";
  return "; " + flag(flag_for(*first), name + '=' + form) +
         " reads such dates" + (is_only ? "" : ", in the words of strptime");
}

}  // namespace csvimport
