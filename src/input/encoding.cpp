#include "input/encoding.hpp"

#include "input/iconv_handle.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <string>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kCharacterBytes = 4;  // as many as a character may have

using namespace std::string_view_literals;

constexpr unsigned kMarkedByte = 0xF8;

std::string letters_and_digits(std::string_view name) {
  std::string folded;
  for (const char byte : name) {
    const auto letter = static_cast<unsigned char>(byte);
    if (std::isalnum(letter) != 0) {
      folded += static_cast<char>(std::tolower(letter));
    }
  }
  return folded;
}

// Whether the text behind UTF-32's little-endian mark may be UTF-32. The mark
// is also that of UTF-16 with a NUL character behind it, of no use in a CSV
// file but to be reported as what it is. Then the next two characters, such as
// a letter and a line end, are a code point where Unicode has no characters.
bool may_be_utf32_le(std::string_view text) {
  if (text.size() < 4) return text.empty();
  const auto plane = static_cast<unsigned char>(text[2]);
  const bool has_characters = plane <= 3 || (plane >= 14 && plane <= 16);
  return text[3] == '\0' && has_characters;
}

std::string hex_byte(char byte) {
  std::array<char, 5> hex{};
  std::snprintf(hex.data(), hex.size(), "0x%02X",
                static_cast<unsigned char>(byte));
  return hex.data();
}

}  // namespace

bool is_utf8_name(std::string_view name) {
  const std::string folded = letters_and_digits(name);
  return folded == "utf8" || folded == "utf8sig";  // Python's with a mark
}

bool is_known_encoding(const std::string& name) {
  if (is_utf8_name(name)) return true;
  // To iconv an empty name is the locale's, and "//" begins a request to drop
  // what it cannot convert.
  if (name.empty() || name.find("//") != std::string::npos) return false;
  return IconvHandle("UTF-8", name).valid();
}

std::size_t unit_bytes_of(const std::string& encoding) {
  const auto encoded_bytes = [&](std::string letters) {
    const IconvHandle conversion(encoding, "UTF-8");
    std::array<char, 64> encoded{};
    char* in = letters.data();
    std::size_t in_left = letters.size();
    char* out = encoded.data();
    std::size_t out_left = encoded.size();
    if (conversion.valid()) {
      (void)::iconv(conversion.get(), &in, &in_left, &out, &out_left);
    }
    return encoded.size() - out_left;
  };
  return std::max<std::size_t>(encoded_bytes("AA") - encoded_bytes("A"), 1);
}

std::string encoding_of_mark(std::string_view start) {
  constexpr std::string_view kUtf32Le = "\xFF\xFE\0\0"sv;
  constexpr std::string_view kUtf32Be = "\0\0\xFE\xFF"sv;
  if (start.starts_with(kUtf32Be)) return "UTF-32BE";
  if (start.starts_with(kUtf32Le) &&
      may_be_utf32_le(start.substr(kUtf32Le.size()))) {
    return "UTF-32LE";
  }
  if (start.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
  if (start.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
  return "";
}

std::string with_byte_order(const std::string& name, std::string_view start) {
  const std::string folded = letters_and_digits(name);
  if (folded != "utf16" && folded != "utf32") return name;
  const std::string family = folded == "utf16" ? "UTF-16" : "UTF-32";
  const std::string marked = encoding_of_mark(start);
  return marked.starts_with(family) ? marked : family + "LE";
}

void append_undecodable(std::string& text, char byte) {
  const unsigned bits = static_cast<unsigned char>(byte);
  text += static_cast<char>(kMarkedByte | bits >> 6);
  text += static_cast<char>(0x80 | (bits & 0x3F));
}

std::optional<char> undecodable_byte(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const unsigned first = static_cast<unsigned char>(text[0]);
  const unsigned second = static_cast<unsigned char>(text[1]);
  if ((first & 0xFCU) != kMarkedByte || (second & 0xC0U) != 0x80) {
    return std::nullopt;
  }
  return static_cast<char>((first & 3U) << 6 | (second & 0x3FU));
}

std::string invalid_byte_problem(std::string_view text,
                                 const std::string& encoding, bool is_utf8) {
  std::vector<char> bytes;
  while (bytes.size() < kCharacterBytes && !text.empty() &&
         static_cast<unsigned char>(text[0]) >= 0x80) {
    const std::optional<char> undecodable = undecodable_byte(text);
    if (!encoding.empty() && !undecodable) break;
    bytes.push_back(encoding.empty() ? text[0] : *undecodable);
    text.remove_prefix(encoding.empty() ? 1 : 2);
  }
  std::string problem = bytes.size() == 1 ? "byte" : "bytes";
  for (const char byte : bytes) problem += ' ' + hex_byte(byte);
  problem += bytes.size() == 1 ? " is" : " are";
  if (is_utf8) {
    return problem +
           " not valid UTF-8, which the file is elsewhere; leave such records "
           "out with --on-error skip --rejects FILE";
  }
  if (encoding.empty()) {
    return problem +
           " not valid UTF-8; name the file's encoding, such as with "
           "--encoding WINDOWS-1252";
  }
  return problem + " not valid " + encoding +
         "; name the encoding that the file has with --encoding";
}

}  // namespace csvimport
