#include "schema/number.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <limits>
#include <ostream>
#include <random>
#include <string>

namespace csvimport {

std::ostream& operator<<(std::ostream& out, NumberKind kind) {
  switch (kind) {
    case NumberKind::kNone:
      return out << "none";
    case NumberKind::kInteger:
      return out << "integer";
    case NumberKind::kInexactInteger:
      return out << "inexact integer";
    case NumberKind::kReal:
      return out << "real";
    case NumberKind::kBareExponent:
      return out << "bare exponent";
  }
  return out;
}

namespace {

void expect_kind(NumberKind kind, std::initializer_list<const char*> texts) {
  for (const char* const text : texts) {
    EXPECT_EQ(parse_number(text).kind, kind) << testing::PrintToString(text);
  }
}

void expect_real(double value, const char* text) {
  const Number number = parse_number(text);
  EXPECT_EQ(number.kind, NumberKind::kReal) << text;
  EXPECT_EQ(std::bit_cast<std::uint64_t>(number.real),
            std::bit_cast<std::uint64_t>(value))
      << text;
}

TEST(NumberTest, TakesCanonicalIntegers) {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{7}, std::int64_t{-7}, std::int64_t{10},
        std::int64_t{-1000000}, std::int64_t{9007199254740992}}) {
    const Number number = parse_number(std::to_string(value));
    EXPECT_EQ(number.kind, NumberKind::kInteger);
    EXPECT_EQ(number.integer, value);
    EXPECT_EQ(number.real, static_cast<double>(value));
  }
}

TEST(NumberTest, TakesIntegersOf64Bits) {
  using Limits = std::numeric_limits<std::int64_t>;
  std::int64_t value = 0;
  EXPECT_TRUE(parse_integer("9223372036854775807", value));
  EXPECT_EQ(value, Limits::max());
  EXPECT_TRUE(parse_integer("-9223372036854775808", value));
  EXPECT_EQ(value, Limits::min());
  for (const char* const text :
       {"9223372036854775808", "-9223372036854775809", "9999999999999999999",
        "-9999999999999999999", "10000000000000000000", "18446744073709551616",
        "99999999999999999999999999"}) {
    EXPECT_FALSE(parse_integer(text, value)) << text;
    EXPECT_EQ(parse_number(text).kind, NumberKind::kNone) << text;
  }
}

TEST(NumberTest, TakesNoOtherFormOfAnInteger) {
  std::int64_t value = 0;
  for (const char* const text :
       {"", "-", "+1", "007", "00", "-07", "-0", "1 ", " 1", "1_000", "1,000",
        "0x1F", "1.0", "--1", "1-", "1/", "1:", "\xEF\xBC\x91"}) {
    EXPECT_FALSE(parse_integer(text, value)) << testing::PrintToString(text);
  }
}

TEST(NumberTest, TellsIntegersThatADoubleWouldNotKeep) {
  expect_kind(NumberKind::kInteger,
              {"9007199254740992", "-9007199254740992", "9007199254740994",
               "99999999999999984", "10000000000000000"});
  expect_kind(NumberKind::kInexactInteger,
              {"9007199254740993", "-9007199254740993", "99999999999999999",
               "9223372036854775807", "-9223372036854775808"});
}

