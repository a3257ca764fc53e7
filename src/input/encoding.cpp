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

bool iconv_takes(const std::string& name) {
  // To iconv an empty name is the locale's, and "//" begins a request to drop
  // what it cannot convert.
  if (name.empty() || name.find("//") != std::string::npos) return false;
  return IconvHandle("UTF-8", name).valid();
}

struct OtherName {
  std::string_view folded;  // letters and digits
  std::string_view meant;   // to iconv
};

constexpr std::array kOtherNames = {
    OtherName{"u8", "UTF-8"},
    OtherName{"utf", "UTF-8"},
    OtherName{"cp65001", "UTF-8"},
    OtherName{"65001", "UTF-8"},
    OtherName{"u16", "UTF-16"},
    OtherName{"utf16bom", "UTF-16"},
    OtherName{"u32", "UTF-32"},
    OtherName{"utf32bom", "UTF-32"},
    OtherName{"ansi", "CP1252"},
    OtherName{"mbcs", "CP1252"},
    OtherName{"winlatin1", "CP1252"},
    OtherName{"wlatin1", "CP1252"},
    OtherName{"isolatin1", "ISO-8859-1"},
    OtherName{"l9", "ISO-8859-15"},
    OtherName{"usascii", "US-ASCII"},
    OtherName{"macroman", "MACINTOSH"},
    OtherName{"maciceland", "MAC-IS"},
    OtherName{"maclatin2", "MAC-CENTRALEUROPE"},
    OtherName{"shiftjis", "SHIFT_JIS"},
    OtherName{"shiftjisx0213", "SHIFT_JISX0213"},
    OtherName{"mskanji", "CP932"},
    OtherName{"hkscs", "BIG5-HKSCS"},
    OtherName{"iso88598i", "ISO-8859-8"},
    OtherName{"iso88598e", "ISO-8859-8"},
    OtherName{"8859", "ISO-8859-1"},
    OtherName{"iso8859", "ISO-8859-1"},
};

// CP1252 for windows1252, win1252, ibm1252, ms1252, or ICU's ibm1252P1002000,
// if there is one of that number.
std::optional<std::string> code_page_of(std::string_view folded) {
  for (const std::string_view maker :
       {"windows", "win", "ibm", "ms", "cp", "oem", "dos"}) {
    if (!folded.starts_with(maker)) continue;
    folded.remove_prefix(maker.size());
    break;
  }
  const std::string_view number =
      folded.substr(0, folded.find_first_not_of("0123456789"));
  const std::string_view rest = folded.substr(number.size());
  if (number.empty() || (!rest.empty() && rest[0] != 'p')) return std::nullopt;
  std::string name = "CP" + std::string(number);
  return iconv_takes(name) ? std::optional(std::move(name)) : std::nullopt;
}

// ISO-8859-1 for 88591, if there is one of that part.
std::optional<std::string> iso_8859_of(std::string_view folded) {
  constexpr std::string_view kNumber = "8859";
  if (!folded.starts_with(kNumber)) return std::nullopt;
  std::string name = "ISO-8859-" + std::string(folded.substr(kNumber.size()));
  return iconv_takes(name) ? std::optional(std::move(name)) : std::nullopt;
}

}  // namespace

std::string hex_byte(char byte) {
  std::array<char, 5> hex{};
  std::snprintf(hex.data(), hex.size(), "0x%02X",
                static_cast<unsigned char>(byte));
  return hex.data();
}

bool is_utf8_name(std::string_view name) {
  const std::string folded = letters_and_digits(name);
  // Python, others with a byte-order mark, and MySQL.
  constexpr std::array kNames = {"utf8"sv,    "utf8sig"sv,     "utf8bom"sv,
                                 "utf8mb4"sv, "utf8withbom"sv, "utf8mb3"sv};
  return std::find(kNames.begin(), kNames.end(), folded) != kNames.end();
}

std::optional<std::string> known_encoding(const std::string& name) {
  if (is_utf8_name(name) || iconv_takes(name)) return name;
  std::string folded = letters_and_digits(name);
  const bool has_more = std::any_of(name.begin(), name.end(), [](char byte) {
    return std::isalnum(static_cast<unsigned char>(byte)) == 0 &&
           std::string_view(" -_.:").find(byte) == std::string_view::npos;
  });
  if (has_more || folded.empty()) return std::nullopt;
  if (folded.starts_with("xmac")) folded.erase(0, 1);  // as in x-mac-roman
  for (const auto& [other, meant] : kOtherNames) {
    if (folded == other) return std::string(meant);
  }
  if (iconv_takes(folded)) return folded;
  if (auto code_page = code_page_of(folded)) return code_page;
  if (auto iso_8859 = iso_8859_of(folded)) return iso_8859;
  for (std::size_t at = 1; at < folded.size(); ++at) {
    std::string parted = folded;
    parted.insert(at, "-");
    if (iconv_takes(parted)) return parted;
  }
  return std::nullopt;
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
  if (is_utf8) return problem + " not valid UTF-8, which the file is elsewhere";
  if (encoding.empty()) {
    return problem +
           " not valid UTF-8; name the file's encoding, such as with "
           "--encoding WINDOWS-1252";
  }
  return problem + " not valid " + encoding +
         "; name the encoding that the file has with --encoding";
}

}  // namespace csvimport
