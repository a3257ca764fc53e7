#include "schema/short_number.hpp"

#include "schema/number.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

// In memory that goes on with bytes which are none of the number.
std::optional<std::int64_t> short_integer(std::string_view text) {
  std::string longer(text);
  longer += "1234567890123456";
  std::int64_t value = 0;
  if (!read_short_integer(longer.data(), text.size(), value)) {
    return std::nullopt;
  }
  return value;
}

std::optional<double> short_fraction(std::string_view text) {
  std::string longer(text);
  longer += ".567890123456789";
  double value = 0;
  if (!read_short_fraction(longer.data(), text.size(), value)) {
    return std::nullopt;
  }
  return value;
}

TEST(ShortNumberTest, ReadsIntegers) {
  EXPECT_EQ(short_integer("0"), 0);
  EXPECT_EQ(short_integer("7"), 7);
  EXPECT_EQ(short_integer("10"), 10);
  EXPECT_EQ(short_integer("12345678"), 12345678);
}

TEST(ShortNumberTest, LeavesOtherTextsAlone) {
  for (const char* const text :
       {"", "-", "-1", "00", "-0", "007", "-07", "+1", "--1", "1.5", "1e5",
        "123456789", "1 ", "/1", "1:", "\xB1z"}) {
    EXPECT_FALSE(short_integer(text)) << text;
  }
  for (const char* const text : {"",
                                 ".",
                                 "-.",
                                 "1.",
                                 ".5",
                                 "-.5",
                                 "1",
                                 "1.0",
                                 "-20.000",
                                 "00.5",
                                 "01.5",
                                 "--1.5",
                                 "1..5",
                                 "1.5.2",
                                 "1.5e1",
                                 "1.5 ",
                                 "a.5",
                                 "1.\xB1",
                                 "1234567.",
                                 "1234567.0",
                                 "12345678.9",
                                 "01234.5678",
                                 "1.123456789",
                                 "1234.56.78",
                                 "1234567.8e10",
                                 ".12345678",
                                 "12345678901.2",
                                 "1234.5678x"}) {
    EXPECT_FALSE(short_fraction(text)) << text;
  }
}

TEST(ShortNumberTest, ReadsFractions) {
  EXPECT_EQ(short_fraction("0.5"), 0.5);
  EXPECT_EQ(short_fraction("142.13"), 142.13);
  EXPECT_EQ(short_fraction("0.000001"), 0.000001);
  EXPECT_EQ(short_fraction("999999.9"), 999999.9);
  EXPECT_EQ(short_fraction("-142.13"), -142.13);
  EXPECT_EQ(short_fraction("-0.12345678"), -0.12345678);
  EXPECT_EQ(short_fraction("1234567.8"), 1234567.8);
  EXPECT_EQ(short_fraction("-9999999.99999999"), -9999999.99999999);
}

TEST(ShortNumberTest, ReadsWhatParseNumberReadsInAnyText) {
  std::mt19937 random(3);
  int integers = 0;
  int fractions = 0;
  for (int i = 0; i < 2'000'000; ++i) {
    constexpr std::string_view kAlphabet = "000123456789999.-+e ,\x01\x7F\xB9";
    const std::size_t letters = i % 4 == 0 ? kAlphabet.size() : 15;
    std::string text(random() % 19, ' ');
    for (char& byte : text) byte = kAlphabet[random() % letters];
    if (!text.empty() && random() % 4 == 0) text.front() = '-';
    if (!text.empty() && random() % 2 == 0) text[random() % text.size()] = '.';
    const Number number = parse_number(text);
    if (const auto value = short_integer(text)) {
      ++integers;
      ASSERT_EQ(number.kind, NumberKind::kInteger) << text;
      ASSERT_EQ(*value, number.integer) << text;
    }
    if (const auto value = short_fraction(text)) {
      ++fractions;
      ASSERT_EQ(number.kind, NumberKind::kReal) << text;
      ASSERT_EQ(*value, number.real) << text;
      ASSERT_NE(*value, std::trunc(*value)) << text;
    }
  }
  EXPECT_GT(integers, 100'000);
  EXPECT_GT(fractions, 100'000);
}

}  // namespace
}  // namespace csvimport
