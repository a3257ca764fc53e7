#include "schema/likely_marks.hpp"

#include "schema/number.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

std::string flags_for(std::initializer_list<std::string_view> texts) {
  LikelyMarks marks;
  for (const std::string_view text : texts) {
    const bool is_number = parse_number(text).kind != NumberKind::kNone;
    is_number ? marks.add_number(text) : marks.add_text(text);
  }
  return marks.flags();
}

TEST(LikelyMarksTest, OffersWhatMakesNumbersOfAllTexts) {
  EXPECT_EQ(flags_for({"1,5"}), "--decimal ,");
  EXPECT_EQ(flags_for({"3", "1,5", "-0,25"}), "--decimal ,");
  EXPECT_EQ(flags_for({"1.234,56", "7"}), "--decimal , --thousands .");
  EXPECT_EQ(flags_for({"1.234", "0,5"}), "--decimal , --thousands .");
  EXPECT_EQ(flags_for({"1,234.56"}), "--thousands ,");
  EXPECT_EQ(flags_for({"1,234,567"}), "--thousands ,");
  EXPECT_EQ(flags_for({"1'234.50"}), "--thousands \"'\"");
  EXPECT_EQ(flags_for({"1 234,5"}), "--decimal , --thousands ' '");
  EXPECT_EQ(flags_for({"1\u202F234,5"}), "--decimal , --thousands ' '");
  EXPECT_EQ(flags_for({"1 234"}), "--thousands ' '");
}

TEST(LikelyMarksTest, SaysWhatACommaMayBe) {
  EXPECT_EQ(flags_for({"1,234"}), "--decimal , or --thousands ,");
  EXPECT_EQ(flags_for({"1,234", "1,5"}), "--decimal ,");
}

TEST(LikelyMarksTest, OffersNothingForOtherTexts) {
  EXPECT_EQ(flags_for({}), "");
  EXPECT_EQ(flags_for({"12", "1.5"}), "");
  EXPECT_EQ(flags_for({"1,5", "n/a"}), "");
  EXPECT_EQ(flags_for({"1,5", "1.5"}), "");
  EXPECT_EQ(flags_for({"31.12.2025"}), "");
  EXPECT_EQ(flags_for({"007,5"}), "");
  EXPECT_EQ(flags_for({"1,5", ""}), "");
  EXPECT_EQ(flags_for({"1,5", "12 kg", "2,5"}), "");
  EXPECT_EQ(flags_for({"1,5", "2,5", "3,5", "4,5", "5,5", "a", "b", "c", "d"}),
            "");
}

// Groups of digits that no amount has make a code.
TEST(LikelyMarksTest, OffersNothingForCodesInGroups) {
  EXPECT_EQ(flags_for({"192.168.100.200", "10.100.101.102"}), "");
  EXPECT_EQ(flags_for({"612 345 678", "634 112 233"}), "");
  EXPECT_EQ(flags_for({"612 345 678", "1 345 678"}), "--thousands ' '");
  EXPECT_EQ(flags_for({"10.100.101.102", "10.100.101.102,5"}),
            "--decimal , --thousands .");
}

TEST(LikelyMarksTest, PassesOverFewOddWords) {
  LikelyMarks marks;
  for (const char* text : {"1,5", "k.A.", "2,5", " ", "k.A.", "3,5"}) {
    marks.add_text(text, *text == ' ');
  }
  EXPECT_EQ(marks.flags(), "");
  LikelyMarks later;
  later.add_text("4,5");
  marks += later;
  EXPECT_EQ(marks.flags(), "--decimal ,");
  EXPECT_EQ(marks.odd_words(), (std::vector<std::string>{"k.A.", " "}));
  EXPECT_TRUE(marks.are_odd_words_quoted());
}

}  // namespace
}  // namespace csvimport
