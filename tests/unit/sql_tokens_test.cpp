#include "schema/sql_tokens.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

using Tokens = std::vector<std::string_view>;

TEST(SqlTokensTest, AreWordsQuotesAndBytes) {
  EXPECT_EQ(
      sql_tokens("a+ \"b \"\"c\"-- d\n/* 'e */'it''s'[f[g]`h`größe"),
      (Tokens{"a", "+", "\"b \"\"c\"", "'it''s'", "[f[g]", "`h`", "größe"}));
  EXPECT_EQ(sql_tokens(""), Tokens{});
  EXPECT_EQ(sql_tokens(" \n--"), Tokens{});
}

TEST(SqlTokensTest, EndWithTheText) {
  EXPECT_EQ(sql_tokens("'a"), (Tokens{"'a"}));
  EXPECT_EQ(sql_tokens("'"), (Tokens{"'"}));
  EXPECT_EQ(sql_tokens("a /* b"), (Tokens{"a"}));
  EXPECT_EQ(sql_tokens("''''"), (Tokens{"''''"}));
}

TEST(SqlTokensTest, AreUnquoted) {
  EXPECT_EQ(unquoted_sql("\"b \"\"c\""), "b \"c");
  EXPECT_EQ(unquoted_sql("'it''s'"), "it's");
  EXPECT_EQ(unquoted_sql("[f[g]"), "f[g");
  EXPECT_EQ(unquoted_sql("`h`"), "h");
  EXPECT_EQ(unquoted_sql("word"), "word");
  EXPECT_EQ(unquoted_sql("''"), "");
  EXPECT_EQ(unquoted_sql("'"), "'");
  EXPECT_EQ(unquoted_sql(""), "");
}

}  // namespace
}  // namespace csvimport
