#pragma once

// The characters of ASCII.

namespace csvimport {

constexpr bool is_control(char byte) {
  return static_cast<unsigned char>(byte) < ' ' || byte == '\x7F';
}

// Letters that SQLite takes for the same in names, and in texts of NOCASE.
constexpr char ascii_lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a')
                                    : byte;
}

constexpr char ascii_upper(char byte) {
  return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A')
                                    : byte;
}

constexpr bool is_ascii_digit(char byte) { return byte >= '0' && byte <= '9'; }

constexpr bool is_ascii_letter(char byte) {
  const char lower = ascii_lower(byte);
  return lower >= 'a' && lower <= 'z';
}

constexpr bool is_ascii_letter_or_digit(char byte) {
  return is_ascii_letter(byte) || is_ascii_digit(byte);
}

}  // namespace csvimport
