#pragma once

// What is known of a growing file before it is read (--tail).

#include "ledger/tails.hpp"

#include <optional>
#include <string>

namespace csvimport {

struct TailPlan {
  std::optional<TailState> state;  // that it goes on at; none: at its start
  // It is a file that was rotated away: the input that had its name, and whose
  // table it goes to, right before it.
  std::string later;
};

}  // namespace csvimport
