#include "foreign_keys/child_losses.hpp"

#include "base/message_text.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace csvimport {
namespace {

std::string reset_value_of(SQLite::Database& database, const std::string& table,
                           const std::string& column) {
  SQLite::Statement find(database,
                         "SELECT dflt_value FROM pragma_table_info(?1, 'main') "
                         "WHERE name = ?2 COLLATE NOCASE AND dflt_value IS NOT "
                         "NULL");
  find.bind(1, table);
  find.bind(2, column);
  return find.executeStep() ? '(' + find.getColumn(0).getString() + ')'
                            : "NULL";
}

// Rows that still have what the action sets anew.
std::string unset_condition(SQLite::Database& database,
                            const Reference& reference) {
  std::string condition;
  for (const std::string& column : reference.key.columns) {
    const bool has_default = reference.key.on_delete == "SET DEFAULT";
    condition +=
        (condition.empty() ? "" : " AND ") + quote_identifier(column) +
        " IS NOT " +
        (has_default ? reset_value_of(database, reference.child, column)
                     : "NULL");
  }
  return condition;
}

}  // namespace

void ChildLosses::watch(const std::vector<std::string>& parents,
                        const std::vector<std::string>& emptied) {
  std::vector<std::string> losing = parents;
  for (std::size_t i = 0; i < losing.size(); ++i) {
    const std::string parent = losing[i];
    for (const auto& reference : references_to(database_, parent)) {
      const auto& [child, key] = reference;
      if (find_name(child, emptied)) continue;
      if (key.on_delete == "CASCADE") {
        watch({child, "", key.on_delete, "1"});
        if (!find_name(child, losing)) losing.push_back(child);
      } else if (key.on_delete.starts_with("SET")) {
        watch({child, quoted_for_message(key.columns), key.on_delete,
               unset_condition(database_, reference)});
      }
    }
  }
}

void ChildLosses::watch(Watched watched) {
  const bool is_known =
      std::any_of(watched_.begin(), watched_.end(), [&](const Watched& other) {
        return other.table == watched.table &&
               other.condition == watched.condition;
      });
  if (is_known) return;
  watched.rows = count(watched);
  watched_.push_back(std::move(watched));
}

std::uint64_t ChildLosses::count(const Watched& watched) const {
  return static_cast<std::uint64_t>(
      database_
          .execAndGet("SELECT count(*) FROM " + main_name(watched.table) +
                      " WHERE " + watched.condition)
          .getInt64());
}

std::vector<std::string> ChildLosses::sentences(
    const std::function<std::optional<std::uint64_t>(const std::string& table)>&
        inserted) const {
  std::vector<std::string> sentences;
  for (const Watched& watched : watched_) {
    const bool is_set = !watched.columns.empty();
    const std::optional<std::uint64_t> came = inserted(watched.table);
    if (is_set && came) continue;
    const std::uint64_t before = watched.rows + came.value_or(0);
    const std::uint64_t rows = count(watched);
    if (rows >= before) continue;
    // Several may have made way for one that came.
    sentences.push_back(
        (came ? "up to " : "") + counted(before - rows, "row") + " of table " +
        quoted_for_message(watched.table) +
        (is_set ? " lost " + watched.columns : std::string(" went")) +
        " with rows that they referred to (ON DELETE " + watched.action + ')');
  }
  return sentences;
}

}  // namespace csvimport
