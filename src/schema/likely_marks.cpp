#include "schema/likely_marks.hpp"

#include "schema/number.hpp"

#include <algorithm>

namespace csvimport {
namespace {

constexpr std::string_view kBlanks[] = {" ", "\u00A0", "\u202F"};

std::string marks_as_flags(const NumberMarks& marks) {
  std::string flags;
  if (marks.decimal != '.') flags = "--decimal ,";
  if (marks.thousands.empty()) return flags;
  const bool needs_quotes = marks.thousands != "." && marks.thousands != ",";
  const std::string quote = !needs_quotes            ? ""
                            : marks.thousands == "'" ? "\""
                                                     : "'";
  return flags + (flags.empty() ? "" : " ") + "--thousands " + quote +
         marks.thousands + quote;
}

}  // namespace

LikelyMarks::LikelyMarks() {
  candidates_ = {{{',', ""}}, {{',', "."}}, {{'.', ","}}, {{'.', "'"}}};
  for (const std::string_view blank : kBlanks) {
    candidates_.push_back({{',', std::string(blank)}});
    candidates_.push_back({{'.', std::string(blank)}});
  }
}

void LikelyMarks::add(std::string_view text) {
  const auto fails = [&](Candidate& candidate) {
    const MarkedText read = read_marked(text, candidate.marks, plain_);
    if (read == MarkedText::kMisplaced) return true;
    candidate.is_needed |= read == MarkedText::kNumber;
    return parse_number(read == MarkedText::kNumber ? plain_ : text).kind ==
           NumberKind::kNone;
  };
  std::erase_if(candidates_, fails);
}

bool LikelyMarks::offers(char decimal, std::string_view thousands) const {
  return std::any_of(
      candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
        return candidate.is_needed && candidate.marks.decimal == decimal &&
               candidate.marks.thousands == thousands;
      });
}

std::string LikelyMarks::flags() const {
  std::string flags;
  for (const Candidate& candidate : candidates_) {
    const auto& [decimal, thousands] = candidate.marks;
    if (!candidate.is_needed) continue;
    // Where one mark is enough, nothing says that there is another.
    const bool has_both = decimal != '.' && !thousands.empty();
    if (has_both && (offers(decimal, "") || offers('.', thousands))) continue;
    flags += (flags.empty() ? "" : " or ") + marks_as_flags(candidate.marks);
  }
  return flags;
}

}  // namespace csvimport
