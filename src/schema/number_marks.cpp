#include "schema/number_marks.hpp"

#include "base/ascii.hpp"
#include "base/shell_flag.hpp"
#include "schema/digits.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace csvimport {
namespace {

constexpr std::size_t kGroupDigits = 3;

// Those that SQLite passes over around a number.
bool is_blank_around_number(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

// What people cannot tell from each other, and programs write.
constexpr std::array<std::string_view, 4> kSpaces = {" ", "\u00A0", "\u202F",
                                                     "\u2009"};
constexpr std::array<std::string_view, 2> kApostrophes = {"'", "\u2019"};

// The size of the separator that `rest` starts with, or of another of its kind;
// 0 if there is none.
std::size_t separator_size(std::string_view rest, std::string_view separator) {
  if (rest.starts_with(separator)) return separator.size();
  const auto size_among = [&](const auto& kind) -> std::size_t {
    if (std::find(kind.begin(), kind.end(), separator) == kind.end()) return 0;
    for (const std::string_view other : kind) {
      if (rest.starts_with(other)) return other.size();
    }
    return 0;
  };
  return std::max(size_among(kSpaces), size_among(kApostrophes));
}

// Reads one text, and writes it as SQL would have it.
class MarkedReader {
 public:
  // Writes to `out`, which has room for the text.
  MarkedReader(std::string_view text, const NumberMarks& marks, char* out)
      : at_(text.data()),
        end_(text.data() + text.size()),
        decimal_(marks.decimal),
        separator_(marks.thousands),
        out_(out) {}

  // Whether it is a number, which is written then.
  bool read() {
    while (at_ != end_ && is_blank_around_number(*at_)) copy();
    const char* const blanks = begin_of_blanks();
    const char* const text_end = end_;
    end_ = blanks;
    if (!read_number()) return false;
    end_ = text_end;
    while (at_ != end_) copy();
    return true;
  }

  // Behind what was written.
  [[nodiscard]] const char* out() const { return out_; }
  // Whether that is other than the text.
  [[nodiscard]] bool is_rewritten() const { return is_rewritten_; }

 private:
  // Of those behind the number.
  [[nodiscard]] const char* begin_of_blanks() const {
    const char* begin = end_;
    while (begin != at_ && is_blank_around_number(begin[-1])) --begin;
    return begin;
  }

  bool read_number() {
    take_sign();
    std::size_t digits = take_digits();
    const bool has_groups = at_separator() > 0;
    if (has_groups && !take_groups(digits)) return false;
    if (at_ != end_ && *at_ == decimal_) {
      is_rewritten_ |= *at_++ != '.';
      *out_++ = '.';
      digits += take_digits();
    }
    if (digits == 0) return false;
    if (at_ == end_) return true;
    return !has_groups && take_exponent() && at_ == end_;
  }

  void copy() { *out_++ = *at_++; }

  void take_sign() {
    if (at_ != end_ && (*at_ == '-' || *at_ == '+')) copy();
  }

  std::size_t take_digits() {
    // In locals, which no byte that is written can be part of.
    const char* at = at_;
    const char* const end = end_;
    char* out = out_;
    while (at != end && is_ascii_digit(*at)) *out++ = *at++;
    const auto digits = static_cast<std::size_t>(at - at_);
    at_ = at;
    out_ = out;
    return digits;
  }

  // The size of the one that comes next; 0 if none does.
  [[nodiscard]] std::size_t at_separator() const {
    if (at_ == end_ || separator_.empty() || *at_ == decimal_) return 0;
    return separator_size({at_, static_cast<std::size_t>(end_ - at_)},
                          separator_);
  }

  // Behind the first group, of `digits`.
  bool take_groups(std::size_t digits) {
    if (digits == 0 || digits > kGroupDigits) return false;
    while (const std::size_t size = at_separator()) {
      at_ += size;
      is_rewritten_ = true;
      if (take_digits() != kGroupDigits) return false;
    }
    return true;
  }

  bool take_exponent() {
    if (*at_ != 'e' && *at_ != 'E') return false;
    copy();
    take_sign();
    return take_digits() > 0;
  }

  const char* at_;
  const char* end_;
  char decimal_;
  std::string_view separator_;
  char* out_;
  bool is_rewritten_ = false;
};

// The digits before the decimal mark.
struct WholePart {
  const char* end;  // where they do, without a separator
  std::uint64_t value = 0;
  std::size_t digits = 0;
};

// False if there are none, or if their groups are none.
bool parse_whole_part(const char* end, char separator, WholePart& part) {
  std::size_t in_group = 0;
  bool has_groups = false;
  for (; part.end != end; ++part.end) {
    const auto digit = static_cast<unsigned char>(*part.end - '0');
    if (digit < 10) {
      part.value = part.value * 10 + digit;
      ++in_group;
      continue;
    }
    if (*part.end != separator) break;
    if (has_groups ? in_group != kGroupDigits
                   : in_group == 0 || in_group > kGroupDigits) {
      return false;
    }
    has_groups = true;
    part.digits += in_group;
    in_group = 0;
  }
  part.digits += in_group;
  return has_groups ? in_group == kGroupDigits : in_group > 0;
}

}  // namespace

std::string flags_of(const NumberMarks& marks) {
  std::string flags;
  if (marks.decimal != '.') flags = flag("--decimal", {&marks.decimal, 1});
  if (marks.thousands.empty()) return flags;
  return flags + (flags.empty() ? "" : " ") +
         flag("--thousands", marks.thousands);
}

MarkedText read_marked(std::string_view text, const NumberMarks& marks,
                       std::string& plain) {
  // Most numbers fit, and need no other memory.
  std::array<char, 32> short_plain;  // NOLINT: written before it is read
  char* out = short_plain.data();
  if (text.size() > short_plain.size()) {
    plain.resize(text.size());
    out = plain.data();
  }
  MarkedReader reader(text, marks, out);
  if (!reader.read()) {
    static const NumberMarks of_sql;
    return MarkedReader(text, of_sql, out).read() ? MarkedText::kMisplaced
                                                  : MarkedText::kAsItIs;
  }
  if (!reader.is_rewritten()) return MarkedText::kAsItIs;
  const auto size = static_cast<std::size_t>(reader.out() - out);
  if (out == plain.data()) {
    plain.resize(size);
  } else {
    plain.assign(out, size);
  }
  return MarkedText::kNumber;
}

bool parse_marked_decimal(std::string_view text, const NumberMarks& marks,
                          double& value) {
  constexpr std::size_t kMaxExactDigits = 15;
  if (marks.thousands.size() > 1) return false;
  const bool negative = text.starts_with('-');
  const char* const begin = text.data() + (negative ? 1 : 0);
  const char* const end = text.data() + text.size();
  WholePart whole{begin};
  // Of a digit, it is never asked whether it is the separator.
  const char separator = marks.thousands.empty() ? '0' : marks.thousands[0];
  if (!parse_whole_part(end, separator, whole)) return false;
  if (whole.end == end || *whole.end != marks.decimal) return false;
  if (whole.digits > 1 && *begin == '0') return false;
  const char* at = whole.end + 1;
  const auto scale = static_cast<std::size_t>(end - at);
  if (scale == 0 || whole.digits + scale > kMaxExactDigits) return false;
  std::uint64_t digits = whole.value;
  for (; at != end; ++at) {
    const auto digit = static_cast<unsigned char>(*at - '0');
    if (digit > 9) return false;
    digits = digits * 10 + digit;
  }
  // Both are exact, so that the quotient is the nearest double.
  value = static_cast<double>(digits) / kPowersOfTen[scale];
  if (negative) value = -value;
  return true;
}

}  // namespace csvimport
