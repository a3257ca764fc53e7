#pragma once

// What is said of a record without an end, or beyond the limit on its size.

#include "csv/batch.hpp"
#include "csv/dialect.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// SQLite's limit on a row (SQLITE_MAX_LENGTH), less what its header may take.
inline constexpr std::size_t kLargestRecord = 1'000'000'000 - 16'384;

// Whether a record, less its line end, has more than `max_bytes`.
bool is_too_long(std::string_view record, LineEnd line_end,
                 std::size_t max_bytes);

// What is wrong with the record that starts in line `line` with `text`: all
// that is left of the file, or more than `max_bytes` of it.
struct Endless {
  // The place of the quote that is open at the end, or at the limit, if there
  // is one: it is the likely cause.
  std::optional<std::size_t> open_quote;
  Defect defect;
};
Endless explain_endless(std::string_view text, std::uint64_t line,
                        const Dialect& dialect, std::size_t max_bytes);

}  // namespace csvimport
