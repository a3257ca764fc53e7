#pragma once

// What escapes stand for as C, MySQL and PostgreSQL's COPY write them.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

struct EscapedByte {
  char byte = 0;
  std::size_t size = 0;  // of what stands for it, behind the escape
};

// The byte that the text behind an escape stands for; nullopt if its first
// character is literal:
//
//   b f n r t v   as in C
//   Z             0x1A, as MySQL writes it
//   0             NUL, whatever follows: MySQL writes it before digits too
//   1 to 7        with up to two more octal digits, the byte of that number
//   x             with one or two hexadecimal digits, the byte of that number
//
// NUL becomes 0xFC, and a byte from 0xF8 on 0xFD: neither stands in UTF-8, nor
// means anything to those who split the record.
std::optional<EscapedByte> c_escape(std::string_view text);

// Why a field is no text, which was one before its escapes were put in.
std::optional<std::string> escape_problem(std::string_view field);

}  // namespace csvimport
