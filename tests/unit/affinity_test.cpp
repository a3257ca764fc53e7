#include "schema/affinity.hpp"

#include "pages/affinity_judge.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <random>
#include <string>

namespace csvimport {
namespace {

constexpr std::array kNumeric = {Affinity::kNumeric, Affinity::kInteger,
                                 Affinity::kReal};

std::string shown(const StoredValue& value) {
  switch (value.kind) {
    case StoredValue::Kind::kInteger:
      return "integer " + std::to_string(value.integer);
    case StoredValue::Kind::kReal:
      return "real " + std::to_string(std::bit_cast<std::uint64_t>(value.real));
    case StoredValue::Kind::kText:
      break;
  }
  return "text";
}

TEST(AffinityTest, FollowsFromTheDeclaredType) {
  EXPECT_EQ(affinity_of("BIGINT"), Affinity::kInteger);
  EXPECT_EQ(affinity_of("charint"), Affinity::kInteger);
  EXPECT_EQ(affinity_of("varchar(20)"), Affinity::kText);
  EXPECT_EQ(affinity_of("CLOB"), Affinity::kText);
  EXPECT_EQ(affinity_of(""), Affinity::kBlob);
  EXPECT_EQ(affinity_of("blob"), Affinity::kBlob);
  EXPECT_EQ(affinity_of("DOUBLE PRECISION"), Affinity::kReal);
  EXPECT_EQ(affinity_of("FLOATING POINT"), Affinity::kInteger);
  EXPECT_EQ(affinity_of("DECIMAL(10,5)"), Affinity::kNumeric);
  EXPECT_EQ(affinity_of("STRING"), Affinity::kNumeric);
}

TEST(StoredValueTest, KeepsTextsInColumnsOfTexts) {
  for (const Affinity affinity : {Affinity::kText, Affinity::kBlob}) {
    for (const char* const text : {"", "1", "1.5", "x"}) {
      EXPECT_EQ(shown(stored_value(text, affinity).value()), "text");
    }
  }
}

TEST(StoredValueTest, LeavesToSqliteWhatIsNoPlainNumber) {
  for (const char* const text :
       {"007", "+1", " 1", "00", "1 ", "1e3", "1.", "-0", "0.12345", "1.5e0",
        "9223372036854775808", "1234567890123456.5", "0x10", "-", "007.5",
        "-00.5"}) {
    for (const Affinity affinity : kNumeric) {
      EXPECT_FALSE(stored_value(text, affinity)) << text;
    }
  }
  EXPECT_FALSE(stored_value("3.0", Affinity::kInteger));
  EXPECT_FALSE(stored_value("9007199254740993", Affinity::kReal));
}

TEST(StoredValueTest, IsWhatSqliteStoresOfTrickyTexts) {
  const AffinityJudge judge = ask_sqlite();
  for (const char* const text : {"",
                                 "x",
                                 "0",
                                 "-0",
                                 "1",
                                 "-1",
                                 "9223372036854775807",
                                 "-9223372036854775808",
                                 "9007199254740993",
                                 "0.1",
                                 "-0.0",
                                 "0.0",
                                 "3.0",
                                 "3.5",
                                 "123456789012345",
                                 "99999999999.9999",
                                 "0.0001",
                                 "1x",
                                 "1.5x",
                                 "NaN",
                                 "inf",
                                 "1,5"}) {
    for (const Affinity affinity : kNumeric) {
      const auto value = stored_value(text, affinity);
      if (!value) continue;
      EXPECT_EQ(shown(*value), shown(judge(text, affinity))) << text;
    }
  }
}

// A plain decimal of up to 15 digits, of which up to 4 behind the point.
std::string random_decimal(std::mt19937_64& random) {
  std::string digits = std::to_string(random());
  digits.resize(1 + random() % 15);
  const std::size_t fraction = 1 + random() % 4;
  if (digits.size() <= fraction)
    digits.insert(0, fraction + 1 - digits.size(), '0');
  if (digits.size() > 15) digits.resize(15);
  digits.insert(digits.size() - fraction, ".");
  return (random() % 2 == 0 ? "-" : "") + digits;
}

TEST(StoredValueTest, IsWhatSqliteStoresOfDecimals) {
  const AffinityJudge judge = ask_sqlite();
  std::mt19937_64 random(7);
  int known = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::string text = random_decimal(random);
    for (const Affinity affinity : kNumeric) {
      const auto value = stored_value(text, affinity);
      if (!value) continue;
      ++known;
      ASSERT_EQ(shown(*value), shown(judge(text, affinity))) << text;
    }
  }
  EXPECT_GT(known, 100'000);
}

TEST(AffinityJudgeTest, SeesNumbersWhereSqliteDoes) {
  const AffinityJudge judge = ask_sqlite();
  EXPECT_EQ(shown(judge("007", Affinity::kInteger)), "integer 7");
  EXPECT_EQ(shown(judge("007", Affinity::kReal)),
            shown(judge("7", Affinity::kReal)));
  EXPECT_EQ(shown(judge("1e3", Affinity::kNumeric)), "integer 1000");
  EXPECT_EQ(shown(judge(" 1 ", Affinity::kNumeric)), "integer 1");
  EXPECT_EQ(shown(judge("1x", Affinity::kNumeric)), "text");
  EXPECT_EQ(shown(judge("", Affinity::kReal)), "text");
}

}  // namespace
}  // namespace csvimport
