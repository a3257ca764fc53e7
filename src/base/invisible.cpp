#include "base/invisible.hpp"

#include <initializer_list>

namespace csvimport {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// U+2000 to U+207F, whose second byte is 0x80 or 0x81.
bool is_invisible_punctuation(unsigned code) {
  const bool is_space = code <= 0x200A || code == 0x202F || code == 0x205F;
  const bool has_no_width = code == 0x200B || code == 0x2060;
  const bool is_direction = code == 0x200E || code == 0x200F ||
                            (code >= 0x202A && code <= 0x202E) ||
                            (code >= 0x2066 && code <= 0x2069);
  return is_space || has_no_width || is_direction || code == 0x2028 ||
         code == 0x2029;
}

}  // namespace

std::size_t invisible_size(std::string_view text) {
  if (text.size() >= 2 && text[0] == '\xC2') {
    const unsigned code = byte_at(text, 1);
    if (code >= 0x80 && code <= 0xA0) return 2;  // C1, no-break space
    if (code == 0xAD) return 2;                  // soft hyphen
  }
  if (text.starts_with("\xEF\xBB\xBF")) return 3;
  const bool is_punctuation = text.size() >= 3 && text[0] == '\xE2' &&
                              (text[1] == '\x80' || text[1] == '\x81') &&
                              (byte_at(text, 2) & 0xC0) == 0x80;
  if (!is_punctuation) return 0;
  const unsigned code =
      0x2000 | (byte_at(text, 1) & 0x3FU) << 6 | (byte_at(text, 2) & 0x3FU);
  return is_invisible_punctuation(code) ? 3 : 0;
}

std::size_t joiner_size(std::string_view text) {
  return text.starts_with("\xE2\x80\x8C") || text.starts_with("\xE2\x80\x8D")
             ? 3
             : 0;
}

std::size_t last_invisible_size(std::string_view text) {
  for (const std::size_t size : {std::size_t{2}, std::size_t{3}}) {
    if (text.size() >= size &&
        invisible_size(text.substr(text.size() - size)) == size) {
      return size;
    }
  }
  return 0;
}

}  // namespace csvimport
