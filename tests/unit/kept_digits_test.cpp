#include "schema/kept_digits.hpp"

#include "pages/affinity_judge.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

// Whether a column of the affinity keeps the digits of a text, which it makes a
// number of.
bool keeps(const std::string& text, Affinity affinity) {
  static const AffinityJudge judge = ask_sqlite();
  const StoredValue stored = judge(text, affinity);
  EXPECT_NE(stored.kind, StoredValue::Kind::kText) << text;
  return keeps_digits(text, stored);
}

TEST(KeptDigitsTest, AreNoMoreWhereALeadingZeroOrPlusGoes) {
  for (const Affinity affinity :
       {Affinity::kInteger, Affinity::kNumeric, Affinity::kReal}) {
    for (const char* const text :
         {"01067", "007", "-007", "00", "-00", "007.50", "00.5", "01e3", "+1",
          "+0", "+49170123", "+1.5", "+.5", " 007", "007 ", "\t+1"}) {
      EXPECT_FALSE(keeps(text, affinity)) << text;
    }
  }
}

TEST(KeptDigitsTest, AreThoseOfANumberInAnotherDress) {
  for (const Affinity affinity :
       {Affinity::kInteger, Affinity::kNumeric, Affinity::kReal}) {
    for (const char* const text : {"0",
                                   "-0",
                                   "0.0",
                                   "-0.0",
                                   "0e5",
                                   "1.50",
                                   "5.0",
                                   "5.",
                                   ".5",
                                   "-.5",
                                   "0.50",
                                   "1e3",
                                   "1E+3",
                                   "1e03",
                                   "100e-2",
                                   " 7 ",
                                   "\n7\r",
                                   "1e300",
                                   "123456789012345",
                                   "9007199254740992",
                                   "10000000000000000000",
                                   "1000000000000000000000000000000.0"}) {
      EXPECT_TRUE(keeps(text, affinity)) << text;
    }
  }
  for (const char* const text :
       {"9223372036854775807", "-9223372036854775808", "9007199254740993"}) {
    EXPECT_TRUE(keeps(text, Affinity::kInteger)) << text;
    EXPECT_TRUE(keeps(text, Affinity::kNumeric)) << text;
    EXPECT_FALSE(keeps(text, Affinity::kReal)) << text;
  }
}

TEST(KeptDigitsTest, AreFewerThanThoseOfALongerNumber) {
  for (const Affinity affinity :
       {Affinity::kInteger, Affinity::kNumeric, Affinity::kReal}) {
    for (const char* const text :
         {"12345678901234567890", "12345678901234567168", "9223372036854775808",
          "-9223372036854775809", "1e400", "-1e400", "1e-400",
          "9007199254740993.0", "0.123456789012345678",
          "3.14159265358979323846", "1e99999999999999999999",
          "1e-99999999999999999999"}) {
      EXPECT_FALSE(keeps(text, affinity)) << text;
    }
  }
}

TEST(KeptDigitsTest, AreAllThoseThatADoubleIsWrittenWith) {
  const AffinityJudge judge = ask_sqlite();
  for (const char* const text :
       {"0.1", "0.10000000000000001",
        "0.1000000000000000055511151231257827021181583404541015625",
        "5.684341886080802e-14", "2.2250738585072014e-308", "5e-324",
        "1.7976931348623157e308"}) {
    double real = 0;
    const std::string_view view = text;
    std::from_chars(view.data(), view.data() + view.size(), real);
    EXPECT_TRUE(keeps_digits(text, {StoredValue::Kind::kReal, 0, real}))
        << text;
  }
  EXPECT_FALSE(
      keeps_digits("0.10000000000000002", {StoredValue::Kind::kReal, 0, 0.1}));
  EXPECT_FALSE(keeps_digits("0." + std::string(1000, '1'),
                            {StoredValue::Kind::kReal, 0, 1.0 / 9}));
}

// As short as can be, or with 17 digits.
TEST(KeptDigitsTest, AreThoseThatProgramsWriteOfDoubles) {
  std::mt19937_64 random(5);
  for (int i = 0; i < 100'000; ++i) {
    // A power of two is where the shortest text may end otherwise.
    const std::uint64_t mask =
        i % 4 == 0 ? std::uint64_t{0xFFF} << 52 : ~std::uint64_t{0};
    const auto real = std::bit_cast<double>(random() & mask);
    if (!std::isfinite(real)) continue;
    std::array<char, 64> text{};
    char* const begin = text.data();
    char* const end = begin + text.size();
    const auto expect_kept = [&](const char* stop) {
      const std::string_view number(begin,
                                    static_cast<std::size_t>(stop - begin));
      ASSERT_TRUE(keeps_digits(number, {StoredValue::Kind::kReal, 0, real}))
          << number;
    };
    constexpr auto kForm = std::chars_format::scientific;
    expect_kept(std::to_chars(begin, end, real, kForm).ptr);
    expect_kept(std::to_chars(begin, end, real, kForm, 16).ptr);
  }
}

TEST(KeptDigitsTest, AreShownAsTheNumberHasThem) {
  EXPECT_EQ(number_text({StoredValue::Kind::kInteger, -7, 0}), "-7");
  EXPECT_EQ(number_text({StoredValue::Kind::kReal, 0, 1.5}), "1.5");
  EXPECT_EQ(number_text({StoredValue::Kind::kReal, 0, 12345678901234567890.0}),
            "1.23456789012346e+19");
}

}  // namespace
}  // namespace csvimport
