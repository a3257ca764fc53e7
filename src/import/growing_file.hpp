#pragma once

// A file that is followed as it grows (--tail).

#include "input/input.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace csvimport {

// Throws ImportError: lines of the file `name` end at CR.
[[noreturn]] void fail_returns(const std::string& name);

// Opens the file at `path`. Throws SystemError, and ImportError for what cannot
// be gone on with at a byte of it: what is no regular file, is compressed or in
// another encoding than UTF-8.
std::unique_ptr<Input> open_growing_file(const std::string& path);

// The same; none for what cannot be gone on with, or is gone. Throws
// SystemError.
std::unique_ptr<Input> open_if_plain(const std::string& path);

// Whether a line ends behind its first `offset` bytes. Throws SystemError, and
// ImportError where its lines seem to end at CR.
bool has_gained_line(Input& file, std::uint64_t offset);

// Whether the last line of the file at `path` has its end; also if it has no
// line, or is gone. Throws SystemError.
bool ends_in_line_end(const std::string& path);

// What a file is called in the table of those that are followed: its name, in
// the folder that its path leads to.
std::string followed_name(const std::string& path);

}  // namespace csvimport
