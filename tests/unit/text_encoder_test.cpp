#include "input/text_encoder.hpp"

#include "input/encoding.hpp"
#include "input/encoding_source.hpp"
#include "memory_source.hpp"
#include "read_all.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace csvimport {
namespace {

using namespace std::string_literals;

// Expects `bytes`, converted and encoded by lines, to be what they were.
void expect_restored(const std::string& bytes, const std::string& encoding) {
  EncodingSource source(std::make_unique<MemorySource>(bytes), encoding);
  std::string text = read_all(source);
  TextEncoder encoder(encoding);
  std::string restored;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    restored += encoder.encode(text.substr(0, end));
    text.erase(0, end);
  }
  EXPECT_EQ(restored, bytes) << encoding;
}

TEST(TextEncoderTest, RestoresWhatWasConverted) {
  expect_restored("caf\xE9\n\x80,x\n", "WINDOWS-1252");
  expect_restored("a\0\n\0\xAC\x20\n\0"s, "UTF-16LE");
  expect_restored("\xD8\x3D\xDE\x00\0\n"s, "UTF-16BE");
  expect_restored("a\0\0\0\n\0\0\0"s, "UTF-32LE");
  expect_restored("\x93\xFA\n\x96\x7B", "SHIFT_JIS");
  expect_restored("\x81\x30\x81\x30\n", "GB18030");
  expect_restored("a\x1B$B\x46\x7C\x1B(B\n\x1B$B\x4B\x5C\x1B(B,b\n",
                  "ISO-2022-JP");
  expect_restored(std::string(10'000, '\xE9') + "\n", "LATIN1");
}

TEST(TextEncoderTest, RestoresBytesThatCouldNotBeDecoded) {
  expect_restored("\x81\x8D,a\x90\n\x9D", "WINDOWS-1252");
  expect_restored("a\0\0\xDC\0\xDC\n\0"s, "UTF-16LE");
  expect_restored("\xDC\x00\0a\0\n"s, "UTF-16BE");
  expect_restored("a\0\0\0\0\0\x11\0\n\0\0\0"s, "UTF-32LE");
  expect_restored("\xFF\x93\xFA\x93\n\n", "SHIFT_JIS");
}

TEST(TextEncoderTest, KeepsWhatFollowsACutCharacterInStep) {
  std::string text;
  append_undecodable(text, '2');
  EXPECT_EQ(TextEncoder("UTF-16LE").encode(text + "\n"), "2\0\n\0"s);
  EXPECT_EQ(TextEncoder("UTF-32BE").encode(text + "\n"), "2\0\0\0\0\0\0\n"s);
  EXPECT_EQ(TextEncoder("SHIFT_JIS").encode(text + "\n"), "2\n");
}

TEST(TextEncoderTest, KnowsTheMarksThatTellAnEncoding) {
  EXPECT_EQ(TextEncoder("UTF-16LE").mark(), "\xFF\xFE");
  EXPECT_EQ(TextEncoder("utf-16be").mark(), "\xFE\xFF");
  EXPECT_EQ(TextEncoder("UTF-32LE").mark(), "\xFF\xFE\0\0"s);
  EXPECT_EQ(TextEncoder("UTF-32BE").mark(), "\0\0\xFE\xFF"s);
  for (const char* name : {"LATIN1", "GB18030", "UTF-7", "ISO-2022-JP"}) {
    TextEncoder encoder(name);
    EXPECT_EQ(encoder.mark(), "") << name;
    EXPECT_EQ(encoder.encode("a\n"), "a\n") << name;
  }
}

TEST(TextEncoderTest, MarksWhatCannotBeWritten) {
  EXPECT_EQ(TextEncoder("LATIN1").encode("a€,é\n"), "a?,\xE9\n");
}

}  // namespace
}  // namespace csvimport
