#include "sniff/separator_line.hpp"

#include <gtest/gtest.h>

#include <string_view>

namespace csvimport {
namespace {

TEST(SeparatorLineTest, NamesTheDelimiter) {
  EXPECT_EQ(named_delimiter("sep=;\na;b\n"), ";");
  EXPECT_EQ(named_delimiter("SEP=,\r\n"), ",");
  EXPECT_EQ(named_delimiter("sep=\t\r"), "\t");
  EXPECT_EQ(named_delimiter("sep=\\t\n"), "\t");
  EXPECT_EQ(named_delimiter("\"sep=|\"\n"), "|");
  EXPECT_EQ(named_delimiter("\"sep=;\";;\r\n"), ";");
  EXPECT_EQ(named_delimiter("sep=;;;\n"), ";");
  EXPECT_EQ(named_delimiter("sep=\xC2\xA7\n"), "\xC2\xA7");
}

TEST(SeparatorLineTest, IsNoRecord) {
  for (const std::string_view sample :
       {"", "a;b\n", "sep=;", "sep=\n", "sep=foo\n", "sep=;,\n", "separator\n",
        "\"sep=;\n", "\"sep=;\",\n", "sep=\xFF\n", "sep=\"\n"}) {
    EXPECT_EQ(named_delimiter(sample), std::nullopt) << sample;
  }
}

}  // namespace
}  // namespace csvimport
