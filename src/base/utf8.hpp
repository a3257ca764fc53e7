#pragma once

// The check that a text is UTF-8.

#include <cstddef>
#include <string_view>

namespace csvimport {

// Whether a byte of UTF-8 is not the first of its character.
inline bool is_inside_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Whether `text` is valid UTF-8.
bool is_valid_utf8(std::string_view text);

// The offset of the first byte that is not part of valid UTF-8 (Unicode, table
// 3-7); the size of `text` if there is none.
std::size_t find_invalid_utf8(std::string_view text);

// Whether `text` has characters of several bytes before the first byte that is
// not part of valid UTF-8.
bool holds_multibyte_character(std::string_view text);

}  // namespace csvimport
