#pragma once

// The encodings that a text may come in: their names, their marks, and the
// bytes that are none of their characters.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// The name by which EncodingSource takes the encoding `name`: itself, if iconv
// spells it so or it is UTF-8 in any spelling; else that of iconv for what
// Windows, Python, ICU and others call it, such as LATIN1 for latin_1. None if
// it is not known.
std::optional<std::string> known_encoding(const std::string& name);

// Whether `name` is UTF-8, in any spelling.
bool is_utf8_name(std::string_view name);

// How many bytes one more letter takes in `encoding`, a known one. In UTF-16,
// one byte alone cannot be skipped, or all that follows would be read out of
// step.
std::size_t unit_bytes_of(const std::string& encoding);

// "0xE9"
std::string hex_byte(char byte);

// The byte-order mark of UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// As many bytes of a text's start as encoding_of_mark() needs.
inline constexpr std::size_t kMarkPeekBytes = 8;

// The encoding, UTF-16 or UTF-32 in either byte order, whose byte-order mark
// `start` begins with; "" without one. `start` is as long as above unless it is
// the whole text.
std::string encoding_of_mark(std::string_view start);

// The encoding that `name` means for a text that begins with `start`: UTF-16
// and UTF-32 without a byte order have that of the text's mark, or little
// endian.
std::string with_byte_order(const std::string& name, std::string_view start);

// Appends what stands in converted text for a byte that could not be decoded:
// two bytes, 0xF8 | byte >> 6 and 0x80 | byte & 0x3F, which no UTF-8 has.
void append_undecodable(std::string& text, char byte);

// The byte that the start of converted text stands for, if it stands for one.
std::optional<char> undecodable_byte(std::string_view text);

// Says what is wrong with a text that is not valid UTF-8 from `text` on, and
// the way out: "byte 0xE9 is not valid UTF-8; ...". `encoding` is what it was
// converted from, "" if it was not, and then `is_utf8` if the file is that
// elsewhere: what to do then is up to the caller.
std::string invalid_byte_problem(std::string_view text,
                                 const std::string& encoding,
                                 bool is_utf8 = false);

}  // namespace csvimport
