#include "input/compression.hpp"

#include "base/system_error.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace csvimport {
namespace {

using namespace std::string_view_literals;

struct Signature {
  Compression format;
  std::string_view bytes;
  std::size_t telling;  // bytes of it that no text starts with
};

constexpr std::string_view kGzip = "\x1F\x8B\x08"sv;
constexpr std::string_view kXz = "\xFD\x37zXZ\0"sv;
constexpr std::string_view kZstd = "\x28\xB5\x2F\xFD"sv;
constexpr std::string_view kLz4 = "\x04\x22\x4D\x18"sv;
constexpr std::string_view kZip = "PK\x03\x04"sv;
constexpr std::string_view kEmptyZip = "PK\x05\x06"sv;

constexpr std::array kSignatures = {Signature{Compression::kGzip, kGzip, 1},
                                    Signature{Compression::kXz, kXz, 1},
                                    Signature{Compression::kZstd, kZstd, 2},
                                    Signature{Compression::kLz4, kLz4, 1},
                                    Signature{Compression::kZip, kZip, 3},
                                    Signature{Compression::kZip, kEmptyZip, 3}};

bool is_or_begins(const Signature& signature, std::string_view start) {
  if (start.starts_with(signature.bytes)) return true;
  return start.size() >= signature.telling &&
         signature.bytes.starts_with(start);
}

// A text may well start with "BZh9"; not with a block's or the end's magic
// behind it. By itself, as a whole file, it is a bzip2 file cut short.
bool is_or_begins_bzip2(std::string_view start) {
  constexpr std::string_view kBlock = "1AY&SY"sv;
  constexpr std::string_view kEnd = "\x17rE8P\x90"sv;
  if (start.size() < 4 || !start.starts_with("BZh") || start[3] < '1' ||
      start[3] > '9') {
    return false;
  }
  const std::string_view magic = start.substr(4, kBlock.size());
  return kBlock.starts_with(magic) || kEnd.starts_with(magic);
}

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i-- > 0;) {
    number = number << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return number;
}

// lz4 and zstd have frames to be skipped in common; pzstd starts with one.
bool starts_with_skippable_frame(std::string_view start) {
  return start.size() >= 8 && (little_endian(start) & ~0xFU) == 0x184D2A50U;
}

std::string_view without_skippable_frames(std::string_view start) {
  while (starts_with_skippable_frame(start)) {
    const std::size_t frame = 8 + std::size_t{little_endian(start.substr(4))};
    start.remove_prefix(std::min(frame, start.size()));
  }
  return start;
}

}  // namespace

std::string_view name_of(Compression format) {
  switch (format) {
    case Compression::kGzip:
      return "gzip";
    case Compression::kBzip2:
      return "bzip2";
    case Compression::kXz:
      return "xz";
    case Compression::kZstd:
      return "zstd";
    case Compression::kLz4:
      return "lz4";
    case Compression::kZip:
      break;
  }
  return "zip";
}

std::optional<Compression> compression_of(std::string_view start) {
  if (is_or_begins_bzip2(start)) return Compression::kBzip2;
  const bool skips = starts_with_skippable_frame(start);
  if (skips) start = without_skippable_frames(start);
  const auto* const found = std::find_if(
      kSignatures.begin(), kSignatures.end(), [&](const Signature& signature) {
        return is_or_begins(signature, start);
      });
  if (found != kSignatures.end()) return found->format;
  // What follows a long one is out of sight; libzstd skips it best.
  if (skips) return Compression::kZstd;
  return std::nullopt;
}

std::string damaged(std::string_view detail) {
  return "it is damaged (" + std::string(detail) +
         "); get another copy of the file";
}

void fail_decompression(const std::string& name, Compression format,
                        std::string_view problem) {
  throw SystemError(name, "cannot read its " + std::string(name_of(format)) +
                              " data: " + std::string(problem));
}

}  // namespace csvimport
