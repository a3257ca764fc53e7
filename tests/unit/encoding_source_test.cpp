#include "input/encoding_source.hpp"

#include "input/encoding.hpp"
#include "input/iconv_handle.hpp"
#include "memory_source.hpp"
#include "read_all.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

using namespace std::string_literals;

std::string converted(const std::string& text, const std::string& encoding,
                      std::size_t bytes_per_read = std::string::npos,
                      int at_a_time = 4096) {
  EncodingSource source(std::make_unique<MemorySource>(text, bytes_per_read),
                        encoding);
  return read_all(source, at_a_time);
}

// Converts in whole and in pieces, and expects the same.
void expect_converted(const std::string& text, const std::string& encoding,
                      const std::string& expected) {
  EXPECT_EQ(converted(text, encoding), expected) << encoding;
  EXPECT_EQ(converted(text, encoding, 1), expected) << encoding;
  EXPECT_EQ(converted(text, encoding, 3, 1), expected) << encoding;
}

std::string undecodable(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) append_undecodable(text, byte);
  return text;
}

TEST(EncodingSourceTest, ConvertsToUtf8) {
  expect_converted("", "LATIN1", "");
  expect_converted("caf\xE9 \x80", "WINDOWS-1252", "caf\xC3\xA9 \xE2\x82\xAC");
  expect_converted("a\0\xAC\x20"s, "UTF-16LE", "a\xE2\x82\xAC");
  expect_converted("\xD8\x3D\xDE\x00"s, "UTF-16BE", "\xF0\x9F\x98\x80");
  expect_converted("a\0\0\0"s, "UTF-32LE", "a");
  expect_converted("\x93\xFA\x96\x7B", "SHIFT_JIS", "\xE6\x97\xA5\xE6\x9C\xAC");
  expect_converted("\x81\x30\x81\x30", "GB18030", "\xC2\x80");
  expect_converted("\xC1\xC2", "IBM037", "AB");
}

TEST(EncodingSourceTest, ConvertsEncodingsWithAState) {
  expect_converted("a\x1B$B\x46\x7C\x4B\x5C\x1B(B,b\n", "ISO-2022-JP",
                   "a\xE6\x97\xA5\xE6\x9C\xAC,b\n");
  expect_converted("a\x1B$B\x46\x7C", "ISO-2022-JP", "a\xE6\x97\xA5");
  expect_converted("Hi +ZeVnLIqe-!", "UTF-7",
                   "Hi \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E!");
}

TEST(EncodingSourceTest, GivesWhatAnEncodingHeldBack) {
  expect_converted("ba", "WINDOWS-1258", "ba");
  expect_converted("a\xCC", "WINDOWS-1258", "\xC3\xA0");
}

TEST(EncodingSourceTest, TakesAMarkForUtf16AsSuch) {
  expect_converted("\xFE\xFF\0a"s, "UTF-16", "a");
  expect_converted("\xFF\xFE"s + "a\0"s, "UTF-16", "a");
}

TEST(EncodingSourceTest, MarksBytesThatCannotBeDecoded) {
  expect_converted(
      "a\x81,\x8D\nb", "WINDOWS-1252",
      "a" + undecodable("\x81") + "," + undecodable("\x8D") + "\nb");
  expect_converted("a\xFF\xFF,b", "EUC-JP",
                   "a" + undecodable("\xFF\xFF") + ",b");
}

TEST(EncodingSourceTest, StaysInStepBehindABadUnit) {
  expect_converted(
      "a\0\0\xDC"
      "b\0"s,
      "UTF-16LE", "a" + undecodable("\0\xDC"s) + "b");
  expect_converted("\0a\xD8\0\0b"s, "UTF-16BE",
                   "a" + undecodable("\xD8\0"s) + "b");
  expect_converted(
      "a\0\0\0\0\0\0\x7F"
      "b\0\0\0"s,
      "UTF-32LE", "a" + undecodable("\0\0\0\x7F"s) + "b");
}

TEST(EncodingSourceTest, MarksACharacterCutShort) {
  expect_converted("a\0b"s, "UTF-16LE", "a" + undecodable("b"));
  expect_converted("a\0\x3D\xD8"s, "UTF-16LE", "a" + undecodable("\x3D\xD8"));
  expect_converted("a\x93", "SHIFT_JIS", "a" + undecodable("\x93"));
  expect_converted("a\x81\x30\x81", "GB18030",
                   "a" + undecodable("\x81\x30\x81"));
}

TEST(EncodingSourceTest, ConvertsAnyLength) {
  std::string latin;
  std::string utf8;
  for (int i = 0; i < 300'000; ++i) {
    latin += '\xE9';
    utf8 += "\xC3\xA9";
  }
  EXPECT_EQ(converted(latin, "LATIN1"), utf8);
  EXPECT_EQ(converted(latin, "LATIN1", 65'535, 65'536), utf8);
}

TEST(EncodingSourceTest, GivesTheSameForGarbageHoweverItIsCut) {
  std::mt19937 random(1);
  for (const char* encoding :
       {"UTF-16", "UTF-16LE", "UTF-32BE", "UTF-7", "SHIFT_JIS", "GB18030",
        "BIG5-HKSCS", "EUC-JISX0213", "ISO-2022-JP", "ISO-2022-KR",
        "ISO-2022-CN", "WINDOWS-1258", "TCVN", "IBM930", "EUC-KR"}) {
    SCOPED_TRACE(encoding);
    if (!known_encoding(encoding)) continue;
    for (int round = 0; round < 200; ++round) {
      std::string text(random() % 60, '\0');
      for (char& byte : text) {
        byte = static_cast<char>(
            random() % 3 == 0 ? "\x1B$(B\n\x0E\x0F"[random() % 7] : random());
      }
      const std::string whole = converted(text, encoding);
      ASSERT_EQ(converted(text, encoding, 1), whole)
          << testing::PrintToString(text);
      ASSERT_EQ(converted(text, encoding, 7, 3), whole);
    }
  }
}

