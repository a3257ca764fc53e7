#pragma once

// What speaks against the encoding that the user named for a text.

#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

// As many bytes of a text's start as encoding_doubt() looks at, at most.
inline constexpr std::size_t kDoubtPeekBytes = std::size_t{64} * 1024;

// The encoding of whose byte-order mark a text begins with, where none in
// `encoding`, a known one, begins so; else "". The marks of UTF-16 are letters
// where a letter is one byte.
std::string contrary_mark(std::string_view start, const std::string& encoding);

// What an error says where a text that begins with `start` is not in
// `encoding`, a known one of two bytes to a letter: it has no NUL bytes as its
// delimiters and line ends would have them. "" if it may be.
std::string contrary_order(std::string_view start, const std::string& encoding);

// What a warning says where a text that begins with `start` seems to be in
// another encoding than `encoding`, a known one: it is valid UTF-8, or has
// control characters where Windows has letters. "" without a doubt.
std::string encoding_doubt(std::string_view start, const std::string& encoding);

}  // namespace csvimport
