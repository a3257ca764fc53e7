#pragma once

// The byte-order marks that records start with where a file was appended to
// another: no part of them.

#include "input/encoding.hpp"

#include <string_view>

namespace csvimport {

// A record, or what starts with one, behind its marks.
inline std::string_view without_byte_order_marks(std::string_view record) {
  while (record.starts_with(kByteOrderMark)) {
    record.remove_prefix(kByteOrderMark.size());
  }
  return record;
}

}  // namespace csvimport
