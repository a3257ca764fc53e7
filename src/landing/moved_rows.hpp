#pragma once

// What became of rows on their way into the target.

#include "rejects/refused_records.hpp"

#include <cstdint>

namespace csvimport {

// Each of the staged rows was inserted, updated one that was there, was
// ignored, or is refused.
struct MovedRows {
  std::uint64_t inserted = 0;
  std::uint64_t updated = 0;
  std::uint64_t ignored = 0;
  RefusedRecords refused;
};

}  // namespace csvimport
