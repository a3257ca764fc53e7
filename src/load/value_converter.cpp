#include "load/value_converter.hpp"

#include "base/message_text.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace csvimport {
namespace {

// Whether numbers are read there, if only to see that all values are some.
bool reads_numbers(const Column& column) {
  const bool is_declared_so =
      column.declared && column.type != ColumnType::kText;
  if (column.existing) {
    return is_declared_so || is_numeric(column.existing->affinity);
  }
  return !column.declared || is_declared_so;
}

// The marks that the values of the column are rewritten from. In a new table
// the typer reads them as they are.
const NumberMarks* marks_to_rewrite(const ColumnSource& source,
                                    const Column& column) {
  const bool rewrites = column.existing && reads_numbers(column);
  return rewrites ? std::get_if<NumberMarks>(&source.conversion) : nullptr;
}

bool keeps_texts(const Column& column) {
  return column.existing ? !is_numeric(column.existing->affinity)
                         : column.type == ColumnType::kText;
}

bool keeps_integers(const Column& column) {
  if (!column.existing) return column.type == ColumnType::kInteger;
  const Affinity affinity = column.existing->affinity;
  return !column.declared &&
         (affinity == Affinity::kInteger || affinity == Affinity::kNumeric ||
          affinity == Affinity::kBlob);
}

// Whether the typer reads the moments or words of the column as they are.
bool are_typed(const ColumnSource& source, const Column& column) {
  if (!source.field || source.empty) return false;
  return std::holds_alternative<DateFormat>(source.conversion)
             ? keeps_texts(column)
             : std::holds_alternative<BooleanWords>(source.conversion) &&
                   keeps_integers(column);
}

// A number as SQL writes it, with another decimal mark.
std::string with_decimal_mark(std::string number, char mark) {
  std::replace(number.begin(), number.end(), '.', mark);
  return number;
}

// Lets the field be `text`, which is never a spelling of NULL.
void set_text(Field& field, std::string& text) {
  field = {text.data(), text.data() + text.size(), true};
}

}  // namespace

std::string converted_constant(const ColumnSource& source,
                               const Column& column) {
  const std::string& text = source.constant.value();
  const NumberMarks* const marks = marks_to_rewrite(source, column);
  if (marks == nullptr) return text;
  std::string plain;
  // Of one that is misplaced, such a column does not come to be.
  return read_marked(text, *marks, plain) == MarkedText::kNumber ? plain : text;
}

std::string converted_text(std::string text,
                           const ValueConversion& conversion) {
  if (text.empty()) {
    throw std::invalid_argument("an empty text is no value for " +
                                flag_of(conversion));
  }
  Field field;
  set_text(field, text);
  ValueConverter::Converted to{0, conversion, std::nullopt};
  if (const auto reason = ValueConverter::convert_field(field, to)) {
    throw std::invalid_argument(*reason);
  }
  return std::string(field.text());
}

ValueConverter::ValueConverter(const LoadPlan& plan, RecordTyper& typer) {
  for (std::size_t i = 0; i < plan.sources.size(); ++i) {
    const ColumnSource& source = plan.sources[i];
    const Column& column = plan.schema.columns[i];
    Converted to{i, source.conversion, source.empty};
    const auto* const marks = std::get_if<NumberMarks>(&source.conversion);
    if (marks != nullptr && marks_to_rewrite(source, column) == nullptr) {
      to.conversion = {};
      if (reads_numbers(column)) typer.expect(i, *marks);
      if (column.declared && reads_numbers(column) && to.empty &&
          to.empty->text) {
        to.empty->text = with_decimal_mark(*to.empty->text, marks->decimal);
      }
    }
    if (are_typed(source, column)) {
      typer.expect(i, source.conversion);
      to.conversion = {};
    }
    // A constant has been converted.
    if (!source.field || !(converts(to.conversion) || to.empty)) continue;
    if (const auto* ids = std::get_if<Extraction>(&to.conversion)) {
      to.ids.emplace(*ids->ids);
    }
    columns_.push_back(std::move(to));
  }
}

std::optional<ValueConverter::Failure> ValueConverter::convert(
    std::span<Field> fields, const RecordTyper& typer) {
  for (Converted& to : columns_) {
    Field& field = fields[to.column];
    if (to.empty && field.is_given_empty()) {
      field.quoted = to.empty->text.has_value();
      if (to.empty->text) set_text(field, *to.empty->text);
      // Another text that stands for an empty field is an id already.
      if (to.ids && to.empty->text == "") convert_to_id(field, to);
      continue;
    }
    if (typer.is_null(field) || !converts(to.conversion)) continue;
    if (auto reason = convert_field(field, to)) {
      return Failure{to.column, *std::move(reason)};
    }
  }
  return std::nullopt;
}

std::optional<std::string> ValueConverter::convert_field(Field& field,
                                                         Converted& to) {
  if (const auto* const marks = std::get_if<NumberMarks>(&to.conversion)) {
    return convert_number(field, *marks, to);
  }
  if (to.ids) {
    convert_to_id(field, to);
    return std::nullopt;
  }
  if (field.begin == field.end) {
    field.quoted = false;  // in quotes, but only text can be empty
    return std::nullopt;
  }
  if (const auto* const format = std::get_if<DateFormat>(&to.conversion)) {
    return convert_date(field, *format, to);
  }
  return convert_boolean(field, std::get<BooleanWords>(to.conversion), to);
}

std::optional<std::string> ValueConverter::convert_number(
    Field& field, const NumberMarks& marks, Converted& to) {
  const std::string_view text = field.text();
  switch (read_marked(text, marks, to.text)) {
    case MarkedText::kAsItIs:
      return std::nullopt;
    case MarkedText::kNumber:
      set_text(field, to.text);
      return std::nullopt;
    case MarkedText::kMisplaced:
      break;
  }
  return quoted_for_message(text) + " is not a number by " + flags_of(marks);
}

std::optional<std::string> ValueConverter::convert_boolean(
    Field& field, const BooleanWords& words, Converted& to) {
  const std::string_view text = field.text();
  const std::optional<bool> value = read_boolean(text, words);
  if (!value) return boolean_problem(text, words);
  to.text = *value ? "1" : "0";
  set_text(field, to.text);
  return std::nullopt;
}

std::optional<std::string> ValueConverter::convert_date(
    Field& field, const DateFormat& format, Converted& to) {
  const std::string_view text = field.text();
  if (!format.read(text, to.text)) return format.problem_of(text);
  set_text(field, to.text);
  return std::nullopt;
}

void ValueConverter::convert_to_id(Field& field, Converted& to) {
  to.text = std::to_string(to.ids->id_of(field.text()));
  set_text(field, to.text);
}

}  // namespace csvimport
