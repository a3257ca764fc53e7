#include "schema/likely_marks.hpp"

#include "base/ascii.hpp"
#include "schema/boolean_words.hpp"
#include "schema/number.hpp"

#include <algorithm>
#include <array>

namespace csvimport {
namespace {

// By taste: more words, or longer ones, are hardly spellings of what is
// missing.
constexpr std::size_t kMostOddWords = 3;
constexpr std::size_t kLongestOddWord = 20;  // in bytes

const std::array<NumberMarks, 6>& candidates() {
  static const std::array<NumberMarks, 6> all = {
      {{',', ""}, {',', "."}, {',', " "}, {'.', ","}, {'.', "'"}, {'.', " "}}};
  return all;
}

// Whether the groups of digits, three or more, may be those of an address
// (192.168.100.200) or of a phone (612 345 678), and not of an amount: all have
// three digits, or there are four up to 255.
bool is_code_of_groups(std::string_view text, std::string_view separator) {
  constexpr std::size_t kFewest = 3;
  constexpr int kHighest = 255;
  if (separator != "." && separator != " ") return false;
  std::size_t groups = 1;
  std::size_t digits = 0;
  int value = 0;
  bool are_full = true;
  bool are_bytes = true;
  const auto end_group = [&] {
    are_full &= digits == 3;
    are_bytes &= value <= kHighest;
  };
  for (const char byte : text) {
    if (is_ascii_digit(byte)) {
      ++digits;
      value = value * 10 + (byte - '0');
    } else if (byte == separator.front()) {
      end_group();
      ++groups;
      digits = 0;
      value = 0;
    } else {
      return false;
    }
  }
  end_group();
  return groups >= kFewest && (are_full || (groups == 4 && are_bytes));
}

}  // namespace

void LikelyMarks::add_text(std::string_view text, bool quoted) {
  if (refuted_.all()) return;
  if (may_mean_nothing(text)) {
    ++odds_;
    are_odd_words_quoted_ |= quoted;
    add_odd_word(text);
    return;
  }
  std::string plain;
  bool is_number = false;
  for (std::size_t i = 0; i < kCandidates; ++i) {
    if (refuted_[i]) continue;
    const NumberMarks& marks = candidates()[i];
    const bool fits = read_marked(text, marks, plain) == MarkedText::kNumber &&
                      parse_number(plain).kind != NumberKind::kNone;
    const bool is_code = fits && is_code_of_groups(text, marks.thousands);
    refuted_[i] = !fits;
    codes_[i] = codes_[i] || is_code;
    needed_[i] = needed_[i] || (fits && !is_code);
    is_number |= fits;
  }
  if (is_number) ++numbers_;
}

void LikelyMarks::add_point(std::string_view number) {
  has_points_ = true;
  std::string plain;
  for (std::size_t i = 0; i < kCandidates; ++i) {
    if (!kCommas[i] || refuted_[i]) continue;
    refuted_[i] =
        read_marked(number, candidates()[i], plain) == MarkedText::kMisplaced;
  }
}

void LikelyMarks::add_odd_word(std::string_view word) {
  const bool is_known =
      std::find(odd_words_.begin(), odd_words_.end(), word) != odd_words_.end();
  if (is_known) return;
  if (odd_words_.size() == kMostOddWords) refuted_.set();
  if (!refuted_.all()) odd_words_.emplace_back(word);
}

LikelyMarks& LikelyMarks::operator+=(const LikelyMarks& later) {
  refuted_ |= later.refuted_;
  needed_ |= later.needed_;
  codes_ |= later.codes_;
  has_points_ |= later.has_points_;
  numbers_ += later.numbers_;
  odds_ += later.odds_;
  are_odd_words_quoted_ |= later.are_odd_words_quoted_;
  for (const std::string& word : later.odd_words_) add_odd_word(word);
  return *this;
}

LikelyMarks::Candidates LikelyMarks::fitting() const {
  return odds_ < numbers_ ? ~refuted_ : Candidates();
}

std::vector<NumberMarks> LikelyMarks::likely(const NumberMarks& given) const {
  const Candidates likely = needed_ & fitting();
  const auto offers = [&](char decimal, std::string_view thousands) {
    for (std::size_t i = 0; i < kCandidates; ++i) {
      const NumberMarks& marks = candidates()[i];
      if (likely[i] && marks.decimal == decimal && marks.thousands == thousands)
        return true;
    }
    return false;
  };
  std::vector<NumberMarks> all;
  for (std::size_t i = 0; i < kCandidates; ++i) {
    const NumberMarks& marks = candidates()[i];
    if (!likely[i]) continue;
    // Where one mark is enough, nothing says that there is another.
    const bool has_both = marks.decimal != '.' && !marks.thousands.empty();
    if (has_both &&
        (offers(marks.decimal, "") || offers('.', marks.thousands))) {
      continue;
    }
    if (marks_beyond(given, marks)) all.push_back(marks);
  }
  return all;
}

std::string LikelyMarks::flags(const NumberMarks& given) const {
  std::string flags;
  for (const NumberMarks& marks : likely(given)) {
    flags += (flags.empty() ? "" : " or ") +
             flags_of(marks_beyond(given, marks).value());
  }
  return flags;
}

bool LikelyMarks::would_be_changed_by(const NumberMarks& marks) const {
  if (marks.decimal != '.' && has_points_) return true;
  const Candidates codes = codes_ & ~needed_ & fitting();
  for (std::size_t i = 0; i < kCandidates; ++i) {
    const NumberMarks& candidate = candidates()[i];
    if (codes[i] && candidate.decimal == marks.decimal &&
        candidate.thousands == marks.thousands) {
      return true;
    }
  }
  return false;
}

// No word of truth is one for nothing.
bool may_mean_nothing(std::string_view text) {
  return !text.empty() && text.size() <= kLongestOddWord &&
         std::none_of(text.begin(), text.end(), is_ascii_digit) &&
         !read_boolean(text, BooleanWords());
}

std::optional<NumberMarks> marks_beyond(const NumberMarks& given,
                                        NumberMarks marks) {
  if (given.decimal != '.') {
    if (marks.decimal != given.decimal) return std::nullopt;
    marks.decimal = '.';
  }
  if (!given.thousands.empty()) {
    if (marks.thousands != given.thousands) return std::nullopt;
    marks.thousands.clear();
  }
  return marks;
}

}  // namespace csvimport
