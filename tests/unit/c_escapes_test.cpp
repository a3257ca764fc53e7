#include "csv/c_escapes.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

// The byte and what is left behind it; "" where the first one is literal.
std::string read(std::string_view text) {
  const std::optional<EscapedByte> escaped = c_escape(text);
  if (!escaped) return "";
  return escaped->byte + std::string(text.substr(escaped->size));
}

TEST(CEscapesTest, AreControlCharactersAsLetters) {
  EXPECT_EQ(read("nn"), "\nn");
  EXPECT_EQ(read("t"), "\t");
  EXPECT_EQ(read("r"), "\r");
  EXPECT_EQ(read("b"), "\b");
  EXPECT_EQ(read("f"), "\f");
  EXPECT_EQ(read("v1"), "\v1");
  EXPECT_EQ(read("Z"), "\x1A");
}

TEST(CEscapesTest, AreBytesByNumber) {
  EXPECT_EQ(read("101x"), "Ax");
  EXPECT_EQ(read("1011"), "A1");
  EXPECT_EQ(read("7"), "\x07");
  EXPECT_EQ(read("78"),
            "\x07"
            "8");
  EXPECT_EQ(read("x41g"), "Ag");
  EXPECT_EQ(read("x411"), "A1");
  EXPECT_EQ(read("xg"), "");
  EXPECT_EQ(read("xAg"), "\ng");
  EXPECT_EQ(read("xc3"), "\xC3");
  EXPECT_EQ(read("303"), "\xC3");
  EXPECT_EQ(read("x-1"), "");
}

TEST(CEscapesTest, LeaveOthersLiteral) {
  for (const char* const text :
       {"", "N", "a", "e", "8", "9", "x", "X41", "\\", "\"", "\n", "u0041"}) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(CEscapesTest, MakeNoText) {
  const auto problem_of = [](std::string_view text) {
    return escape_problem(read(text)).value_or("");
  };
  const std::string nul =
      "an escape stands for a NUL byte, which no text should hold";
  const std::string invalid =
      "escapes stand for bytes that are not valid UTF-8";
  for (const char* const text : {"0", "012", "00", "x0", "x00", "x0g"}) {
    EXPECT_EQ(problem_of(text), nul) << text;
  }
  for (const char* const text :
       {"xFF", "xFE", "377", "777", "400", "xC3", "x80", "200"}) {
    EXPECT_EQ(problem_of(text), invalid) << text;
  }
  EXPECT_EQ(problem_of("n"), "");
  EXPECT_EQ(escape_problem("\xC3\xA4"), std::nullopt);
  EXPECT_EQ(escape_problem(""), std::nullopt);
}

}  // namespace
}  // namespace csvimport
