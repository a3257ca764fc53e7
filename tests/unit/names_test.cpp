#include "schema/names.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csvimport {
namespace {

using Names = std::vector<std::string>;

TEST(ColumnNamesTest, AreTheHeadersFieldsTrimmed) {
  EXPECT_EQ(column_names({"id", " name\t", "\r\na b\v\f"}),
            (Names{"id", "name", "a b"}));
}

TEST(ColumnNamesTest, NumberWhatHasNoName) {
  EXPECT_EQ(column_names({"", "a", " \t "}),
            (Names{"column_1", "a", "column_3"}));
}

TEST(ColumnNamesTest, TellRepeatedNamesApart) {
  EXPECT_EQ(column_names({"a", "a", "a"}), (Names{"a", "a_2", "a_3"}));
  EXPECT_EQ(column_names({"a", "A", "b"}), (Names{"a", "A_2", "b"}));
  EXPECT_EQ(column_names({"x", " x"}), (Names{"x", "x_2"}));
}

TEST(ColumnNamesTest, NeverGiveANameThatIsTaken) {
  EXPECT_EQ(column_names({"a", "a_2", "a"}), (Names{"a", "a_2", "a_3"}));
  EXPECT_EQ(column_names({"a", "a", "A_2"}), (Names{"a", "a_2", "A_2_2"}));
  EXPECT_EQ(column_names({"column_2", ""}), (Names{"column_2", "column_2_2"}));
}

// SQLite folds ASCII letters and no others.
TEST(ColumnNamesTest, FoldAsciiLettersOnly) {
  EXPECT_EQ(column_names({"\xC3\xA9", "\xC3\x89"}),
            (Names{"\xC3\xA9", "\xC3\x89"}));
  EXPECT_EQ(column_names({"[", "{"}), (Names{"[", "{"}));
  EXPECT_EQ(column_names({"@", "`"}), (Names{"@", "`"}));
}

TEST(ColumnNamesTest, NumberManyThatAreEqual) {
  const Names names = column_names(Names(40'000, "a"));
  EXPECT_EQ(names[1], "a_2");
  EXPECT_EQ(names.back(), "a_40000");
}

TEST(TrimmedTest, LacksWhatNobodySees) {
  EXPECT_EQ(trimmed("\uFEFF\u00A0 a\u202Fb \u200B\u2060\t"), "a\u202Fb");
  EXPECT_EQ(trimmed("\u2007\u00A0\uFEFF"), "");
  EXPECT_EQ(trimmed("à"), "à");  // its last byte is that of a no-break space
  EXPECT_EQ(trimmed("\xA0"), "\xA0");
  EXPECT_EQ(trimmed("\u3000 a\u3000b\u3000"), "a\u3000b");
  EXPECT_EQ(trimmed("\xC2\x85\u00ADa\u00ADb\u00AD\xC2\x85"), "a\u00ADb");
  EXPECT_EQ(trimmed("a\u200D"), "a\u200D");
}

TEST(SameNameTest, FoldsAsciiLetters) {
  EXPECT_TRUE(same_name("Zo\xC3\xAB", "zO\xC3\xAB"));
  EXPECT_TRUE(same_name("", ""));
  EXPECT_FALSE(same_name("a", "ab"));
  EXPECT_FALSE(same_name("a_", "a-"));
}

TEST(SameNameTest, ComparesListsInOrder) {
  EXPECT_TRUE(same_names({"Id", "name"}, {"id", "NAME"}));
  EXPECT_FALSE(same_names({"id", "name"}, {"name", "id"}));
  EXPECT_FALSE(same_names({"id", "name"}, {"id"}));
}

TEST(NearestNameTest, FindsTheNameThatMayBeMeant) {
  const std::vector<std::string> names = {"id", "price", "Customer Number"};
  EXPECT_EQ(nearest_name("prise", names), "price");
  EXPECT_EQ(nearest_name("PRIC", names), "price");
  EXPECT_EQ(nearest_name("customer_number", names), "Customer Number");
  EXPECT_EQ(nearest_name("ids", names), "id");
  EXPECT_EQ(nearest_name("weight", names), std::nullopt);
  EXPECT_EQ(nearest_name("x", {"a"}), std::nullopt);
  EXPECT_EQ(nearest_name("", {"a"}), std::nullopt);
  EXPECT_EQ(nearest_name("x", {}), std::nullopt);
}

}  // namespace
}  // namespace csvimport
