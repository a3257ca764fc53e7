#pragma once

// What stands before the data of a gzip member (RFC 1952, section 2.3):
//
//   +----+----+----+-------+-------+-----+----+-...-+-...-+---------+-...-+
//   | 1F | 8B | 08 | flags | mtime | XFL | OS |extra|name |comment  | CRC |
//   +----+----+----+-------+-------+-----+----+-...-+-...-+---------+-...-+
//      1    1    1     1       4      1    1    each of these by its flag
//
// extra: its size, in 2 bytes, and the bytes; name and comment: up to a 0; CRC:
// the lower 2 bytes of the CRC-32 of all before it.

#include "input/block_input.hpp"

#include <string>

namespace csvimport {

// Takes it from `input`. Throws SystemError, naming the input `name`, where it
// is damaged or ends too early, and whatever `input` throws.
void take_gzip_header(BlockInput& input, const std::string& name);

}  // namespace csvimport
