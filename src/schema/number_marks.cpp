#include "schema/number_marks.hpp"

#include "base/ascii.hpp"
#include "base/shell_flag.hpp"

#include <array>
#include <cstddef>

namespace csvimport {
namespace {

constexpr std::size_t kGroupDigits = 3;

// Those that SQLite passes over around a number.
bool is_blank_around_number(char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
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
        first_of_separator_(separator_.empty() ? '\0' : separator_[0]),
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
    const bool has_groups = at_separator();
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

  [[nodiscard]] bool at_separator() const {
    if (at_ == end_ || *at_ != first_of_separator_) return false;
    if (separator_.size() == 1) return true;
    return !separator_.empty() &&
           std::string_view(at_, static_cast<std::size_t>(end_ - at_))
               .starts_with(separator_);
  }

  // Behind the first group, of `digits`.
  bool take_groups(std::size_t digits) {
    if (digits == 0 || digits > kGroupDigits) return false;
    while (at_separator()) {
      at_ += separator_.size();
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
  char first_of_separator_;
  char* out_;
  bool is_rewritten_ = false;
};

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

}  // namespace csvimport
