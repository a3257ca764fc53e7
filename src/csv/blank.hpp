#pragma once

// The blanks that trimming drops.

namespace csvimport {

// Whether `byte` is dropped where fields are trimmed: before a field, behind
// it, and between a closing quote and what follows, where it is no text that
// breaks the rules. A byte that belongs to a delimiter is none.
constexpr bool is_blank_byte(char byte) { return byte == ' ' || byte == '\t'; }

}  // namespace csvimport
