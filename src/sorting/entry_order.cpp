#include "sorting/entry_order.hpp"

#include "base/ascii.hpp"
#include "pages/record_values.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace csvimport {
namespace {

using Kind = RecordValue::Kind;

std::strong_ordering reversed(std::strong_ordering order) {
  if (std::is_eq(order)) return order;
  return std::is_lt(order) ? std::strong_ordering::greater
                           : std::strong_ordering::less;
}

unsigned char folded(char byte) {
  return static_cast<unsigned char>(ascii_lower(byte));
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// SQLite's NOCASE ends where both texts have a NUL, and then goes by length.
std::strong_ordering compare_folded(std::string_view left,
                                    std::string_view right) {
  const std::size_t size = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned char a = folded(left[i]);
    const unsigned char b = folded(right[i]);
    if (a != b) return a <=> b;
    if (a == 0) break;
  }
  return left.size() <=> right.size();
}

std::strong_ordering compare_texts(std::string_view left,
                                   std::string_view right,
                                   Collation collation) {
  if (collation == Collation::kNoCase) return compare_folded(left, right);
  if (collation == Collation::kRtrim) {
    left = without_blanks(left);
    right = without_blanks(right);
  }
  return left.compare(right) <=> 0;
}

// Neither is a NaN, which no table keeps.
std::strong_ordering compare_reals(double left, double right) {
  if (left < right) return std::strong_ordering::less;
  return left > right ? std::strong_ordering::greater
                      : std::strong_ordering::equal;
}

std::strong_ordering compare_to_real(std::int64_t left, double right) {
  constexpr double kLimit = 9223372036854775808.0;  // 2^63
  if (right >= kLimit) return std::strong_ordering::less;
  if (right < -kLimit) return std::strong_ordering::greater;
  const auto whole = static_cast<std::int64_t>(right);
  if (left != whole) return left <=> whole;
  // They are below 2^53 where the real has a fraction.
  return compare_reals(static_cast<double>(left), right);
}

// By the order of their kinds.
int rank(Kind kind) {
  switch (kind) {
    case Kind::kNull:
      return 0;
    case Kind::kInteger:
    case Kind::kReal:
      return 1;
    case Kind::kText:
      return 2;
    case Kind::kBlob:
      return 3;
  }
  return 0;
}

std::strong_ordering compare_values(const RecordValue& left,
                                    const RecordValue& right,
                                    Collation collation) {
  if (left.kind == Kind::kText && right.kind == Kind::kText) {
    return compare_texts(left.text, right.text, collation);
  }
  if (rank(left.kind) != rank(right.kind)) {
    return rank(left.kind) <=> rank(right.kind);
  }
  if (left.kind == Kind::kNull) return std::strong_ordering::equal;
  if (left.kind == Kind::kBlob) {
    return compare_texts(left.text, right.text, Collation::kBinary);
  }
  if (left.kind == Kind::kReal) {
    return right.kind == Kind::kReal
               ? compare_reals(left.real, right.real)
               : reversed(compare_to_real(right.integer, left.real));
  }
  return right.kind == Kind::kReal ? compare_to_real(left.integer, right.real)
                                   : left.integer <=> right.integer;
}

// The first eight bytes as a number, with zeros behind a shorter text.
std::uint64_t prefix_of_text(std::string_view text, Collation collation) {
  constexpr std::size_t kSize = 8;
  std::array<unsigned char, kSize> bytes{};
  if (collation == Collation::kRtrim) text = without_blanks(text);
  const std::size_t size = std::min(text.size(), kSize);
  if (collation != Collation::kNoCase) {
    std::memcpy(bytes.data(), text.data(), size);
  } else {
    for (std::size_t i = 0; i < size && text[i] != '\0'; ++i) {
      bytes[i] = folded(text[i]);
    }
  }
  return get_u64(bytes.data());
}

// Ordered as the numbers are.
std::uint64_t prefix_of_number(double value) {
  constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
  if (value == 0) value = 0;  // of both zeros
  const auto bits = std::bit_cast<std::uint64_t>(value);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

std::uint64_t prefix_of(const RecordValue& value, Collation collation) {
  constexpr unsigned kRankBits = 2;
  std::uint64_t start = 0;
  if (value.kind == Kind::kText) {
    start = prefix_of_text(value.text, collation);
  } else if (value.kind == Kind::kBlob) {
    start = prefix_of_text(value.text, Collation::kBinary);
  } else if (value.kind == Kind::kReal) {
    start = prefix_of_number(value.real);
  } else if (value.kind == Kind::kInteger) {
    start = prefix_of_number(static_cast<double>(value.integer));
  }
  return static_cast<std::uint64_t>(rank(value.kind)) << (64 - kRankBits) |
         start >> kRankBits;
}

}  // namespace

std::uint64_t EntryOrder::prefix(const std::uint8_t* entry) const {
  const IndexedColumn& first = index_.columns.front();
  const std::uint64_t prefix =
      prefix_of(RecordValues(entry).next(), first.collation);
  return first.descends ? ~prefix : prefix;
}

std::strong_ordering EntryOrder::compare(const std::uint8_t* left,
                                         const std::uint8_t* right) const {
  RecordValues left_values(left);
  RecordValues right_values(right);
  for (const IndexedColumn& column : index_.columns) {
    const std::strong_ordering order = compare_values(
        left_values.next(), right_values.next(), column.collation);
    if (std::is_neq(order)) return column.descends ? reversed(order) : order;
  }
  return left_values.next().integer <=> right_values.next().integer;
}

bool EntryOrder::are_rivals(const std::uint8_t* left,
                            const std::uint8_t* right) const {
  RecordValues left_values(left);
  RecordValues right_values(right);
  for (const IndexedColumn& column : index_.columns) {
    const RecordValue value = left_values.next();
    if (value.kind == Kind::kNull) return false;
    const std::strong_ordering order =
        compare_values(value, right_values.next(), column.collation);
    if (std::is_neq(order)) return false;
  }
  return true;
}

std::int64_t EntryOrder::rowid(const std::uint8_t* entry) const {
  RecordValues values(entry);
  for (std::size_t i = 0; i < index_.columns.size(); ++i) (void)values.next();
  return values.next().integer;
}

}  // namespace csvimport
