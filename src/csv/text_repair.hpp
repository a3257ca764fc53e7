#pragma once

// The repair of bytes that are no text, for --lenient.

#include <cstdint>
#include <string>
#include <string_view>

namespace csvimport {

// Appends `text` to `out` with U+FFFD for each NUL and for each maximal piece
// that is no character of UTF-8 (Unicode, section 3.9, "U+FFFD Substitution of
// Maximal Subparts"); `is_converted` says that a byte that could not be decoded
// stands there as append_undecodable() writes it. Returns how many it put.
std::uint64_t append_repaired(std::string_view text, bool is_converted,
                              std::string& out);

}  // namespace csvimport
