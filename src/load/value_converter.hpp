#pragma once

// The step between a record's fields and its typed values that rewrites what
// the user has asked to: yes to 1, 31.12.2025 to 2025-12-31, a text to its id,
// an empty field to a default, and 1.234,56 to 1234.56 for a table that exists.

#include "csv/field_splitter.hpp"
#include "load/load_plan.hpp"
#include "schema/record_typer.hpp"
#include "schema/text_ids.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace csvimport {

// The constant of the source, which has one, as the conversion makes it for the
// column: once for all records.
std::string converted_constant(const ColumnSource& source,
                               const Column& column);

// A text of its own, as the conversion, which is for dates or booleans, makes
// it of a field. Throws std::invalid_argument with the reason why it cannot.
std::string converted_text(std::string text, const ValueConversion& conversion);

// Converts the fields of one record after the other; one thread at a time. Is
// idle where the plan asks for nothing.
class ValueConverter {
 public:
  // Copies what it needs of the plan, and tells the typer of what it is to
  // expect: what that reads as it is, is no matter of the converter.
  ValueConverter(const LoadPlan& plan, RecordTyper& typer);

  // Whether there is anything to convert.
  [[nodiscard]] bool is_idle() const { return columns_.empty(); }

  // A value that cannot be converted, which makes its record bad.
  struct Failure {
    std::size_t column = 0;
    std::string reason;
  };

  // Replaces those of `fields`, one per column, that are to be converted, up to
  // the first that cannot be. They point into this object then, until the next
  // call. A NULL, as the typer knows it, stays one, unless it is an empty field
  // for which the plan has another value.
  std::optional<Failure> convert(std::span<Field> fields,
                                 const RecordTyper& typer);

 private:
  friend std::string converted_text(std::string text,
                                    const ValueConversion& conversion);

  struct Converted {
    std::size_t column;
    ValueConversion conversion;
    std::optional<EmptyField> empty;
    std::string text = {};                          // of the record in hand
    std::optional<TextIdCache> ids = std::nullopt;  // if it becomes one
  };

  // Each gives the reason why `field` cannot be converted, if it cannot.
  static std::optional<std::string> convert_field(Field& field, Converted& to);
  static std::optional<std::string> convert_number(Field& field,
                                                   const NumberMarks& marks,
                                                   Converted& to);
  static std::optional<std::string> convert_boolean(Field& field,
                                                    const BooleanWords& words,
                                                    Converted& to);
  static std::optional<std::string> convert_date(Field& field,
                                                 const DateFormat& format,
                                                 Converted& to);
  // There is an id for any text.
  static void convert_to_id(Field& field, Converted& to);

  std::vector<Converted> columns_;
};

}  // namespace csvimport
