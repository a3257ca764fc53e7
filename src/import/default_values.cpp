#include "import/default_values.hpp"

#include "base/message_text.hpp"
#include "load/value_converter.hpp"
#include "schema/column_type.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"
#include "schema/number_marks.hpp"

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace csvimport {
namespace {

// What else the user may have meant; "" if that is not known.
std::string plain_number_advice(const std::string& text,
                                const ValueOptions& values) {
  std::string plain;
  if (!values.marks ||
      read_marked(text, *values.marks, plain) != MarkedText::kNumber) {
    return "";
  }
  return "; a default is taken as it is written, such as " + plain;
}

void check_is_of_type(ColumnType type, const std::string& text,
                      const ValueOptions& values) {
  if (type == ColumnType::kText ||
      accepted_by(type, true).has(parse_number(text).kind)) {
    return;
  }
  throw std::invalid_argument(
      quoted_for_message(text) + " is no " + std::string(name_of(type)) +
      ", as --type has the column" + plain_number_advice(text, values));
}

// A default is a value, and such a word would be one in each row.
void check_is_no_clock(const std::string& text) {
  for (const char* const word :
       {"CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"}) {
    if (!same_name(text, word)) continue;
    throw std::invalid_argument(
        quoted_for_message(text) +
        " would be this text in each row, and not the time; a table that is "
        "made before, by SQL, can have such a default");
  }
}

}  // namespace

std::string default_value(const std::string& name, const std::string& text,
                          const ValueOptions& values) {
  const auto is_named = [&](const auto& of_column) {
    return same_name(of_column.first, name);
  };
  const auto conversion = std::find_if(values.conversions.begin(),
                                       values.conversions.end(), is_named);
  if (conversion != values.conversions.end() &&
      !std::holds_alternative<Extraction>(conversion->second)) {
    return converted_text(text, conversion->second);
  }
  const auto type =
      std::find_if(values.types.begin(), values.types.end(), is_named);
  if (type != values.types.end()) {
    check_is_of_type(type->second, text, values);
  } else {
    check_is_no_clock(text);
  }
  return text;
}

}  // namespace csvimport
