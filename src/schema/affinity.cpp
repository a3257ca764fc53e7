#include "schema/affinity.hpp"

#include "base/ascii.hpp"
#include "schema/number.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace csvimport {
namespace {

// Whether SQLite may see a number in a text that starts like this one.
bool may_be_number(std::string_view text) {
  // White space, signs, the point and digits are among these.
  return !text.empty() && static_cast<unsigned char>(text.front()) <= '9';
}

// A decimal number with a point that becomes the nearest double in every
// SQLite. Its digits are an integer below 2^53, which is divided by 10^n = 2^n
// 5^n, with n up to 4: the quotient is then either half-way between two doubles
// or at least 2^-64 of itself from there, so that a quotient with 64 bits or
// more, as SQLite computes it, is rounded like the exact one. Nullopt for
// another text, and for one with leading zeros.
std::optional<double> parse_short_decimal(std::string_view text) {
  constexpr std::size_t kMaxDigits = 15;
  constexpr std::array<double, 5> kScales = {1, 10, 100, 1000, 10000};
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  if (text.size() > kMaxDigits + 1) return std::nullopt;
  std::uint64_t digits = 0;
  std::size_t digits_behind_point = 0;
  bool has_point = false;
  for (const char byte : text) {
    if (byte == '.' && !has_point) {
      has_point = true;
      continue;
    }
    const auto digit = static_cast<unsigned>(byte - '0');
    if (digit > 9) return std::nullopt;
    digits = digits * 10 + digit;
    if (has_point) ++digits_behind_point;
  }
  if (digits_behind_point == 0 || digits_behind_point >= kScales.size()) {
    return std::nullopt;
  }
  if (text[0] == '0' && text[1] != '.') return std::nullopt;
  const double value =
      static_cast<double>(digits) / kScales.at(digits_behind_point);
  return is_negative && digits != 0 ? -value : value;
}

}  // namespace

Affinity affinity_of(std::string_view declared_type) {
  std::string upper(declared_type);
  std::transform(upper.begin(), upper.end(), upper.begin(), ascii_upper);
  const auto has = [&](const char* part) {
    return upper.find(part) != std::string::npos;
  };
  if (has("INT")) return Affinity::kInteger;
  if (has("CHAR") || has("CLOB") || has("TEXT")) return Affinity::kText;
  if (has("BLOB") || upper.empty()) return Affinity::kBlob;
  if (has("REAL") || has("FLOA") || has("DOUB")) return Affinity::kReal;
  return Affinity::kNumeric;
}

std::string_view name_of(Affinity affinity) {
  constexpr std::array<std::string_view, 5> kNames = {"BLOB", "TEXT", "NUMERIC",
                                                      "INTEGER", "REAL"};
  return kNames.at(static_cast<std::size_t>(affinity));
}

std::optional<StoredValue> stored_value(std::string_view text,
                                        Affinity affinity) {
  using Kind = StoredValue::Kind;
  if (!is_numeric(affinity) || !may_be_number(text)) return StoredValue{};
  if (const std::optional<double> real = parse_short_decimal(text)) {
    const bool is_whole =
        *real == static_cast<double>(static_cast<std::int64_t>(*real));
    if (is_whole && affinity != Affinity::kReal) return std::nullopt;
    return StoredValue{Kind::kReal, 0, *real};
  }
  std::int64_t integer = 0;
  if (!parse_integer(text, integer)) return std::nullopt;
  if (affinity != Affinity::kReal) {
    return StoredValue{Kind::kInteger, integer, 0};
  }
  if (!is_exact_as_real(integer)) return std::nullopt;
  return StoredValue{Kind::kReal, 0, static_cast<double>(integer)};
}

}  // namespace csvimport
