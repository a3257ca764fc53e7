#include "import/empty_fields.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "target/default_value.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

namespace csvimport {
namespace {

// A column that is made has its type later; then it makes NULL of an empty text
// if it is numeric.
bool has_room_for_empty_text(const Column& column,
                             const ValueConversion& conversion) {
  // The lookup table has.
  if (std::holds_alternative<Extraction>(conversion)) return true;
  if (column.existing && is_numeric(column.existing->affinity)) return false;
  // '' is no date.
  return !converts(conversion) ||
         std::holds_alternative<NumberMarks>(conversion);
}

std::optional<std::string> default_for_empty(const Column& column,
                                             const ImportJob& job,
                                             const std::string& table) {
  if (!column.existing) return column.default_text;
  try {
    return default_text_of(column);
  } catch (const std::runtime_error& error) {
    throw ImportError(
        {job.target},
        "the default of column " + quoted_for_message(column.name) +
            " of table " + quoted_for_message(table) + ", " +
            quoted_for_message(column.existing->default_sql.value()) + ", " +
            error.what() +
            ", so --empty default cannot have it; leave the column out with "
            "--select, or use --empty null");
  }
}

}  // namespace

void set_empty_fields(const ImportJob& job, const TableSchema& schema,
                      const std::vector<std::unique_ptr<LoadInput>>& inputs) {
  const EmptyRule rule = job.values.empties;
  if (rule == EmptyRule::kByQuotes) return;
  for (std::size_t i = 0; i < schema.columns.size(); ++i) {
    const Column& column = schema.columns[i];
    const bool is_read = std::any_of(
        inputs.begin(), inputs.end(),
        [&](const auto& input) { return input->sources[i].field.has_value(); });
    if (!is_read) continue;
    EmptyField empty;
    if (rule == EmptyRule::kDefault) {
      empty.text = default_for_empty(column, job, schema.table);
    }
    for (const auto& input : inputs) {
      ColumnSource& source = input->sources[i];
      if (!source.field) continue;
      source.empty = empty;
      if (rule == EmptyRule::kText &&
          has_room_for_empty_text(column, source.conversion)) {
        source.empty->text = "";
      }
    }
  }
}

}  // namespace csvimport
