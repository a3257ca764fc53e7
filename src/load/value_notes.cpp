#include "load/value_notes.hpp"

#include "base/message_text.hpp"
#include "load/record_advice.hpp"
#include "schema/value_kind.hpp"

#include <optional>

namespace csvimport {

std::string_view NotedValues::text(std::size_t column) const {
  const ColumnSource& source = plan.sources[column];
  if (source.field && !(source.empty && fields[*source.field].text().empty())) {
    return fields[*source.field].text();
  }
  return columns[column].text();
}

bool NotedValues::is_quoted(std::size_t column) const {
  const std::optional<std::size_t> field = plan.sources[column].field;
  return field && fields[*field].quoted;
}

void note_texts(const NotedValues& values, const RecordTyper& typer,
                BatchReport& report) {
  const LoadPlan& plan = values.plan;
  report.texts.resize(plan.schema.columns.size());
  for (const std::size_t column : typer.texts()) {
    // A date is a text by the user's wish.
    const ValueConversion& conversion = plan.sources[column].conversion;
    if (std::holds_alternative<DateFormat>(conversion)) continue;
    ColumnTexts& texts = report.texts[column];
    const std::string_view text = values.text(column);
    const ExistingColumn& existing = *plan.schema.columns[column].existing;
    const ValueKind kind = existing.values;
    if (kind == ValueKind::kMoment && is_iso_moment(text)) {
      texts.conversion.add_iso_moment();
      continue;
    }
    if (kind != ValueKind::kAny || existing.affinity == Affinity::kInteger) {
      texts.conversion.add_text(text, kind);
    }
    if (++texts.count > 1) continue;
    texts.first = {plan.names.input, values.line};
    texts.shown = quoted_for_message(text);
    if (!converts(conversion)) texts.advice = marks_advice(text);
  }
}

void note_inspected(const NotedValues& values, const RecordTyper& typer,
                    BatchReport& report) {
  report.strays.resize(values.plan.schema.columns.size());
  for (const auto& [column, kind] : typer.inspected()) {
    ColumnStrays& strays = report.strays[column];
    if (kind != NumberKind::kNone) {
      strays.add_number(values.text(column), kind);
    } else {
      strays.add_text(values.text(column), values.is_quoted(column),
                      values.plan.names.input, values.line);
    }
  }
}

}  // namespace csvimport
