#pragma once

#include <chrono>

namespace csvimport {

// For how long something takes; never set back.
using Clock = std::chrono::steady_clock;

// The seconds that have passed since then.
inline double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace csvimport
