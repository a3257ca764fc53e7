#include "landing/keyless_rows.hpp"

#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"
#include "target/staged_rows.hpp"
#include "target/unique_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <vector>

namespace csvimport {
namespace {

// The one that conflicts are about; empty if that may be several.
std::vector<std::string> only_key(SQLite::Database& database,
                                  const TableTask& task) {
  if (!task.key.empty()) return task.key;
  const std::vector<UniqueKey> keys =
      unique_keys_of(database, task.schema.table);
  const bool is_usable = keys.size() == 1 && !keys.front().has_expressions;
  return is_usable ? keys.front().columns : std::vector<std::string>();
}

// Whether a row comes without a value for the column. SQLite gives it one if
// the column is the rowid.
bool may_lack(const std::string& column, const TableTask& task) {
  if (task.in_database && !task.makes_table()) {
    const auto place = find_name(column, task.in_database->column_names());
    if (place) {
      const TargetColumn& there = task.in_database->columns[*place];
      return there.takes == TypeRule::kRowid || !there.is_not_null;
    }
  }
  const auto place = find_name(column, column_names_of(task.schema));
  return place && !task.schema.columns[*place].not_null &&
         !find_name(column, task.schema.primary_key);
}

}  // namespace

std::string keyless_rows(SQLite::Database& database, const TableTask& task) {
  if (task.on_conflict == OnConflict::kAbort || task.rows == 0) return "";
  const std::vector<std::string> key = only_key(database, task);
  std::string lacks;
  for (const std::string& column : key) {
    if (!may_lack(column, task)) continue;
    const auto staged = staged_column(task.staged, task.schema, column);
    lacks +=
        (lacks.empty() ? "" : " OR ") + staged.value_or("NULL") + " IS NULL";
  }
  if (lacks.empty()) return "";
  const std::int64_t rows =
      database
          .execAndGet("SELECT count(*) FROM " + staged_rows(task) + " WHERE " +
                      lacks)
          .getInt64();
  if (rows == 0) return "";
  return counted(static_cast<std::uint64_t>(rows), "row") + " of table " +
         quoted_for_message(task.schema.table) +
         (rows == 1 ? " has" : " have") + " no value for " +
         quoted_for_message(key) +
         ", by which --on-conflict finds rows that are there: each import "
         "adds them once more; " +
         flag("--not-null", option_list(key)) + " makes such records bad";
}

}  // namespace csvimport
