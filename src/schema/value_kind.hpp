#pragma once

// What a declared type says of the values that belong into its column, where it
// has no more of them than NUMERIC affinity for SQLite.

#include <cstdint>
#include <string_view>

namespace csvimport {

enum class ValueKind : std::uint8_t {
  kAny,
  kMoment,  // as DATE, TIME, DATETIME and TIMESTAMP are declared for
  kTruth,   // as BOOLEAN is
};

ValueKind kind_of_values(std::string_view declared_type);

// Whether the text is a day, a time or both, as ISO 8601 writes them and SQLite
// reads: 2025-12-31, 13:05, 2025-12-31T13:05:00.5+01:00, with a blank as well.
bool is_iso_moment(std::string_view text);

}  // namespace csvimport
