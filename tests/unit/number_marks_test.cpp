#include "schema/number_marks.hpp"

#include "schema/number.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <random>

namespace csvimport {
namespace {

const NumberMarks kGerman{',', "."};
const NumberMarks kComma{',', ""};

// The number as SQL writes it, the text itself if it is left, or "misplaced".
std::string read(std::string_view text, const NumberMarks& marks) {
  std::string plain;
  switch (read_marked(text, marks, plain)) {
    case MarkedText::kNumber:
      return plain;
    case MarkedText::kAsItIs:
      return std::string(text);
    case MarkedText::kMisplaced:
      break;
  }
  return "misplaced";
}

TEST(NumberMarksTest, BecomeThoseOfSql) {
  EXPECT_EQ(read("1.234,56", kGerman), "1234.56");
  EXPECT_EQ(read("-1.234.567,8", kGerman), "-1234567.8");
  EXPECT_EQ(read("1.234", kGerman), "1234");
  EXPECT_EQ(read("1234,5", kGerman), "1234.5");
  EXPECT_EQ(read(",5", kGerman), ".5");
  EXPECT_EQ(read("5,", kGerman), "5.");
  EXPECT_EQ(read("1,5e-3", kGerman), "1.5e-3");
  EXPECT_EQ(read(" 1,5 ", kGerman), " 1.5 ");
}

TEST(NumberMarksTest, KeepZerosThatLead) {
  EXPECT_EQ(read("007,5", kGerman), "007.5");
  EXPECT_EQ(read("0.123", kGerman), "0123");
}

TEST(NumberMarksTest, LeavePlainNumbersAndTexts) {
  for (const char* const text :
       {"123", "-7", "12e4", "", "abc", ",", ".", "-", "1.23.4,5", "1,2,3",
        "31.12.2025", "0x1F", "1,5x", "1.234,56.7"}) {
    EXPECT_EQ(read(text, kGerman), text);
  }
}

TEST(NumberMarksTest, LeaveGroupsThatAreNone) {
  for (const char* const text :
       {"1.234.56,7", "1234.567,8", ".234,5", "1,234.5", "1..234,5", "1.2345,6",
        "1.234.,5"}) {
    EXPECT_EQ(read(text, kGerman), text);
  }
}

TEST(NumberMarksTest, TellNumbersThatOnlySqlReads) {
  EXPECT_EQ(read("1.5", kComma), "misplaced");
  EXPECT_EQ(read("1.234", kComma), "misplaced");
  EXPECT_EQ(read(" 1.5e3", kComma), "misplaced");
  EXPECT_EQ(read("1.5", kGerman), "misplaced");
  EXPECT_EQ(read("1234.567", kGerman), "misplaced");
  EXPECT_EQ(read("1.234e5", kGerman), "misplaced");
  EXPECT_EQ(read("-.5", kComma), "misplaced");
}

TEST(NumberMarksTest, MayBeAnyCharacters) {
  EXPECT_EQ(read("1'234'567.5", {'.', "'"}), "1234567.5");
  EXPECT_EQ(read("1 234,5", {',', " "}), "1234.5");
  EXPECT_EQ(read(" 1 234 ", {',', " "}), " 1234 ");
  EXPECT_EQ(read("1\u202F234,5", {',', "\u202F"}), "1234.5");
  EXPECT_EQ(read("1,234.5", {'.', ","}), "1234.5");
}

TEST(NumberMarksTest, TakeSpacesAndApostrophesOfAnyKind) {
  for (const char* const text :
       {"1 234,5", "1\u00A0234,5", "1\u202F234,5", "1\u2009234,5"}) {
    EXPECT_EQ(read(text, {',', " "}), "1234.5");
    EXPECT_EQ(read(text, {',', "\u00A0"}), "1234.5");
    EXPECT_EQ(read(text, {',', "."}), text);
  }
  EXPECT_EQ(read("2 345\u00A0678", {',', " "}), "2345678");
  EXPECT_EQ(read("1\u2019234'567.5", {'.', "'"}), "1234567.5");
  EXPECT_EQ(read("1\u00A023,5", {',', " "}), "1\u00A023,5");
}

TEST(NumberMarksTest, AreReadFastAsTheyAreReadWithCare) {
  std::mt19937 random(7);
  const std::string bytes = "0123456789012345678901234567890.,..,,,-e ";
  int fast = 0;
  for (int i = 0; i < 200'000; ++i) {
    std::string text;
    const std::size_t size = 1 + random() % 12;
    while (text.size() < size) text += bytes[random() % bytes.size()];
    for (const NumberMarks& marks :
         {kGerman, kComma, NumberMarks{'.', ","}, NumberMarks{',', "\u202F"}}) {
      double value = 0;
      if (!parse_marked_decimal(text, marks, value)) continue;
      ++fast;
      const Number number = parse_number(read(text, marks));
      ASSERT_EQ(number.kind, NumberKind::kReal) << text;
      ASSERT_EQ(std::bit_cast<std::uint64_t>(number.real),
                std::bit_cast<std::uint64_t>(value))
          << text;
    }
  }
  EXPECT_GT(fast, 1000);
}

TEST(NumberMarksTest, AreReadFastWhereTheyStandAsUsual) {
  double value = 0;
  EXPECT_TRUE(parse_marked_decimal("-1.234.567,89", kGerman, value));
  EXPECT_EQ(value, -1234567.89);
  EXPECT_TRUE(parse_marked_decimal("0,5", kComma, value));
  EXPECT_EQ(value, 0.5);
}

}  // namespace
}  // namespace csvimport
