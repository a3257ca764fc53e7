#include "sniff/sniffer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace csvimport {
namespace {

Dialect sniffed(std::string_view sample, const DialectSettings& settings = {}) {
  return sniff_dialect(sample, "a.csv", settings);
}

TEST(SniffDialectTest, FindsTheUsualDelimiters) {
  EXPECT_EQ(sniffed("a,b\n1,2\n").delimiter, ",");
  EXPECT_EQ(sniffed("a\tb\n1\t2\n").delimiter, "\t");
  EXPECT_EQ(sniffed("a;b\n1;2\n").delimiter, ";");
  EXPECT_EQ(sniffed("a|b\n1|2\n").delimiter, "|");
}

TEST(SniffDialectTest, FindsSemicolonsAmongDecimalCommas) {
  EXPECT_EQ(sniffed("x;y\n1,5;2,5\n3,5;4,5\n5,5;6,5\n").delimiter, ";");
}

TEST(SniffDialectTest, FindsTabsAmongCommasInText) {
  EXPECT_EQ(sniffed("id\tnote\n1\tone, two\n2\tthree\n").delimiter, "\t");
}

TEST(SniffDialectTest, FindsPadding) {
  for (const std::string_view sample :
       {"a, b, c\n1, 2, 3\n", "a, b\n1, \"x, y\"\n", "a; b\n1; 2\n",
        "a, b\n1, 2\n3, 4\n5,6\n", "a, b\n1, 2\n3,4",
        "a,   b\n1,  12\n2, 123\n", "a,b,c\n1, 2, 3\n4, 5, 6\n",
        "a,b\n1, 2\n3, 4\n"}) {
    EXPECT_TRUE(sniffed(sample).skips_initial_space) << sample;
    EXPECT_EQ(sniffed(sample).delimiter.size(), 1U) << sample;
  }
  for (const std::string_view sample :
       {"a,b\n1,2\n", "a,b\n1,2\n3, 4\n", "a,b\n1, 2\n", "a;b\nx;one, two\n",
        "code;label\n1;Total\n2;  Men\n3;  Women\n4;  Children\n",
        "\"a\",\"b\",\"c\"\n\"1\",\"x\", z\n\"2\",\"y\", z\n"}) {
    EXPECT_FALSE(sniffed(sample).skips_initial_space) << sample;
  }
}

TEST(SniffDialectTest, TakesListsForFields) {
  EXPECT_EQ(sniffed("a\tb\tc\nx\ty\t1,2,3,4\nx\ty\t5,6,7,8\n").delimiter, "\t");
  EXPECT_EQ(sniffed("x\ty\t1,2,3,4\nx\ty\t5,6,7,8\n").delimiter, "\t");
  std::string tags = "id;tags\n";
  std::string boxes = "image,box\n";
  for (int i = 0; i < 30; ++i) {
    tags += "1;a,b,c,d,e\n";
    boxes += "1.jpg,1;2;3;4\n";
  }
  EXPECT_EQ(sniffed(tags).delimiter, ";");
  EXPECT_EQ(sniffed(boxes).delimiter, ",");
}

TEST(SniffDialectTest, TakesAFieldLongerThanTheSampleForOne) {
  std::string prose = "id;text\n1;\"";
  for (int i = 0; i < 500; ++i) prose += "word word, word\n";
  EXPECT_EQ(sniffed(prose).delimiter, ";");
}

TEST(SniffDialectTest, FindsRareDelimitersWithoutAName) {
  EXPECT_EQ(sniffed("^a^b\n0^1^2\n1^3^4\n").delimiter, "^");
  EXPECT_EQ(sniffed("x~y\nz\nw\n").delimiter, ",");
}

TEST(SniffDialectTest, FindsSingleQuotes) {
  EXPECT_EQ(sniffed("'a','b'\n'1','x,y'\n").quote, '\'');
  EXPECT_EQ(sniffed("a;b\n'x;y';'z'\n").quote, '\'');
}

TEST(SniffDialectTest, TakesApostrophesForText) {
  EXPECT_EQ(sniffed("a,b\n'tis,O'Neil\nx,y\n").quote, '"');
  EXPECT_EQ(sniffed("a,b\n'x',\"y\"\n'z','z'\n").quote, '"');
}

TEST(SniffDialectTest, TakesTheCommaWhereNothingDecides) {
  for (const std::string_view sample :
       {"", "a\n1\n", "name\nx;y\nz\n", "a,b;c\nx,y;z\n", "some text"}) {
    EXPECT_EQ(sniffed(sample).delimiter, ",") << sample;
    EXPECT_EQ(sniffed(sample).quote, '"') << sample;
  }
}

TEST(SniffDialectTest, TakesTabsFromTheName) {
  const std::string_view sample = "a b\n1 2\n";
  EXPECT_EQ(sniff_dialect(sample, "x.tsv", {}).delimiter, "\t");
  EXPECT_EQ(sniff_dialect(sample, "x.tsv.gz", {}).delimiter, "\t");
  EXPECT_EQ(sniff_dialect(sample, "x.csv", {}).delimiter, ",");
  EXPECT_EQ(sniff_dialect("a,b\n1,2\n", "x.tsv", {}).delimiter, ",");
}

TEST(SniffDialectTest, KeepsWhatIsSet) {
  DialectSettings settings;
  settings.delimiter = ",";
  EXPECT_EQ(sniffed("a;b\n1;2\n", settings).delimiter, ",");
  EXPECT_EQ(sniffed("a, b\n1, 2\n", settings).delimiter, ",");
  EXPECT_EQ(sniffed("'a','b'\n'1','2'\n", settings).quote, '\'');
  settings = {};
  settings.quote.emplace(std::nullopt);
  EXPECT_EQ(sniffed("\"a\";b\n1;2\n", settings).quote, std::nullopt);
  EXPECT_EQ(sniffed("\"a\";b\n1;2\n", settings).delimiter, ";");
}

TEST(SniffDialectTest, HeedsAnEscapeThatIsSet) {
  std::string sample = "a;b|c\n1;2\n";
  for (int i = 0; i < 5; ++i) sample += "1\\;2;3|4\n";
  DialectSettings settings;
  settings.escape = '\\';
  EXPECT_EQ(sniffed(sample, settings).delimiter, ";");
  EXPECT_EQ(sniffed(sample, settings).escape, '\\');
  EXPECT_EQ(sniffed("a;b\n\"1\\\";\";2\n3;4\n", settings).delimiter, ";");
  EXPECT_TRUE(
      sniffed("a, b\n1\\, 2, 3\n4\\,5, 6\n", settings).skips_initial_space);
}

TEST(SniffDialectTest, HasNoEscapeThatIsTheQuote) {
  DialectSettings settings;
  settings.escape = '"';
  EXPECT_EQ(sniffed("a,b\n\"1\"\"\",2\n", settings).escape, std::nullopt);
  settings.quote.emplace('\'');
  EXPECT_EQ(sniffed("a,b\n\"1,2\n", settings).escape, '"');
}

TEST(SniffDialectTest, HeedsCommentsThatAreSet) {
  DialectSettings settings;
  settings.comment = "#";
  EXPECT_EQ(sniffed("# a \"b,c\n#,,\na;b\n#,\n1;2\n", settings).delimiter, ";");
  EXPECT_EQ(sniffed("# a \"b,c\n#,,\na;b\n#,\n1;2\n", settings).comment, "#");
}

TEST(SniffDialectTest, LooksForNoSpaceBehindDelimitersWhenTrimming) {
  DialectSettings settings;
  settings.trim = true;
  EXPECT_EQ(sniffed("a, b\n1, 2\n", settings).delimiter, ",");
  EXPECT_EQ(sniffed("a ; b\n  \n1; 'x;y' \n 'z';'w'\n", settings).quote, '\'');
  EXPECT_TRUE(sniffed("a,b\n", settings).trim);
}

TEST(SniffDialectTest, GivesNoCharacterTwoMeanings) {
  DialectSettings settings;
  settings.escape = ';';
  EXPECT_EQ(sniffed("a;b\n1;2\n", settings).delimiter, ",");
  settings = {};
  settings.comment = "|";
  EXPECT_EQ(sniffed("a|b\n1|2\n", settings).delimiter, ",");
  settings.comment = "'";
  EXPECT_EQ(sniffed("x,a,'b'\nx,'1','2'\n", settings).quote, '"');
  settings.comment = "\t";
  EXPECT_EQ(sniff_dialect("a\tb\n1\t2\n", "x.tsv", settings).delimiter, ",");
}

TEST(SniffDialectTest, LooksAtCompleteRecordsOnly) {
  EXPECT_EQ(sniffed("a;b\n1;2\n3;4\n5").delimiter, ";");
  EXPECT_EQ(sniffed("a;b\n1;2\n3;\"4").delimiter, ";");
  EXPECT_EQ(sniffed("a;b").delimiter, ";");
}

TEST(SniffDialectTest, FindsTheLineEndToo) {
  EXPECT_EQ(sniffed("a;b\r1;2\r").line_end, LineEnd::kCr);
  EXPECT_EQ(sniffed("a;b\r1;2\r").delimiter, ";");
  EXPECT_EQ(sniffed("a;b\r\n1;2\r\n").line_end, LineEnd::kLf);
}

}  // namespace
}  // namespace csvimport