TEST(EncodingSourceTest, PassesOnTheFailuresOfTheRawSource) {
  EncodingSource source(std::make_unique<MemorySource>("abc", 1, 2), "LATIN1");
  EXPECT_THROW(read_all(source), SystemError);
}

TEST(EncodingTest, KnowsWhatIconvKnows) {
  for (const char* name : {"UTF-8", "utf8", "Utf_8", "utf-8-sig", "LATIN1",
                           "windows-1252", "UTF-16", "utf-16le", "SHIFT_JIS"}) {
    EXPECT_TRUE(known_encoding(name)) << name;
  }
  for (const char* name : {"", "latin-nine", "UTF-9", "LATIN1//IGNORE",
                           "LATIN1//TRANSLIT", "//"}) {
    EXPECT_FALSE(known_encoding(name)) << name;
  }
}

TEST(EncodingTest, KnowsWhatOthersCallThem) {
  const std::vector<std::pair<std::string, std::string>> names = {
      {"latin-1", "\xE9"},
      {"latin_1", "\xE9"},
      {"iso8859_1", "\xE9"},
      {"ansi", "\xE9"},
      {"cp1252", "\xE9"},
      {"windows_1252", "\xE9"},
      {"1252", "\xE9"},
      {"ibm-1252", "\xE9"},
      {"l1", "\xE9"},
      {"ibm-1252_P100-2000", "\xE9"},
      {"ISO_8859-15", "\xE9"},
      {"iso8859_15", "\xE9"},
      {"latin_9", "\xE9"},
      {"mac_roman", "\x8E"},
      {"mac-roman", "\x8E"},
      {"macroman", "\x8E"},
      {"x-mac-roman", "\x8E"},
      {"macintosh", "\x8E"},
      {"437", "\x82"},
      {"cp_850", "\x82"},
      {"utf8", "\xC3\xA9"},
      {"u8", "\xC3\xA9"},
      {"cp65001", "\xC3\xA9"},
      {"utf_16_le", "\xE9\0"s},
      {"utf-32-be", "\0\0\0\xE9"s},
  };
  for (const auto& [name, bytes] : names) {
    const auto known = known_encoding(name);
    ASSERT_TRUE(known) << name;
    EXPECT_EQ(is_utf8_name(*known) ? bytes : converted(bytes, *known), "é")
        << name;
  }
  for (const char* const name :
       {"ascii",    "us_ascii", "US-ASCII",   "shift_jis",    "sjis",
        "shiftjis", "ms_kanji", "cp932",      "windows_31j",  "big5hkscs",
        "gb2312",   "gb_18030", "euc_kr",     "euc_jp",       "koi8_r",
        "koi8_u",   "tis_620",  "iso2022_jp", "mac_cyrillic", "mac_latin2",
        "utf_16",   "u16",      "utf_7",      "iso8859_8_i"}) {
    EXPECT_TRUE(known_encoding(name)) << name;
  }
  for (const char* const name :
       {"windows-99999", "latin-99", "utf-9", "mac", "x", "8", "-", "CP"}) {
    if (IconvHandle("UTF-8", name).valid()) continue;
    EXPECT_FALSE(known_encoding(name)) << name;
  }
}

TEST(EncodingTest, KnowsUtf8InAnySpelling) {
  for (const char* name : {"UTF-8", "utf8", "Utf_8", "UTF-8-SIG"}) {
    EXPECT_TRUE(is_utf8_name(name)) << name;
  }
  for (const char* name : {"", "UTF-16", "LATIN1", "UTF-80"}) {
    EXPECT_FALSE(is_utf8_name(name)) << name;
  }
}

TEST(EncodingTest, FindsTheByteOrderThatANameLeavesOpen) {
  EXPECT_EQ(with_byte_order("UTF-16", "\xFE\xFF\0a"s), "UTF-16BE");
  EXPECT_EQ(with_byte_order("utf16", "\xFF\xFE\0\0"s), "UTF-16LE");
  EXPECT_EQ(with_byte_order("utf32", "\0\0\xFE\xFF"s), "UTF-32BE");
  EXPECT_EQ(with_byte_order("UTF-32", "a\0\0\0"s), "UTF-32LE");
  EXPECT_EQ(with_byte_order("UTF-16LE", "\xFE\xFF\0a"s), "UTF-16LE");
  EXPECT_EQ(with_byte_order("latin1", "\xFE\xFF\0a"s), "latin1");
}

TEST(EncodingTest, GivesUndecodableBytesBack) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text =
        undecodable(std::string(1, static_cast<char>(byte)));
    EXPECT_EQ(undecodable_byte(text + "x"), static_cast<char>(byte));
  }
  for (const char* text : {"", "a", "\xF8", "\xF8z", "\xFC\x80", "\xC3\xA9"}) {
    EXPECT_EQ(undecodable_byte(text), std::nullopt);
  }
}

TEST(EncodingTest, SaysWhatIsWrongWithAByte) {
  EXPECT_EQ(invalid_byte_problem("\xE9z", ""),
            "byte 0xE9 is not valid UTF-8; name the file's encoding, such as "
            "with --encoding WINDOWS-1252");
  EXPECT_EQ(invalid_byte_problem(undecodable("\x81"), "WINDOWS-1252"),
            "byte 0x81 is not valid WINDOWS-1252; name the encoding that the "
            "file has with --encoding");
}

}  // namespace
}  // namespace csvimport
