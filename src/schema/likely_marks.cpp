#include "schema/likely_marks.hpp"

#include "schema/number.hpp"

#include <array>
#include <optional>

namespace csvimport {
namespace {

constexpr const char* kNoBreakSpace = "\u00A0";
constexpr const char* kNarrowSpace = "\u202F";

const std::array<NumberMarks, 10>& candidates() {
  static const std::array<NumberMarks, 10> all = {{{',', ""},
                                                   {',', "."},
                                                   {',', " "},
                                                   {',', kNoBreakSpace},
                                                   {',', kNarrowSpace},
                                                   {'.', ","},
                                                   {'.', "'"},
                                                   {'.', " "},
                                                   {'.', kNoBreakSpace},
                                                   {'.', kNarrowSpace}}};
  return all;
}

// What is there to be asked for beside `given`; nothing if `marks` are others.
std::optional<NumberMarks> beyond(const NumberMarks& given, NumberMarks marks) {
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

}  // namespace

void LikelyMarks::add_text(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < kCandidates; ++i) {
    if (refuted_[i]) continue;
    const bool is_marked =
        read_marked(text, candidates()[i], plain) == MarkedText::kNumber;
    const bool is_number =
        is_marked && parse_number(plain).kind != NumberKind::kNone;
    refuted_[i] = !is_number;
    needed_[i] = needed_[i] || is_number;
  }
}

void LikelyMarks::add_point(std::string_view number) {
  std::string plain;
  for (std::size_t i = 0; i < kCandidates; ++i) {
    if (!kCommas[i] || refuted_[i]) continue;
    refuted_[i] =
        read_marked(number, candidates()[i], plain) == MarkedText::kMisplaced;
  }
}

LikelyMarks& LikelyMarks::operator+=(const LikelyMarks& later) {
  refuted_ |= later.refuted_;
  needed_ |= later.needed_;
  return *this;
}

std::string LikelyMarks::flags(const NumberMarks& given) const {
  const Candidates likely = needed_ & ~refuted_;
  const auto offers = [&](char decimal, std::string_view thousands) {
    for (std::size_t i = 0; i < kCandidates; ++i) {
      const NumberMarks& marks = candidates()[i];
      if (likely[i] && marks.decimal == decimal && marks.thousands == thousands)
        return true;
    }
    return false;
  };
  std::string flags;
  for (std::size_t i = 0; i < kCandidates; ++i) {
    const NumberMarks& marks = candidates()[i];
    if (!likely[i]) continue;
    // Where one mark is enough, nothing says that there is another.
    const bool has_both = marks.decimal != '.' && !marks.thousands.empty();
    if (has_both &&
        (offers(marks.decimal, "") || offers('.', marks.thousands))) {
      continue;
    }
    const auto wanted = beyond(given, marks);
    if (wanted) flags += (flags.empty() ? "" : " or ") + flags_of(*wanted);
  }
  return flags;
}

}  // namespace csvimport
