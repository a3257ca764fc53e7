#include "import/earlier_rows.hpp"

#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "schema/value_kind.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>

#include <cstddef>
#include <string>
#include <vector>

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

// An import may be meant to bring a part.
bool brings_part(const ImportJob& job) {
  return !job.columns.select.empty() ||
         job.landing.on_conflict == OnConflict::kUpdate;
}

void warn_of_lacking(const std::vector<std::string>& columns,
                     const TargetTable& existing, const TableSource& reader) {
  if (columns.empty()) return;
  spdlog::warn(
      "{}: has no {} {}, which the last rows of table {} have values in; "
      "--select with the file's columns says that this is meant",
      reader.first_name(), columns.size() == 1 ? "column" : "columns",
      quoted_for_message(columns), quoted_for_message(existing.name));
}

void warn_of_moments(const std::vector<std::size_t>& places,
                     const TargetTable& existing, TableSource& reader) {
  if (places.empty()) return;
  const std::vector<LikelyConversion> likely = reader.likely_moments(places);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::string& column = reader.schema().columns[places[i]].name;
    const std::string advice = likely[i].advice(column, ValueKind::kMoment);
    if (advice.empty()) continue;
    spdlog::warn(
        "{}: column {} has dates of another form than the last rows of table "
        "{}{}",
        reader.first_name(), quoted_for_message(column),
        quoted_for_message(existing.name), advice);
  }
}

}  // namespace

void compare_with_earlier_rows(const ImportJob& job, Connection& connection,
                               const TargetTable& existing,
                               TableSource& reader) {
  const std::vector<EarlierValues> values = connection.translate(
      [&] { return values_of(connection.database(), existing); });
  const std::vector<std::string> given = column_names_of(reader.schema());
  std::vector<std::string> lacking;
  std::vector<std::size_t> moments;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const TargetColumn& column = existing.columns[i];
    if (!values[i].has_any) continue;
    const auto place = find_name(column.name, given);
    if (!place && !column.default_sql && column.takes != TypeRule::kRowid) {
      lacking.push_back(column.name);
    }
    if (place && values[i].are_moments && !is_numeric(column.affinity) &&
        !reader.converts(*place)) {
      moments.push_back(*place);
    }
  }
  if (!brings_part(job)) warn_of_lacking(lacking, existing, reader);
  warn_of_moments(moments, existing, reader);
}

}  // namespace csvimport
