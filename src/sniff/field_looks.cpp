#include "sniff/field_looks.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {
namespace {

constexpr double kIndented = 0.5;
constexpr double kHalfQuoted = 0.3;
constexpr double kSentence = 0.9;  // its comma might be a delimiter
constexpr double kList = 0.3;
constexpr double kTabbed = 0.1;

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

// Whether the comma at `at` is that of a decimal number, or stands before three
// digits as in 1,234,567.
bool is_in_number(std::string_view text, std::size_t at) {
  const auto digit_at = [&](std::size_t place) {
    return place < text.size() && is_digit(text[place]);
  };
  if (text.find_first_not_of("0123456789+-.,eE %") != text.npos) return false;
  if (at > 0 && !digit_at(at - 1)) return false;
  const bool is_only = text.find(',') == text.rfind(',');
  const bool groups = digit_at(at + 1) && digit_at(at + 2) &&
                      digit_at(at + 3) && !digit_at(at + 4);
  return digit_at(at + 1) && (is_only || groups);
}

double looks_with(std::string_view text, std::size_t at) {
  const bool has_space_behind = at + 1 < text.size() && text[at + 1] == ' ';
  switch (text[at]) {
    case '\t':
      return kTabbed;
    case ',':
      if (is_in_number(text, at)) return 1;
      [[fallthrough]];
    case ';':
    case '|':
      return has_space_behind ? kSentence : kList;
    default:
      return 1;
  }
}

}  // namespace

double looks_whole(std::string_view field) {
  double looks = 1;
  if (field.front() == ' ') looks = kIndented;
  if (std::count(field.begin(), field.end(), '"') % 2 != 0) {
    looks = std::min(looks, kHalfQuoted);
  }
  for (std::size_t at = 0; at < field.size(); ++at) {
    looks = std::min(looks, looks_with(field, at));
  }
  return looks;
}

}  // namespace csvimport
