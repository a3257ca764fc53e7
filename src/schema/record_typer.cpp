#include "schema/record_typer.hpp"

namespace csvimport {

RecordTyper::RecordTyper(const std::vector<Column>& columns,
                         std::vector<std::string> nulls)
    : nulls_(std::move(nulls)), has_spellings_(!nulls_.empty()) {
  rules_.reserve(columns.size());
  for (const Column& column : columns) {
    rules_.push_back({column.type, column.declared, column.open,
                      accepted_by(column.type, column.declared)});
  }
}

RecordTyper::Misfit RecordTyper::inspect(std::span<const Field> fields,
                                         std::span<Evidence> evidence) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Field& field = fields[i];
    const Rule& rule = rules_[i];
    if (rule.type == ColumnType::kText && !rule.open) continue;
    if (is_null(field) || field.begin == field.end) continue;
    if (!rule.declared) {
      add_evidence(field.text(), evidence[i]);
    } else if (!rule.accepted.has(parse_number(field.text()).kind)) {
      return i;
    }
  }
  return std::nullopt;
}

bool RecordTyper::has_declared_numbers() const {
  return std::any_of(rules_.begin(), rules_.end(), [](const Rule& rule) {
    return rule.declared && rule.type != ColumnType::kText;
  });
}

bool RecordTyper::is_null_spelling(std::string_view text) const {
  return std::find(nulls_.begin(), nulls_.end(), text) != nulls_.end();
}

}  // namespace csvimport
