#include "input/decoded_source.hpp"

#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/system_error.hpp"
#include "base/utf8.hpp"
#include "compressed.hpp"
#include "memory_source.hpp"
#include "read_all.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <string>
#include <vector>

namespace csvimport {
namespace {

using namespace std::string_literals;

struct Tool {
  const char* format;   // as messages call it
  const char* command;  // that compresses a.csv to stdout
};

const Tool kGzip{"gzip", "gzip -c a.csv"};
const Tool kBzip2{"bzip2", "bzip2 -c a.csv"};
const Tool kXz{"xz", "xz -c a.csv"};
const Tool kZstd{"zstd", "zstd -qc a.csv"};
const Tool kZstdStream{"zstd", "zstd -qc <a.csv"};
const Tool kLz4{"lz4", "lz4 -qc a.csv"};
const Tool kLz4Linked{"lz4", "lz4 -qc -BD -BX --content-size a.csv"};
const Tool kZip{"zip", "zip -q a.zip a.csv && cat a.zip"};
const Tool kZipStream{"zip", "zip -q - a.csv | cat"};

const std::vector<Tool> kStreams = {kGzip,       kBzip2, kXz,       kZstd,
                                    kZstdStream, kLz4,   kLz4Linked};

std::vector<Tool> all_tools() {
  std::vector<Tool> tools = kStreams;
  tools.push_back(kZip);
  tools.push_back(kZipStream);
  return tools;
}

std::string compressed(const Tool& tool, std::string_view content) {
  return output_of(tool.command, content);
}

std::string text_of(const std::string& bytes,
                    std::size_t bytes_per_read = std::string::npos,
                    int at_a_time = 4096) {
  const auto source =
      decoded(std::make_unique<MemorySource>(bytes, bytes_per_read), "a", "")
          .source;
  return read_all(*source, at_a_time);
}

std::string rows(int count) {
  std::string csv = "id,name\n";
  for (int i = 0; i < count; ++i) {
    csv += std::to_string(i * 7919 % 10007) + ",some name " +
           std::to_string(i * i) + "\n";
  }
  return csv;
}

// What becomes of a damaged file: its text, or "" for an error.
std::string text_or_error(const std::string& bytes) {
  try {
    return text_of(bytes);
  } catch (const SystemError& error) {
    EXPECT_TRUE(
        std::string_view(error.what()).starts_with("a: cannot read its"))
        << error.what();
    return "";
  } catch (const ImportError&) {
    return "";
  }
}

// What the reader finds bad records in.
bool is_no_text(const std::string& bytes) {
  return !is_valid_utf8(bytes) || bytes.find('\0') != std::string::npos;
}

TEST(DecodedSourceTest, PassesTextOn) {
  for (const std::string& text :
       {""s, "a"s, "B"s, "BZ"s, "BZh"s, "P"s, "PK"s, "("s, "a,b\n1,2\n"s,
        "BZh9,b\n1,2\n"s, "BZh91AY,b\n"s, "PK,name\n1,2\n"s,
        "(\xC2\xB5/g),b\n"s, "\xEF\xBB\xBF"s + "a,b\n"s, rows(10'000)}) {
    EXPECT_EQ(text_of(text), text);
    EXPECT_EQ(text_of(text, 1, 3), text);
  }
}

TEST(DecodedSourceTest, ReadsWhatTheToolsWrite) {
  for (const Tool& tool : all_tools()) {
    SCOPED_TRACE(tool.command);
    for (const std::string& text : {""s, "a"s, rows(10), rows(20'000)}) {
      const std::string bytes = compressed(tool, text);
      ASSERT_EQ(text_of(bytes), text);
      ASSERT_EQ(text_of(bytes, 1, 1000), text);
      ASSERT_EQ(text_of(bytes, 4096, 7), text);
    }
  }
}

TEST(DecodedSourceTest, ReadsEveryMemberOrFrame) {
  for (const Tool& tool : kStreams) {
    SCOPED_TRACE(tool.command);
    const std::string empty = compressed(tool, "");
    const std::string first = compressed(tool, rows(3000));
    const std::string second = compressed(tool, "second\n");
    for (const std::size_t bytes_per_read :
         {std::size_t{1}, std::string::npos}) {
      EXPECT_EQ(text_of(first + second, bytes_per_read),
                rows(3000) + "second\n");
      EXPECT_EQ(text_of(empty + second + empty + empty + second + empty,
                        bytes_per_read),
                "second\nsecond\n");
    }
  }
}

TEST(DecodedSourceTest, SkipsFramesThatHoldNoData) {
  const std::string skippable("\x50\x2A\x4D\x18\x04\0\0\0abcd", 12);
  for (const Tool& tool : {kZstd, kLz4}) {
    const std::string bytes = compressed(tool, "a,b\n");
    EXPECT_EQ(text_of(skippable + bytes), "a,b\n");
    EXPECT_EQ(text_of(bytes + skippable + bytes), "a,b\na,b\n");
  }
}

TEST(DecodedSourceTest, DropsPadding) {
  const std::string zeros(1000, '\0');
  EXPECT_EQ(text_of(compressed(kGzip, "a,b\n") + zeros), "a,b\n");
  EXPECT_EQ(text_of(compressed(kXz, "a,b\n") + zeros), "a,b\n");
}

TEST(DecodedSourceTest, RefusesWhatFollowsTheEnd) {
  for (const Tool& tool : all_tools()) {
    SCOPED_TRACE(tool.command);
    const std::string bytes = compressed(tool, rows(10));
    for (const std::string& more :
         {"\n"s, "x"s, "abc"s, "abcd"s, "1,2\n3,4\n5,6\n7,8\n"s,
          std::string(200'000, 'x'), bytes.substr(0, 1), bytes.substr(0, 3),
          bytes.substr(0, 8), bytes.substr(0, 13), "\0\0\0\0x"s}) {
      EXPECT_EQ(text_or_error(bytes + more), "") << more.size();
    }
  }
}

// A start of "(", "B", "BZ", "BZh", "P" or "PK" may be a whole text.
TEST(DecodedSourceTest, NeverTakesAFileCutShortForAWholeOne) {
  const std::string text = rows(10);
  for (const Tool& tool : all_tools()) {
    SCOPED_TRACE(tool.command);
    const std::string bytes = compressed(tool, text);
    for (std::size_t size = 1; size < bytes.size(); ++size) {
      const std::string start = bytes.substr(0, size);
      const std::string result = text_or_error(start);
      if (size <= 3 && result == start &&
          ("BZh"s.starts_with(start) || "PK"s.starts_with(start) ||
           start == "(")) {
        continue;
      }
      ASSERT_EQ(result == start && is_no_text(start) ? "" : result, "") << size;
    }
  }
}

TEST(DecodedSourceTest, NeverTakesASecondMemberCutShortForTheEnd) {
  for (const Tool& tool : kStreams) {
    SCOPED_TRACE(tool.command);
    const std::string first = compressed(tool, rows(10));
    const std::string second = compressed(tool, "second\n");
    for (std::size_t size = 1; size < second.size(); ++size) {
      ASSERT_EQ(text_or_error(first + second.substr(0, size)), "") << size;
    }
  }
}

// Holds for formats with checksums, as the tools write them unless told
// otherwise: zstd --no-check, lz4 --no-frame-crc and xz --check=none can
// promise nothing.
TEST(DecodedSourceTest, NeverGivesOtherTextForADamagedFile) {
  const std::string text = rows(10);
  for (const Tool& tool : all_tools()) {
    SCOPED_TRACE(tool.command);
    const std::string bytes = compressed(tool, text);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (const int flip : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ flip);
        const std::string result = text_or_error(damaged);
        if (result.empty() || result == text) continue;
        ASSERT_TRUE(result == damaged && is_no_text(damaged))
            << "byte " << at << " flipped by " << flip;
      }
    }
  }
}

TEST(DecodedSourceTest, NeverGivesOtherTextForADamagedSecondMember) {
  const std::string text = rows(5);
  for (const Tool& tool : kStreams) {
    SCOPED_TRACE(tool.command);
    const std::string bytes = compressed(tool, text);
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      for (const int flip : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ flip);
        const std::string result = text_or_error(bytes + damaged);
        ASSERT_TRUE(result.empty() || result == text + text)
            << "byte " << at << " flipped by " << flip;
      }
    }
  }
}

TEST(DecodedSourceTest, SaysThatAFileEndsTooEarly) {
  for (const Tool& tool : kStreams) {
    SCOPED_TRACE(tool.command);
    const std::string bytes = compressed(tool, rows(10));
    EXPECT_EQ(thrown_message<SystemError>(
                  [&] { text_of(bytes.substr(0, bytes.size() - 1)); }),
              "a: cannot read its "s + tool.format +
                  " data: it ends too early; get a complete copy of the file");
  }
}

TEST(DecodedSourceTest, SaysThatTextFollowsTheEnd) {
  for (const Tool& tool : {kGzip, kBzip2, kZip}) {
    const std::string bytes = compressed(tool, rows(10));
    EXPECT_EQ(
        thrown_message<SystemError>([&] { text_of(bytes + "a,b\n1,2\n"); }),
        "a: cannot read its "s + tool.format +
            " data: something else follows its end; get another copy of "
            "the file");
  }
}

TEST(DecodedSourceTest, SaysThatAChecksumIsWrong) {
  const auto problem = [](const Tool& tool, std::size_t from_end) {
    std::string bytes = compressed(tool, rows(10));
    bytes[bytes.size() - from_end] ^= 1;
    return thrown_message<SystemError>([&] { text_of(bytes); });
  };
  const std::string way_out = "); get another copy of the file";
  for (const std::size_t from_end : {8, 1}) {
    EXPECT_EQ(problem(kGzip, from_end),
              "a: cannot read its gzip data: it is damaged (incorrect checksum "
              "or length" +
                  way_out);
  }
  EXPECT_EQ(problem(kLz4, 1),
            "a: cannot read its lz4 data: it is damaged "
            "(ERROR_contentChecksum_invalid" +
                way_out);
}

TEST(DecodedSourceTest, PassesOnTheFailuresOfTheRawSource) {
  for (const Tool& tool : all_tools()) {
    SCOPED_TRACE(tool.command);
    const std::string bytes = compressed(tool, rows(10));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      ASSERT_EQ(thrown_message<SystemError>([&] {
                  const auto source =
                      decoded(std::make_unique<MemorySource>(bytes, 10, at),
                              "a", "")
                          .source;
                  read_all(*source);
                }),
                "memory: cannot read")
          << at;
    }
  }
}

// Ends as if a signal had come.
class InterruptedSource : public io::ByteSourceBase {
 public:
  explicit InterruptedSource(std::string start) : start_(std::move(start)) {}
  int read(char* buffer, int size) override {
    const int count = start_.read(buffer, size);
    if (count == 0) throw Interrupted(SIGINT);
    return count;
  }

