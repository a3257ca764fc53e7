#include "input/text_encoder.hpp"

#include "input/encoding.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <optional>

namespace csvimport {
namespace {

constexpr std::size_t kDecodedBytes = 4096;  // by taste
constexpr auto kNotEncoded = static_cast<std::size_t>(-1);
constexpr std::string_view kUndecodableLeads = "\xF8\xF9\xFA\xFB";

}  // namespace

TextEncoder::TextEncoder(const std::string& encoding)
    : conversion_(encoding, "UTF-8"), unit_bytes_(unit_bytes_of(encoding)) {
  assert(conversion_.valid());
}

std::string TextEncoder::mark() {
  std::string bytes;
  convert(kByteOrderMark, bytes);
  if (!encoding_of_mark(bytes).empty()) return bytes;
  (void)::iconv(conversion_.get(), nullptr, nullptr, nullptr, nullptr);
  return "";
}

std::string TextEncoder::encode(std::string_view text) {
  std::string bytes;
  while (!text.empty()) {
    std::size_t raw_bytes = 0;
    while (const std::optional<char> byte = undecodable_byte(text)) {
      bytes += *byte;
      ++raw_bytes;
      text.remove_prefix(2);
    }
    while (raw_bytes++ % unit_bytes_ != 0) bytes += '\0';
    const std::size_t length =
        std::min(text.find_first_of(kUndecodableLeads, 1), text.size());
    convert(text.substr(0, length), bytes);
    text.remove_prefix(length);
  }
  return bytes;
}

void TextEncoder::convert(std::string_view text, std::string& bytes) {
  std::string input(text);  // iconv takes no const
  char* in = input.data();
  std::size_t in_left = input.size();
  while (in_left > 0) {
    std::array<char, kDecodedBytes> block{};
    char* out = block.data();
    std::size_t out_left = block.size();
    const std::size_t status =
        ::iconv(conversion_.get(), &in, &in_left, &out, &out_left);
    const int problem = status == kNotEncoded ? errno : 0;
    bytes.append(block.data(), out);
    if (problem == 0 || problem == E2BIG) continue;
    // A character that can be read but not written, of which iconv has few.
    bytes += '?';
    do {
      ++in;
      --in_left;
    } while (in_left > 0 && (static_cast<unsigned char>(*in) & 0xC0U) == 0x80);
  }
}

}  // namespace csvimport
