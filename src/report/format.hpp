#pragma once

// Numbers as people read them.

#include <cstdint>
#include <string>
#include <string_view>

namespace csvimport {

// "1,234,567"
std::string with_thousands(std::uint64_t number);
// "1 row", "1,234,567 rows"
std::string with_thousands(std::uint64_t number, std::string_view noun);

// "0.002 s", "12.35 s"
std::string seconds_text(double seconds);

// 2026-11-30 03:00:00 of 2026-11-30T03:00:00.123Z.
std::string moment_text(const std::string& utc);

// "950 rows/s", "16.9 K rows/s", "22.0 M rows/s". A time of 0 counts as a
// nanosecond.
std::string row_rate(std::uint64_t rows, double seconds);

}  // namespace csvimport
