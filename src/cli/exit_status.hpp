#pragma once

// How a run ends, for the scripts that call it. A run that a signal ended has
// the status 128 + the signal's number.

namespace csvimport {

inline constexpr int kExitDone = 0;
inline constexpr int kExitBadData = 1;
inline constexpr int kExitUsage = 2;
inline constexpr int kExitRejects = 3;
inline constexpr int kExitSystem = 4;
inline constexpr int kExitSignal = 128;

}  // namespace csvimport
