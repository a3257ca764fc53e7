#pragma once

// What the texts of a column's fields are rewritten to before they get a type.

#include "schema/boolean_words.hpp"
#include "schema/column_type.hpp"
#include "schema/date_format.hpp"
#include "schema/number_marks.hpp"
#include "schema/text_ids.hpp"

#include <string>
#include <variant>

namespace csvimport {

// Each text becomes the id that a lookup table has for it.
struct Extraction {
  std::string table;
  // Borrowed; null until they are known, before a pass begins.
  TextIds* ids = nullptr;
};

// None, where a text is taken as it is.
using ValueConversion = std::variant<std::monostate, NumberMarks, BooleanWords,
                                     DateFormat, Extraction>;

inline bool converts(const ValueConversion& conversion) {
  return !std::holds_alternative<std::monostate>(conversion);
}

// Of one for a column: the flag that asks for it, and the type of a column that
// is made for it.
std::string flag_of(const ValueConversion& conversion);
ColumnType type_after(const ValueConversion& conversion);

}  // namespace csvimport
