#include "schema/value_conversion.hpp"

namespace csvimport {

std::string flag_of(const ValueConversion& /*conversion*/) {
  return "--boolean";
}

ColumnType type_after(const ValueConversion& /*conversion*/) {
  return ColumnType::kInteger;
}

}  // namespace csvimport
