#pragma once

// Whether keys ascend, over the rows of all batches.

#include <cstdint>

namespace csvimport {

// The keys of rows that follow each other.
struct KeyRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
  bool is_empty = true;
  bool ascends = true;  // each key is larger than the one before

  void add(std::int64_t key) {
    ascends = ascends && (is_empty || key > last);
    if (is_empty) first = key;
    last = key;
    is_empty = false;
  }
  // Adds the keys of rows that come after these.
  void add(const KeyRange& next) {
    if (next.is_empty) return;
    ascends = ascends && next.ascends && (is_empty || next.first > last);
    if (is_empty) first = next.first;
    last = next.last;
    is_empty = false;
  }
};

}  // namespace csvimport
