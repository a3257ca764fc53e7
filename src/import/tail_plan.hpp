#pragma once

// What is known of a growing file before it is read (--tail).

#include "load/csv_options.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

struct TailPlan {
  std::optional<Resumption> resumption;  // none: it is read from its start
  // Of what was read before, as Input::print() has it; "" if nothing was.
  std::string print;
  // The ledger's last entry of this file, or of one of its name; 0 if there is
  // none.
  std::int64_t entry_id = 0;
  // The path of the file that had this name before, which may still grow; "" if
  // none is known.
  std::string earlier;
  // Why it is read from its start, where another was read before; else "".
  std::string warning;
  // It is such a file: the input that has its name now, and whose table it goes
  // to, right before it.
  std::string later;
};

}  // namespace csvimport