TEST(NumberTest, TakesIntegersOf18DigitsForInexact) {
  expect_kind(NumberKind::kInexactInteger,
              {"100000000000000000", "-100000000000000000",
               "1000000000000000000", "4611686018427387904"});
  EXPECT_TRUE(is_exact_as_real(99'999'999'999'999'984));
  EXPECT_FALSE(is_exact_as_real(100'000'000'000'000'000));
  EXPECT_FALSE(is_exact_as_real(std::numeric_limits<std::int64_t>::min()));
}

TEST(NumberTest, TakesDecimalNumbers) {
  expect_real(0.5, "0.5");
  expect_real(0.5, ".5");
  expect_real(-0.5, "-.5");
  expect_real(12.0, "12.0");
  expect_real(-0.0, "-0.0");
  expect_real(0.1, "0.1000");
  expect_real(1e5, "1.0e5");
  expect_real(1e5, "1e+5");
  expect_real(1e-5, "1E-5");
  expect_real(1e22, "1.0E22");
  expect_real(0.001, "0.001");
}

TEST(NumberTest, TakesABareExponentForAKindOfItsOwn) {
  expect_kind(NumberKind::kBareExponent,
              {"1e5", "12E4", "-3e0", "0e0", "1e05"});
  EXPECT_EQ(parse_number("12E4").real, 120000);
}

TEST(NumberTest, TakesNoOtherFormOfANumber) {
  expect_kind(
      NumberKind::kNone,
      {"",     "-",        ".",     "-.",      "5.",      "5.e3",  "+1",
       "+1.5", "-0",       "007",   "00.5",    "-01.5",   "1.5.2", "1e",
       "1e+",  "e5",       ".e5",   "1.5e5.2", "1.5x",    " 1.5",  "1.5 ",
       "1,5",  "0x1F",     "0x1p3", "nan",     "NaN",     "inf",   "-inf",
       "INF",  "infinity", "1e5e5", "1 2",     "1_000.5", "--1.5", "1.5\n"});
}

TEST(NumberTest, TakesOnlyWhatIsFinite) {
  expect_kind(NumberKind::kNone,
              {"1e400", "1.0e309", "-1e+400", "1e99999999999"});
  expect_real(std::numeric_limits<double>::max(), "1.7976931348623157e308");
  expect_real(std::numeric_limits<double>::denorm_min(), "5.0e-324");
  expect_real(0, "0.0e999");
}

// Rounded to 0 it would say nothing of what the text said.
TEST(NumberTest, TakesNoNumberThatIsTooSmallForADouble) {
  expect_kind(NumberKind::kNone, {"1e-400", "1.0e-400", "-1.5e-999"});
}

TEST(NumberTest, TakesUpTo17SignificantDigits) {
  expect_real(1.2345678901234567, "1.2345678901234567");
  expect_real(0.00012345678901234567, "0.00012345678901234567");
  expect_real(12345678901234567.0, "1234567890123456.7e1");
  expect_kind(
      NumberKind::kNone,
      {"1.23456789012345678", "0.123456789012345678", "123456789012345678.0",
       "1.00000000000000000", "12345678901234567.8", "1.23456789012345678e5"});
}

TEST(NumberTest, DoesNotCountZerosThatLead) {
  expect_real(1e-30, "0.000000000000000000000000000001");
  expect_real(0.0, "0.0000000000000000000000000000000");
}

TEST(NumberTest, ReadsBackAnyDoubleWith17Digits) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const auto value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) continue;
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.16e", value);
    expect_real(value, text.data());
  }
}

TEST(NumberTest, ReadsBackUsualDecimals) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> exponent(-5, 15);
  for (int i = 0; i < 20'000; ++i) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.17g",
                  std::pow(10, exponent(random)));
    const Number number = parse_number(text.data());
    if (number.kind == NumberKind::kInteger) continue;
    expect_real(std::strtod(text.data(), nullptr), text.data());
  }
}

TEST(NumberTest, RoundsLikeTheLibraryDoes) {
  std::mt19937_64 random(3);
  std::uint64_t limit = 100;
  for (int i = 0; i < 50'000; ++i) {
    limit = limit == 100'000'000'000'000'000 ? 100 : limit * 10;
    std::string text =
        std::to_string(limit / 10 + random() % (limit - limit / 10));
    text.insert(1 + random() % (text.size() - 1), ".");
    if (text[0] == '0' && text[1] != '.') continue;
    expect_real(std::strtod(text.c_str(), nullptr), text.c_str());
  }
}

}  // namespace
}  // namespace csvimport
