#include "sniff/foreign_format.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace csvimport {
namespace {

std::string name_of_start(std::string_view start) {
  const auto format = foreign_format(start);
  return format ? std::string(format->name) : "";
}

TEST(ForeignFormatTest, KnowsFilesByTheirFirstBytes) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(name_of_start("SQLite format 3\0\x10"sv), "an SQLite database");
  EXPECT_EQ(name_of_start("PAR1\x15\x04"), "a Parquet file");
  EXPECT_EQ(name_of_start("%PDF-1.7\n"), "a PDF document");
  EXPECT_EQ(name_of_start("version https://git-lfs.github.com/spec/v1\noid x"),
            "a Git LFS pointer, not the file itself");
}

TEST(ForeignFormatTest, KnowsMarkupAndJson) {
  for (const std::string_view html :
       {"<!DOCTYPE html>\n<html>", "\n\n <html lang=\"en\">", "<HTML>\n",
        "\xEF\xBB\xBF<!doctype html>", "<!-- x --><p>", "<table border=1>"}) {
    EXPECT_EQ(name_of_start(html), "HTML") << html;
  }
  EXPECT_EQ(name_of_start("<?xml version=\"1.0\"?>"), "XML");
  for (const std::string_view json :
       {"{\"a\": 1}\n", "{\n  \"a\": 1\n}", "[{\"a\":1}]", " [\n[1,2]]",
        "[\"a\",\"b\"]", "{}"}) {
    EXPECT_EQ(name_of_start(json), "JSON") << json;
  }
}

TEST(ForeignFormatTest, LeavesWhatMayBeCsv) {
  for (const std::string_view csv :
       {"", "\n", "a,b\n1,2\n", "<TICKER>,<DATE>\nX,1\n",
        "<html>,<body>\n1,2\n", "[id],[name]\n1,2\n", "{id},{name}\n",
        "[1],2\n", "\"{\"\"a\"\":1}\",2\n", "PK,ID\n", "version,oid\n",
        "<a>;<b>\n", "OBJ,x\n", "Obj\001x\n", "PAR1,PAR2\n1,2\n"}) {
    EXPECT_EQ(name_of_start(csv), "") << csv;
  }
}

}  // namespace
}  // namespace csvimport
