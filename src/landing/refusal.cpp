#include "landing/refusal.hpp"

#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <optional>
#include <set>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::string_view kSeparator = ", ";

// What stands behind the words that SQLite puts before names of columns; all of
// the message if there are none.
std::string_view names_in(std::string_view message) {
  for (const std::string_view before : {" constraint failed: ", " column "}) {
    const std::size_t at = message.find(before);
    if (at != message.npos) return message.substr(at + before.size());
  }
  return message;
}

// Whether `list` begins with that item.
bool starts_with_item(std::string_view list, std::string_view item) {
  if (!same_name(list.substr(0, item.size()), item)) return false;
  const std::string_view rest = list.substr(item.size());
  return rest.empty() || rest.starts_with(kSeparator);
}

}  // namespace

bool is_refusal(int code) {
  const int primary = code & 0xFF;
  // An expression that fails is SQLITE_ERROR: what else is would have shown
  // when the statement was compiled.
  return primary == SQLITE_CONSTRAINT || primary == SQLITE_MISMATCH ||
         primary == SQLITE_TOOBIG || primary == SQLITE_ERROR;
}

RefusalReasons::RefusalReasons(TargetDatabase& database, const TableTask& task)
    : database_(database), task_(task) {
  database_.attempt([&] { read_foreign_keys(); });
}

void RefusalReasons::read_foreign_keys() {
  SQLite::Statement list(
      database_.connection(),
      "SELECT id, \"table\", \"from\", \"to\" FROM "
      "pragma_foreign_key_list(?1, 'main') ORDER BY id, seq");
  list.bind(1, task_.schema.table);
  std::optional<int> last;
  while (list.executeStep()) {
    const int id = list.getColumn(0).getInt();
    if (last != id) foreign_keys_.emplace_back();
    last = id;
    ForeignKey& key = foreign_keys_.back();
    key.parent = list.getColumn(1).getString();
    key.columns.push_back(list.getColumn(2).getString());
    if (!list.getColumn(3).isNull()) {
      key.parent_columns.push_back(list.getColumn(3).getString());
    }
  }
  for (ForeignKey& key : foreign_keys_) {
    if (!key.parent_columns.empty()) continue;
    const std::optional<TargetTable> parent = database_.find_table(key.parent);
    if (parent) key.parent_columns = parent->primary_key;
  }
}

const Refusal& RefusalReasons::reason_for(std::uint64_t rowid, int code,
                                          const std::string& message) {
  const bool depends_on_row = code == SQLITE_CONSTRAINT_FOREIGNKEY;
  if (depends_on_row || message != last_message_) {
    last_refusal_ = depends_on_row ? foreign_key_reason(rowid, message)
                                   : reason_of(code, message);
    last_message_ = message;
  }
  return last_refusal_;
}

Refusal RefusalReasons::reason_of(int code, const std::string& message) const {
  if ((code & 0xFF) == SQLITE_MISMATCH) {
    return {
        "not an integer, as the table's key is",
        places_of(task_.existing ? task_.existing->primary_key : task_.key)};
  }
  return {message, columns_named_in(message)};
}

std::vector<std::size_t> RefusalReasons::places_of(
    const std::vector<std::string>& names) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < task_.schema.columns.size(); ++i) {
    if (find_name(task_.schema.columns[i].name, names)) places.push_back(i);
  }
  return places;
}

// SQLite names columns as "UNIQUE constraint failed: t.a, t.b" and "cannot
// store TEXT value in INTEGER column t.a". A name may have a ", " in it, so the
// longest one that fits at its place is taken.
std::vector<std::size_t> RefusalReasons::columns_named_in(
    const std::string& message) const {
  std::set<std::size_t> places;
  std::string_view list = names_in(message);
  while (!list.empty()) {
    std::size_t longest = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i < task_.schema.columns.size(); ++i) {
      const std::string full =
          task_.schema.table + '.' + task_.schema.columns[i].name;
      if (full.size() <= longest || !starts_with_item(list, full)) continue;
      longest = full.size();
      place = i;
    }
    if (longest > 0) places.insert(place);
    const std::size_t end = list.find(kSeparator, longest);
    if (end == list.npos) break;
    list.remove_prefix(end + kSeparator.size());
  }
  return {places.begin(), places.end()};
}

bool RefusalReasons::lacks_parent(const ForeignKey& key, std::uint64_t rowid) {
  std::string values;
  std::string same;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const std::vector<std::size_t> place = places_of({key.columns[i]});
    if (place.empty() || i >= key.parent_columns.size()) return false;
    const std::string value =
        "s." + quote_identifier(task_.staged.columns[place.front()].name);
    values += " AND " + value + " IS NOT NULL";
    same += (same.empty() ? "p." : " AND p.") +
            quote_identifier(key.parent_columns[i]) + " = " + value;
  }
  SQLite::Statement select(
      database_.connection(),
      "SELECT 1 FROM staging." + quote_identifier(task_.staged.table) +
          " AS s NOT INDEXED WHERE s." + staged_rowid(task_) + " = ?1" +
          values + " AND NOT EXISTS (SELECT 1 FROM main." +
          quote_identifier(key.parent) + " AS p WHERE " + same + ")");
  select.bind(1, static_cast<std::int64_t>(rowid));
  return select.executeStep();
}

Refusal RefusalReasons::foreign_key_reason(std::uint64_t rowid,
                                           const std::string& message) {
  for (const ForeignKey& key : foreign_keys_) {
    if (!lacks_parent(key, rowid)) continue;
    std::string columns;
    for (const std::string& column : key.parent_columns) {
      columns += (columns.empty() ? "" : ", ") + key.parent + '.' + column;
    }
    return {message + ": no such " + columns, places_of(key.columns)};
  }
  return {message, {}};
}

}  // namespace csvimport
