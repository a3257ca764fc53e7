#pragma once

// How far a growing file has been read, as the ledger keeps it: JSON, in the
// column `tail`.

#include "load/csv_options.hpp"

#include <cstdint>
#include <string>

namespace csvimport {

struct TailState {
  Resumption resumption;
  // Which file it was.
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  // The path of the file that had its name before; "" if none had, or its
  // path, which JSON cannot hold, is not UTF-8.
  std::string earlier;
};

std::string to_json(const TailState& state);

// What to_json() has made of it. Throws std::invalid_argument for anything
// else.
TailState tail_state_of(const std::string& json);

}  // namespace csvimport
