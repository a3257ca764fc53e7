#pragma once

// What the texts of a column's fields are rewritten to before they get a type.

#include "schema/number_marks.hpp"

#include <variant>

namespace csvimport {

// None, where a text is taken as it is.
using ValueConversion = std::variant<std::monostate, NumberMarks>;

inline bool converts(const ValueConversion& conversion) {
  return !std::holds_alternative<std::monostate>(conversion);
}

}  // namespace csvimport
