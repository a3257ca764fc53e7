#include "sniff/field_looks.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {
namespace {

constexpr double kIndented = 0.5;
constexpr double kHalfQuoted = 0.3;
constexpr double kSentence = 0.9;  // its comma might be a delimiter
constexpr double kList = 0.3;
constexpr double kTabbed = 0.1;

// Whether a comma that stands among figures only is that of a decimal number,
// or stands before three digits as in 1,234,567.
bool is_in_number(std::string_view figures, std::size_t at, bool is_only) {
  const auto digit_at = [&](std::size_t place) {
    return place < figures.size() && is_ascii_digit(figures[place]);
  };
  if (at > 0 && !digit_at(at - 1)) return false;
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
    case ';':
    case '|':
      return has_space_behind ? kSentence : kList;
    default:
      return 1;
  }
}

}  // namespace

bool has_only_figures(std::string_view text) {
  const std::size_t digit = text.find_first_of("0123456789");
  return digit != text.npos &&
         text.find_first_of("eE") >= digit &&  // that of an exponent
         text.find_first_not_of("0123456789+-.,:/eE %") == text.npos;
}

double looks_whole(std::string_view field) {
  double looks = 1;
  if (field.front() == ' ') looks = kIndented;
  if (std::count(field.begin(), field.end(), '"') % 2 != 0) {
    looks = std::min(looks, kHalfQuoted);
  }
  const bool is_figures = has_only_figures(field);
  const bool has_one_comma = field.find(',') == field.rfind(',');
  for (std::size_t at = 0; at < field.size() && looks > kTabbed; ++at) {
    if (is_figures && field[at] == ',' &&
        is_in_number(field, at, has_one_comma)) {
      continue;
    }
    looks = std::min(looks, looks_with(field, at));
  }
  return looks;
}

}  // namespace csvimport
