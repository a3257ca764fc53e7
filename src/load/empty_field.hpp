#pragma once

// What the user wants empty fields to become.

#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

// Of all columns.
enum class EmptyRule : std::uint8_t {
  kByQuotes,  // NULL, or in quotes an empty text where a column has room for it
  kNull,      // NULL
  kDefault,   // the column's default, or NULL
  kText,      // an empty text where a column has room for it, or NULL
};

// Of one column, in quotes or not.
struct EmptyField {
  std::optional<std::string> text = {};  // a value of its own; none: NULL
};

}  // namespace csvimport