 private:
  MemorySource start_;
};

TEST(DecodedSourceTest, PassesOnAnInterrupt) {
  for (const Tool& tool : all_tools()) {
    SCOPED_TRACE(tool.command);
    const std::string bytes = compressed(tool, rows(1000));
    for (const std::size_t size : {0, 1, 10, 100, 300}) {
      EXPECT_THROW(read_all(*decoded(std::make_unique<InterruptedSource>(
                                         bytes.substr(0, size)),
                                     "a", "")
                                 .source),
                   Interrupted);
    }
  }
}

TEST(DecodedSourceTest, RefusesWhatIsCompressedTwice) {
  EXPECT_EQ(thrown_message<ImportError>(
                [] { text_of(output_of("gzip -c a.csv | gzip -c", "a,b\n")); }),
            "a: is compressed twice, as gzip within gzip; decompress it once "
            "first");
  EXPECT_EQ(
      thrown_message<ImportError>([] {
        text_of(output_of("gzip a.csv && zip -q - a.csv.gz | cat", "a\n"));
      }),
      "a: is compressed twice, as gzip within zip; decompress it once "
      "first");
}

TEST(DecodedSourceTest, FindsTheOneFileInAZip) {
  const std::string zip = output_of(
      "mkdir -p x/y __MACOSX && mv a.csv x/y/ && touch x/.DS_Store "
      "__MACOSX/a.csv && zip -qr - . -x ./output | cat",
      "a,b\n1,2\n");
  EXPECT_EQ(text_of(zip), "a,b\n1,2\n");
  EXPECT_EQ(text_of(zip, 1), "a,b\n1,2\n");
}

TEST(DecodedSourceTest, ReadsAStoredFileInAZip) {
  const std::string text = rows(1000);
  EXPECT_EQ(text_of(output_of("zip -q0 - a.csv | cat", text)), text);
  EXPECT_EQ(text_of(output_of("zip -q0 a.zip a.csv && cat a.zip", text)), text);
}

TEST(DecodedSourceTest, ReadsAZipWithAComment) {
  EXPECT_EQ(text_of(output_of("zip -q a.zip a.csv && echo 'some comment' | "
                              "zip -qz a.zip && cat a.zip",
                              "a,b\n")),
            "a,b\n");
}

TEST(DecodedSourceTest, ReadsAZipWhoseFileHasAnyName) {
  EXPECT_EQ(
      text_of(output_of("mv a.csv 'pr\xC3\xA9nom \xE2\x82\xAC.csv' && zip -q "
                        "- *.csv | cat",
                        "a,b\n")),
      "a,b\n");
}

std::string problem_of(const std::string& command) {
  return thrown_message<ImportError>(
      [&] { text_of(output_of(command, rows(100))); });
}

TEST(DecodedSourceTest, RefusesAZipOfSeveralFiles) {
  EXPECT_EQ(
      problem_of("cp a.csv b.csv && zip -q - a.csv b.csv | cat"),
      "a: holds 2 files (\"a.csv\", \"b.csv\"); unpack the one to import, "
      "such as with: unzip -p a a.csv | csvimport --table a - DATABASE");
  EXPECT_EQ(problem_of("for i in 1 2 3 4; do cp a.csv $i; done && zip -q a.zip "
                       "1 2 3 4 && cat a.zip"),
            "a: holds 4 files (\"1\", \"2\", \"3\", ...); unpack the one to "
            "import, such as with: unzip -p a 1 | csvimport --table 1 - "
            "DATABASE");
}

TEST(DecodedSourceTest, MissesNoDamagedSecondFileInAZip) {
  std::string zip = output_of("cp a.csv b && zip -q - a.csv b | cat", "a\n1\n");
  const std::size_t second = zip.find("PK\x03\x04", 4);
  for (std::size_t at = second; at < zip.size(); ++at) {
    std::string damaged = zip;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    EXPECT_EQ(text_or_error(damaged), "") << at;
  }
}

TEST(DecodedSourceTest, RefusesAnEncryptedZip) {
  EXPECT_EQ(problem_of("zip -q -P secret - a.csv | cat"),
            "a: \"a.csv\" in it is encrypted; unpack it first, such as with: "
            "unzip -p a a.csv | csvimport --table a - DATABASE");
}

TEST(DecodedSourceTest, RefusesAZipWithoutAFile) {
  EXPECT_EQ(problem_of("mkdir x && zip -q - x | cat"), "a: holds no file");
  const std::string empty = "PK\x05\x06" + std::string(18, '\0');
  EXPECT_EQ(thrown_message<ImportError>([&] { text_of(empty); }),
            "a: holds no file");
}

TEST(DecodedSourceTest, KnowsUtf16And32ByTheirMarks) {
  const auto found = [](const std::string& text, const std::string& set = "") {
    const DecodedSource decoding =
        decoded(std::make_unique<MemorySource>(text), "a", set);
    return decoding.encoding + '|' + read_all(*decoding.source);
  };
  const std::string mark = "\xEF\xBB\xBF";
  EXPECT_EQ(found("\xFF\xFE"s + "a\0\xE9\0"s),
            "UTF-16LE|" + mark + "a\xC3\xA9");
  EXPECT_EQ(found("\xFE\xFF"s + "\0a"s), "UTF-16BE|" + mark + "a");
  EXPECT_EQ(found("\xFF\xFE\0\0"s + "a\0\0\0"s), "UTF-32LE|" + mark + "a");
  EXPECT_EQ(found("\0\0\xFE\xFF"s + "\0\0\0a"s), "UTF-32BE|" + mark + "a");
  EXPECT_EQ(found("\xFF\xFE"s), "UTF-16LE|" + mark);
  EXPECT_EQ(found("\xFF\xFE\0\0"s), "UTF-32LE|" + mark);
  EXPECT_EQ(found("\xFF\xFE\0\0a\0b\0"s), "UTF-16LE|" + mark + "\0ab"s);
  EXPECT_EQ(found("\xFF\xFE\0\0a\0\n\0"s), "UTF-16LE|" + mark + "\0a\n"s);
  EXPECT_EQ(found(mark + "a"), "|" + mark + "a");
}

TEST(DecodedSourceTest, BelievesTheUserRatherThanAMark) {
  const auto text = [](const std::string& encoding) {
    DecodedSource decoding = decoded(
        std::make_unique<MemorySource>("\xFF\xFE"s + "a\0"s), "a", encoding);
    return decoding.encoding + '|' + read_all(*decoding.source);
  };
  EXPECT_EQ(text("LATIN1"), "LATIN1|\xC3\xBF\xC3\xBE"s + "a\0"s);
  EXPECT_EQ(text("utf16"),
            "UTF-16LE|\xEF\xBB\xBF"
            "a");
}

TEST(DecodedSourceTest, ConvertsWhatItDecompressed) {
  const std::string bytes =
      output_of("iconv -f UTF-8 -t UTF-16 a.csv | gzip", "a,\xC3\xA9\n");
  EXPECT_EQ(text_of(bytes), "\xEF\xBB\xBF"s + "a,\xC3\xA9\n");
}

}  // namespace
}  // namespace csvimport
