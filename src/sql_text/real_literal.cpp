#include "schema/digits.hpp"
#include "sql_text/value_literal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>

// A decimal number is read by each version of SQLite in its own way, and by
// none exactly in all cases: where the number lies near the middle between two
// doubles, the wrong one of them may come of it, and the greatest doubles
// become infinite. So the shortest number that stands for a double is taken
// only where it is far enough from such a middle for any of these ways; else
// one of more digits, which is next to the double itself; and at the ends of
// the range a product of powers of two, which no way of computing rounds.

namespace csvimport {
namespace {

// Integers up to here are doubles, and have 15 digits.
constexpr double kIntegersEnd = 1e15;

// Between these all that was measured (SQLite 3.40, rqlite, sqld, D1) comes
// near enough. D1 goes wrong from 1e82 on, others where infinity is near.
constexpr double kLeastPlain = 1e-60;
constexpr double kMostPlain = 1e60;

// Digits that no two doubles share, and one more.
constexpr int kManyDigits = 18;

// A decimal number: digits * 10^exponent.
struct Decimal {
  double digits = 0;
  int exponent = 0;
  bool is_short = false;  // the digits are an integer that is a double
};

// What the text of std::to_chars, in scientific notation without a sign, says.
Decimal decimal_of(const char* at, const char* end) {
  Decimal decimal;
  int fraction = 0;
  bool is_behind_point = false;
  std::size_t count = 0;
  for (; at != end && *at != 'e'; ++at) {
    if (*at == '.') {
      is_behind_point = true;
      continue;
    }
    decimal.digits = 10 * decimal.digits + (*at - '0');
    fraction += is_behind_point ? 1 : 0;
    ++count;
  }
  if (at != end) ++at;
  if (at != end && *at == '+') ++at;
  std::from_chars(at, end, decimal.exponent);
  decimal.exponent -= fraction;
  decimal.is_short = count <= 15;
  return decimal;
}

// Whether any way to compute it gives `number`, which is positive.
bool is_read_exactly(const Decimal& decimal, double number) {
  // Of the way from the double to the middle; the rest is many times what
  // SQLite's arithmetic is off.
  constexpr double kMostOfTheWay = 0.98;
  const auto place = static_cast<std::size_t>(std::abs(decimal.exponent));
  if (!decimal.is_short || place >= kPowersOfTen.size()) return false;
  const double power = kPowersOfTen.at(place);
  const double above =
      std::nextafter(number, std::numeric_limits<double>::max()) - number;
  const double below = number - std::nextafter(number, 0.0);
  const double half = (above < below ? above : below) / 2;
  const bool divides = decimal.exponent < 0;
  const double off = divides ? std::fma(number, power, -decimal.digits)
                             : std::fma(decimal.digits, power, -number);
  return std::abs(off) <= kMostOfTheWay * half * (divides ? power : 1);
}

// A product of an integer and powers of two; returns as append_real().
std::size_t append_product(std::string& sql, double number) {
  constexpr std::size_t kOperations = 4;  // of a power
  constexpr int kBits = 53;
  constexpr int kLargestShift = 62;
  int exponent = 0;
  const double digits = std::ldexp(std::frexp(number, &exponent), kBits);
  exponent -= kBits;
  append_integer(sql, static_cast<std::int64_t>(digits));
  sql += ".0";
  const char sign = exponent < 0 ? '/' : '*';
  std::size_t operations = 2;
  for (int left = std::abs(exponent); left > 0; left -= kLargestShift) {
    sql += sign;
    sql += "(1<<";
    append_integer(sql, left < kLargestShift ? left : kLargestShift);
    sql += ')';
    operations += kOperations;
  }
  return operations;
}

}  // namespace

std::size_t append_real(std::string& sql, double number) {
  if (std::isinf(number)) {
    sql += number < 0 ? "-9e999" : "9e999";
    return 1;
  }
  const double size = std::abs(number);
  if (size < kIntegersEnd && number == std::trunc(number)) {
    if (number == 0 && std::signbit(number)) sql += '-';
    append_integer(sql, static_cast<std::int64_t>(number));
    sql += ".0";
    return 1;
  }
  if (number < 0) sql += '-';
  if (size < kLeastPlain || size > kMostPlain) {
    return append_product(sql, size);
  }
  std::array<char, 40> text{};
  char* const begin = text.data();
  char* const end = begin + text.size();
  char* stop =
      std::to_chars(begin, end, size, std::chars_format::scientific).ptr;
  if (!is_read_exactly(decimal_of(begin, stop), size)) {
    stop = std::to_chars(begin, end, size, std::chars_format::scientific,
                         kManyDigits - 1)
               .ptr;
  } else {
    stop = std::to_chars(begin, end, size).ptr;
  }
  sql.append(begin, stop);
  const std::string_view digits(begin, static_cast<std::size_t>(stop - begin));
  if (digits.find_first_of(".e") == std::string_view::npos) sql += ".0";
  return 1;
}

}  // namespace csvimport
