#include "schema/value_conversion.hpp"

namespace csvimport {

std::string flag_of(const ValueConversion& conversion) {
  if (std::holds_alternative<Extraction>(conversion)) return "--extract";
  const auto* const date = std::get_if<DateFormat>(&conversion);
  if (date == nullptr) return "--boolean";
  return date->result() == DateFormat::Result::kDate ? "--date" : "--datetime";
}

ColumnType type_after(const ValueConversion& conversion) {
  return std::holds_alternative<DateFormat>(conversion) ? ColumnType::kText
                                                        : ColumnType::kInteger;
}

}  // namespace csvimport
