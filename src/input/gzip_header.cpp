#include "input/gzip_header.hpp"

#include "input/compression.hpp"

#include <isa-l/crc.h>

#include <cstdint>

namespace csvimport {
namespace {

constexpr std::uint8_t kHasCrc = 0x02;
constexpr std::uint8_t kHasExtra = 0x04;
constexpr std::uint8_t kHasName = 0x08;
constexpr std::uint8_t kHasComment = 0x10;
constexpr std::uint8_t kReserved = 0xE0;

class GzipHeader {
 public:
  // Borrows both.
  GzipHeader(BlockInput& input, const std::string& name)
      : input_(input), name_(name) {}

  void take() {
    expect(0x1F, "incorrect header check");
    expect(0x8B, "incorrect header check");
    expect(0x08, "unknown compression method");
    const std::uint8_t flags = next();
    if ((flags & kReserved) != 0) fail("unknown header flags set");
    skip(6);
    if ((flags & kHasExtra) != 0) skip(next_two());
    if ((flags & kHasName) != 0) skip_text();
    if ((flags & kHasComment) != 0) skip_text();
    if ((flags & kHasCrc) == 0) return;
    const std::uint32_t crc = crc_ & 0xFFFF;
    if (next_two() != crc) fail("header crc mismatch");
  }

 private:
  std::uint8_t next() {
    const std::string_view ahead = input_.ahead();
    if (ahead.empty()) {
      fail_decompression(name_, Compression::kGzip, kEndsTooEarly);
    }
    const auto byte = static_cast<std::uint8_t>(ahead.front());
    crc_ = ::crc32_gzip_refl(crc_, &byte, 1);
    input_.take(1);
    return byte;
  }
  std::uint32_t next_two() {
    const std::uint32_t low = next();
    return low | std::uint32_t{next()} << 8;
  }
  void skip(std::uint32_t bytes) {
    for (; bytes > 0; --bytes) (void)next();
  }
  void skip_text() {
    while (next() != 0) {
    }
  }
  void expect(std::uint8_t byte, const char* problem) {
    if (next() != byte) fail(problem);
  }
  [[noreturn]] void fail(const char* problem) const {
    fail_decompression(name_, Compression::kGzip, damaged(problem));
  }

  BlockInput& input_;
  const std::string& name_;
  std::uint32_t crc_ = 0;  // of what was taken
};

}  // namespace

void take_gzip_header(BlockInput& input, const std::string& name) {
  GzipHeader(input, name).take();
}

}  // namespace csvimport
