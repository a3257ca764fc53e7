#include "input/gzip_source.hpp"

#include "base/system_error.hpp"
#include "compressed.hpp"
#include "memory_source.hpp"
#include "read_all.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

using namespace std::string_literals;

constexpr std::size_t kPlainHeader = 10;  // bytes

// CRC-32 in the plainest way (RFC 1952, section 8).
std::uint32_t gzip_crc_of(std::string_view bytes) {
  std::uint32_t crc = ~std::uint32_t{0};
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ ((crc & 1) * 0xEDB88320U);
  }
  return ~crc;
}

// A header with these flags, and what belongs to them.
std::string gzip_header_of(unsigned flags) {
  std::string header = "\x1F\x8B\x08"s + static_cast<char>(flags);
  header += "\1\2\3\4\0\3"s;
  if ((flags & 4) != 0) header += "\5\0\0\1\2\3\4"s;
  if ((flags & 8) != 0) header += "a name.csv\0"s;
  if ((flags & 16) != 0) header += "a comment\0"s;
  if ((flags & 2) == 0) return header;
  const std::uint32_t crc = gzip_crc_of(header);
  return header + static_cast<char>(crc & 0xFF) +
         static_cast<char>(crc >> 8 & 0xFF);
}

std::string text_of_gzip(const std::string& bytes, std::size_t bytes_per_read,
                         int at_a_time) {
  GzipSource source(std::make_unique<MemorySource>(bytes, bytes_per_read), "a");
  return read_all(source, at_a_time);
}

std::string gzip_problem_of(const std::string& bytes) {
  return thrown_message<SystemError>(
      [&] { (void)text_of_gzip(bytes, 7, 4096); });
}

class GzipSourceTest : public testing::Test {
 protected:
  const std::string text_ = "a,b\n1,2\n3,4\n";
  const std::string data_ =
      output_of("gzip -nc a.csv", text_).substr(kPlainHeader);
};

TEST_F(GzipSourceTest, TakesAnyHeaderInAnyPieces) {
  for (unsigned flags = 0; flags < 32; ++flags) {  // 1: said to be a text
    const std::string member = gzip_header_of(flags) + data_;
    for (std::size_t bytes_per_read = 1; bytes_per_read < 45;
         ++bytes_per_read) {
      EXPECT_EQ(text_of_gzip(member + member, bytes_per_read, 5), text_ + text_)
          << flags << ' ' << bytes_per_read;
    }
  }
}

TEST_F(GzipSourceTest, RefusesADamagedHeader) {
  const auto expect_damaged = [&](std::size_t at, char byte,
                                  const std::string& problem) {
    std::string bytes = gzip_header_of(2 + 8) + data_;
    bytes[at] = byte;
    EXPECT_EQ(gzip_problem_of(bytes),
              "a: cannot read its gzip data: it is damaged ("s + problem +
                  "); get another copy of the file");
  };
  expect_damaged(1, 'x', "incorrect header check");
  expect_damaged(2, '\7', "unknown compression method");
  expect_damaged(3, '\x2A', "unknown header flags set");
  expect_damaged(12, 'x', "header crc mismatch");
}

TEST_F(GzipSourceTest, SaysWhereverItEndsTooEarly) {
  const std::string bytes = gzip_header_of(31) + data_;
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    EXPECT_EQ(gzip_problem_of(bytes.substr(0, size)),
              "a: cannot read its gzip data: it ends too early; get a complete "
              "copy of the file")
        << size;
  }
}

TEST_F(GzipSourceTest, GivesDamagedDataForNoOther) {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < 20'000) text += std::to_string(random()) + ",x\n";
  const std::string whole = output_of("gzip -nc a.csv", text);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = whole;
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
      char& byte =
          bytes[kPlainHeader + random() % (bytes.size() - kPlainHeader)];
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^
                               1U << random() % 8);
    }
    try {
      // Where what was changed changes nothing.
      EXPECT_EQ(text_of_gzip(bytes, 1 + random() % 5000,
                             static_cast<int>(1 + random() % 70'000)),
                text);
    } catch (const SystemError&) {
      continue;
    }
  }
}

}  // namespace
}  // namespace csvimport
