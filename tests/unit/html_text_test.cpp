#include "report/html_text.hpp"

#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace csvimport {
namespace {

TEST(HtmlTextTest, LeavesNoMarkup) {
  EXPECT_EQ(
      html_text("<script>alert(\"1\") & 'x'</script>"),
      "&lt;script&gt;alert(&quot;1&quot;) &amp; &#39;x&#39;&lt;/script&gt;");
  EXPECT_EQ(html_text("Köln, 東京 😀"), "Köln, 東京 😀");
}

TEST(HtmlTextTest, WritesOutWhatNobodySees) {
  EXPECT_EQ(html_text("a\nb\x1B[0m\x7F"), "a\\x0Ab\\x1B[0m\\x7F");
  EXPECT_EQ(html_text(std::string_view("\0", 1)), "\\x00");
  EXPECT_EQ(html_text("a\xC2\xA0\xE2\x80\xAE"), "a\\u00A0\\u202E");
  EXPECT_EQ(html_text("\xC2\x85"), "\\u0085");
}

TEST(HtmlTextTest, WritesOutBytesThatAreNoText) {
  EXPECT_EQ(html_text("a\xFFz"), "a\\xFFz");
  EXPECT_EQ(html_text("\xE9"), "\\xE9");
  EXPECT_EQ(html_text("\xC3<b>"), "\\xC3&lt;b&gt;");
  EXPECT_EQ(html_text("\xED\xA0\x80"), "\\xED\\xA0\\x80");  // a surrogate
  EXPECT_EQ(html_text("\xC0\xBC"), "\\xC0\\xBC");           // an overlong <
}

TEST(HtmlTextTest, IsSafeWhateverTheBytes) {
  std::mt19937 random(5);
  const std::string likely = "<>&\"' \x80\xC3\xE2\xF0\xFF\nz";
  for (int turn = 0; turn < 2000; ++turn) {
    std::string bytes;
    for (int i = 0; i < 12; ++i) {
      bytes += random() % 2 == 0 ? likely[random() % likely.size()]
                                 : static_cast<char>(random());
    }
    const std::string text = html_text(bytes);
    EXPECT_TRUE(is_valid_utf8(text));
    EXPECT_EQ(text.find_first_of("<>\"'\n"), std::string::npos);
    EXPECT_TRUE(is_valid_utf8(html_value(bytes)));
  }
}

TEST(HtmlTextTest, ShowsBlanksAtTheEndsOfAValue) {
  EXPECT_EQ(html_value(" a b "),
            "<span class=code>␣</span>a b<span class=code>␣</span>");
  EXPECT_EQ(html_value("  "),
            "<span class=code>␣</span><span class=code>␣</span>");
  EXPECT_EQ(html_value("x\ty"), "x<span class=code>\\x09</span>y");
  EXPECT_EQ(html_value(""), "");
}

}  // namespace
}  // namespace csvimport
