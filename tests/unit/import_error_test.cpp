#include "base/import_error.hpp"
#include "base/message_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace csvimport {
namespace {

using namespace std::string_literals;

TEST(ImportErrorTest, NamesThePlaceBeforeTheProblem) {
  EXPECT_STREQ(ImportError({"a.csv", 7}, "no good").what(), "a.csv:7: no good");
  EXPECT_STREQ(ImportError({"a.csv"}, "no good").what(), "a.csv: no good");
}

TEST(QuotedForMessageTest, ShowsTextAsItIs) {
  EXPECT_EQ(quoted_for_message(""), "\"\"");
  EXPECT_EQ(quoted_for_message("n/a"), "\"n/a\"");
  EXPECT_EQ(quoted_for_message("Zo\xC3\xAB \xE2\x82\xAC \xF0\x9F\x98\x80"),
            "\"Zo\xC3\xAB \xE2\x82\xAC \xF0\x9F\x98\x80\"");
}

TEST(QuotedForMessageTest, ShowsControlBytesInHex) {
  EXPECT_EQ(quoted_for_message("a\nb\tc\x7F"), "\"a\\x0Ab\\x09c\\x7F\"");
  EXPECT_EQ(quoted_for_message("\x1B[31m\0"s), "\"\\x1B[31m\\x00\"");
  EXPECT_EQ(quoted_for_message("\xC2\x9B"), "\"\\u009B\"") << "a C1 control";
}

TEST(QuotedForMessageTest, ShowsWhatNobodySeesByItsCode) {
  EXPECT_EQ(quoted_for_message("a\u00A0b\uFEFFc\u202Ed\u2060"),
            "\"a\\u00A0b\\uFEFFc\\u202Ed\\u2060\"");
  EXPECT_EQ(quoted_for_message("a\u200Db\u3000\u2026"),
            "\"a\u200Db\u3000\u2026\"");
  EXPECT_EQ(quoted_for_message("\u200Ca\u00ADb\u200D"),
            "\"\\u200Ca\\u00ADb\\u200D\"");
}

TEST(QuotedForMessageTest, ShowsWhatIsNotUtf8InHex) {
  EXPECT_EQ(quoted_for_message("caf\xE9"), "\"caf\\xE9\"");
  EXPECT_EQ(quoted_for_message("\x80\xC1\xF5\xFF"), "\"\\x80\\xC1\\xF5\\xFF\"");
  EXPECT_EQ(quoted_for_message("\xE2\x82z"), "\"\\xE2\\x82z\"");
  EXPECT_EQ(quoted_for_message("\xF0\x9F\x98"), "\"\\xF0\\x9F\\x98\"");
}

TEST(QuotedForMessageTest, CutsWhatIsTooLongToRead) {
  const std::string sixty(60, 'x');
  EXPECT_EQ(quoted_for_message(sixty), '"' + sixty + '"');
  EXPECT_EQ(quoted_for_message(sixty + "y"), '"' + sixty + "\"...");
}

TEST(QuotedForMessageTest, CutsNoSequenceInTwo) {
  const std::string start(59, 'x');
  EXPECT_EQ(quoted_for_message(start + "\xE2\x82\xAC"),
            '"' + start + "\xE2\x82\xAC\"");
  EXPECT_EQ(quoted_for_message(start + "\xE2\x82\xACy"),
            '"' + start + "\xE2\x82\xAC\"...");
}

TEST(OnOneLineTest, ShowsAllThatCanBeShownAndTheRestInHex) {
  const std::string long_text(100, 'x');
  EXPECT_EQ(on_one_line(long_text), long_text);
  EXPECT_EQ(on_one_line("a\nb\x1B[31m \"\xC3\xAB\xE9"),
            "a\\x0Ab\\x1B[31m \"\xC3\xAB\\xE9");
}

}  // namespace
}  // namespace csvimport
