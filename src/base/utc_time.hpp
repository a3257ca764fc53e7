#pragma once

// Times of the clock on the wall, in UTC. It may be set back.

#include <cstdint>
#include <string>

namespace csvimport {

// Nanoseconds since 1970 began.
std::int64_t utc_now_ns();

// 2026-11-30T03:00:00.123Z
std::string utc_text(std::int64_t ns);

}  // namespace csvimport
