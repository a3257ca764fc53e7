#include "import/table_source.hpp"

#include "schema/names.hpp"

namespace csvimport {

void TableSource::want_keys_of(const TargetTable& table) {
  for (const TargetColumn& target : table.columns) {
    if (target.takes != TypeRule::kRowid || !target.is_not_null) continue;
    for (Column& column : schema_.columns) {
      column.not_null |= same_name(column.name, target.name);
    }
  }
}

void TableSource::judge_by(const TargetTable& table) {
  schema_.primary_key = table.primary_key;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    Column& column = schema_.columns[i];
    column.not_null |= table.columns[i].is_not_null;
    if (find_name(column.name, table.primary_key)) {
      column.type = ColumnType::kInteger;
    }
  }
}

}  // namespace csvimport
