#pragma once

// The encodings that a text may come in: their names, their marks, and the
// bytes that are none of their characters.

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// Whether EncodingSource takes `name`, an encoding as iconv spells it, or UTF-8
// in any spelling.
bool is_known_encoding(const std::string& name);

// Whether `name` is UTF-8, in any spelling.
bool is_utf8_name(std::string_view name);

// As many bytes of a text's start as encoding_of_mark() needs.
inline constexpr std::size_t kMarkPeekBytes = 8;

// The encoding, UTF-16 or UTF-32 in either byte order, whose byte-order mark
// `start` begins with; "" without one. `start` is as long as above unless it is
// the whole text.
std::string encoding_of_mark(std::string_view start);

// Appends what stands in converted text for a byte that could not be decoded:
// two bytes, 0xF8 | byte >> 6 and 0x80 | byte & 0x3F, which no UTF-8 has.
void append_undecodable(std::string& text, char byte);

// The byte that the start of converted text stands for, if it stands for one.
std::optional<char> undecodable_byte(std::string_view text);

// Says what is wrong with a text that is not valid UTF-8 from `text` on, and
// the way out: "byte 0xE9 is not valid UTF-8; ...". `encoding` is what it was
// converted from, "" if it was not.
std::string invalid_byte_problem(std::string_view text,
                                 const std::string& encoding);

}  // namespace csvimport
