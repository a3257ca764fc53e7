#include "import/earlier_rows.hpp"

#include "schema/names.hpp"
#include "schema/value_kind.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

// By taste: enough to tell, and a page or two to read.
constexpr int kRowsLookedAt = 20;

// What one column has there.
struct EarlierValues {
  bool has_any = false;
  bool are_moments = true;

  void add(const SQLite::Column& value) {
    if (value.isNull()) return;
    has_any = true;
    are_moments &= value.isText() && is_iso_moment(value.getString());
  }
};

std::vector<EarlierValues> values_of(SQLite::Database& database,
                                     const TargetTable& table) {
  const std::vector<std::string> names = table.column_names();
  const auto rowid = table.has_rowid ? rowid_name(names) : std::nullopt;
  SQLite::Statement rows(
      database, "SELECT " + quoted_list(names) + " FROM " +
                    main_name(table.name) +
                    (rowid ? " ORDER BY " + *rowid + " DESC" : "") + " LIMIT " +
                    std::to_string(kRowsLookedAt));
  std::vector<EarlierValues> values(names.size());
  while (rows.executeStep()) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      values[i].add(rows.getColumn(static_cast<int>(i)));
    }
  }
  return values;
}

}  // namespace

EarlierRows look_at_earlier_rows(Connection& connection,
                                 const TargetTable& existing,
                                 const TableSchema& schema) {
  const std::vector<EarlierValues> values = connection.translate(
      [&] { return values_of(connection.database(), existing); });
  const std::vector<std::string> given = column_names_of(schema);
  EarlierRows rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const TargetColumn& column = existing.columns[i];
    if (!values[i].has_any) continue;
    const auto place = find_name(column.name, given);
    if (!place && !column.default_sql && column.takes != TypeRule::kRowid) {
      rows.lacking.push_back(column.name);
    }
    if (place && values[i].are_moments && !is_numeric(column.affinity)) {
      rows.moments.push_back(*place);
    }
  }
  return rows;
}

}  // namespace csvimport
