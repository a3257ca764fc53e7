#pragma once

// A file that is followed as it grows (--tail).

#include "input/input.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace csvimport {

// Opens the file at `path`. Throws SystemError, and ImportError for what cannot
// be gone on with at a byte of it: what is no regular file, is compressed or in
// another encoding than UTF-8.
std::unique_ptr<Input> open_growing_file(const std::string& path);

// The same; none if that throws.
std::unique_ptr<Input> try_open_growing_file(const std::string& path);

// Whether a line ends behind its first `offset` bytes. Throws SystemError, and
// ImportError where lines seem to end at CR.
bool has_gained_line(Input& file, std::uint64_t offset);

}  // namespace csvimport
