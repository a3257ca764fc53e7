#pragma once

// Characters that nobody sees: blanks that look like the space, controls, and
// those without any width.

#include <cstddef>
#include <string_view>

namespace csvimport {

// The size, in bytes, of the invisible character of UTF-8 that `text` starts
// with; 0 if it starts with none. They are the no-break and other spaces but
// the ideographic one, the C1 control characters, the soft hyphen, the
// zero-width space, the marks and ends of directions, the line and paragraph
// separators, the word joiner and the byte-order mark. Not those that join
// letters: they change how words look.
std::size_t invisible_size(std::string_view text);

// The same for the invisible character that `text` ends with.
std::size_t last_invisible_size(std::string_view text);

// As invisible_size(), of a character that joins or parts letters, U+200C or
// U+200D: nobody sees it where a text begins or ends.
std::size_t joiner_size(std::string_view text);

}  // namespace csvimport
