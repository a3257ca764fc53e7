#include "load/unfit_reason.hpp"

#include "base/shell_flag.hpp"
#include "load/record_advice.hpp"
#include "schema/kept_digits.hpp"
#include "schema/named_value.hpp"
#include "schema/number_marks.hpp"

#include <optional>

namespace csvimport {
namespace {

std::string_view problem_with(ColumnType type, std::string_view text) {
  return type == ColumnType::kInteger ? " is not a 64-bit integer"
                                      : no_number_reason(text);
}

// The same of a column of a table that exists.
std::string_view refusal_by(const ExistingColumn& column) {
  if (column.takes == TypeRule::kRowid) {
    return ": not an integer, as the table's key is";
  }
  return column.affinity == Affinity::kReal
             ? ": not a number, as a STRICT table has it"
             : ": not an integer, as a STRICT table has it";
}

}  // namespace

std::string_view no_number_reason(std::string_view text) {
  const bool looks_like_one =
      text.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
      text.find_first_of("0123456789") != std::string_view::npos;
  return looks_like_one ? " is not a number that REAL keeps as it is"
                        : " is not a number";
}

std::string unfit_reason(std::string_view text, std::size_t place,
                         const Column& column, const RecordTyper& typer,
                         bool offers_marks) {
  if (const auto number = typer.lossy_number(text, place)) {
    return " would become " + number_text(*number) +
           ", as the table's column has " +
           std::string(name_of(column.existing->affinity)) + " affinity; " +
           flag("--coerce", option_list({column.name})) +
           " takes it so, and a new table, by --if-exists replace " +
           flag("--type", option_name(column.name) + "=TEXT") + ", keeps it";
  }
  if (column.existing && typer.is_of_declared_type(text, place)) {
    return std::string(refusal_by(*column.existing));
  }
  const std::optional<std::string> plain = typer.plain_number(text, place);
  if (!plain) return " is not a number by " + flags_of(typer.marks(place));
  return std::string(problem_with(column.type, *plain)) +
         (offers_marks ? marks_advice(text) : "");
}

}  // namespace csvimport
