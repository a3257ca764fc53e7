#include "landing/sorted_update.hpp"

#include "base/message_text.hpp"
#include "landing/move_statement.hpp"
#include "schema/names.hpp"
#include "target/staged_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <vector>

namespace csvimport {
namespace {

constexpr const char* kSorted = "temp.csvimport_sorted";
constexpr const char* kDropSorted =
    "DROP TABLE IF EXISTS temp.csvimport_sorted";

}  // namespace

SortedUpdate::SortedUpdate(SQLite::Database& database, const TableTask& task,
                           const TableTrees& trees, TreeWriter& writer)
    : database_(database),
      task_(task),
      trees_(trees),
      writer_(writer),
      rowids_(database, task.schema.table, trees.rowid),
      savepoints_(database),
      given_(column_names_of(task.schema)),
      staged_key_(staged_rowid_column(task, trees)) {}

SortedUpdate::~SortedUpdate() { (void)database_.tryExec(kDropSorted); }

std::string SortedUpdate::obstacle() const {
  if (!staged_key_) return "rows are not found by their rowid";
  const bool is_key = task_.key.size() == 1 &&
                      same_name(task_.key.front(), *trees_.rowid_column);
  if (task_.on_conflict == OnConflict::kUpdate && !is_key) {
    return "rows are not found by their rowid";
  }
  if (given_.size() < 2) return "there is nothing to update";
  if (has_any(database_, task_, *staged_key_ + " IS NULL")) {
    return "some have no key";
  }
  const auto unique =
      std::find_if(trees_.indexes.begin(), trees_.indexes.end(),
                   [](const IndexTree& index) { return index.is_unique; });
  if (unique == trees_.indexes.end()) return "";
  return "its index " + quoted_for_message(unique->name) + " is unique";
}

std::optional<SortedUpdate::Counts> SortedUpdate::update() {
  Savepoint savepoint(savepoints_);
  const std::optional<Counts> counts = update_all();
  counts ? savepoint.keep() : savepoint.undo();
  return counts;
}

std::optional<SortedUpdate::Counts> SortedUpdate::update_all() {
  if (!sort_rows()) return std::nullopt;
  Counts counts;
  counts.updated = static_cast<std::uint64_t>(
      database_
          .execAndGet(std::string("SELECT count(*) FROM ") + kSorted +
                      " AS n CROSS JOIN " + main_name(task_.schema.table) +
                      " AS t NOT INDEXED ON t." + trees_.rowid + " = n.id")
          .getInt64());
  std::vector<std::optional<std::int64_t>> growths;
  for (const IndexTree& index : trees_.indexes) {
    growths.push_back(change_entries(index));
    if (!growths.back()) return std::nullopt;
  }
  const std::optional<std::uint64_t> rows = write_table();
  if (!rows) return std::nullopt;
  counts.rows = *rows;
  const auto inserted = static_cast<std::int64_t>(*rows - counts.updated);
  const bool adds_up =
      std::all_of(growths.begin(), growths.end(),
                  [&](const auto& growth) { return *growth == inserted; });
  if (!adds_up) return std::nullopt;
  if (trees_.counts_rowids && *rows > 0) {
    rowids_.count(
        database_.execAndGet(std::string("SELECT max(id) FROM ") + kSorted)
            .getInt64());
  }
  return counts;
}

// False if a rowid comes twice.
bool SortedUpdate::sort_rows() {
  Terms columns = {"id INTEGER PRIMARY KEY"};
  Terms values = {*staged_key_};
  for (const Column& column : task_.staged.columns) {
    const std::string name = quote_identifier(column.name);
    if (name == *staged_key_) continue;
    columns.push_back(name);
    values.push_back(name);
  }
  database_.exec(std::string("CREATE TABLE ") + kSorted + " (" +
                 joined(columns, ", ") + ')');
  SQLite::Statement insert(database_, std::string("INSERT INTO ") + kSorted +
                                          " SELECT " + joined(values, ", ") +
                                          " FROM " + staged_rows(task_) +
                                          " ORDER BY " + *staged_key_);
  return !run_move(database_, insert);
}

// What the row n will have in the column, where t is the row that is there, if
// there is one. An update keeps what it does not bring; a row that is new, or
// replaces another, has NULL there.
std::string SortedUpdate::new_value(const std::string& column) const {
  const auto staged = staged_column(task_.staged, task_.schema, column);
  if (staged == staged_key_) return "n.id";
  if (staged) return "n." + *staged;
  return task_.on_conflict == OnConflict::kUpdate
             ? "t." + quote_identifier(column)
             : "NULL";
}

// Entries that stay the same are left alone; behind a plus the old value is
// compared as it is, and not as the column would have it. The rows of the table
// are as they were; the index itself must not be read: it is being written.
std::optional<std::int64_t> SortedUpdate::change_entries(
    const IndexTree& index) {
  TreeWriter::Entries old;
  TreeWriter::Entries made;
  Terms differences;
  for (const IndexColumn& column : index.columns) {
    old.values.push_back("t." + quote_identifier(column.name));
    made.values.push_back(new_value(column.name));
    differences.push_back('+' + old.values.back() + " COLLATE BINARY IS NOT " +
                          made.values.back());
  }
  const std::string differs = '(' + joined(differences, " OR ") + ')';
  const std::string rows = std::string(kSorted) + " AS n ";
  const std::string there = main_name(task_.schema.table) +
                            " AS t NOT INDEXED ON t." + trees_.rowid +
                            " = n.id";
  old.rowid = made.rowid = "n.id";
  old.from = rows + "CROSS JOIN " + there;
  old.conditions = {differs};
  made.from = rows + "LEFT JOIN " + there;
  made.conditions = {"(t." + trees_.rowid + " IS NULL OR " + differs + ')'};
  const std::optional<std::uint64_t> removed = writer_.remove(index, old);
  if (!removed) return std::nullopt;
  const std::optional<std::uint64_t> added = writer_.add(index, made);
  if (!added) return std::nullopt;
  return static_cast<std::int64_t>(*added - *removed);
}

std::optional<std::uint64_t> SortedUpdate::write_table() {
  Terms values;
  Terms changes;
  for (const std::string& column : given_) {
    values.push_back(new_value(column));
    if (values.back() == "n.id") continue;
    const std::string name = quote_identifier(column);
    changes.push_back(name + " = excluded." + name);
  }
  Terms columns = given_;
  for (const std::string& name : task_.kept_columns()) {
    columns.push_back(name);
    values.push_back("(SELECT kept." + quote_identifier(name) + " FROM " +
                     main_name(task_.schema.table) +
                     " AS kept NOT INDEXED WHERE kept." + trees_.rowid +
                     " = n.id)");
  }
  const std::string rows = " (" + quoted_list(columns) + ") SELECT " +
                           joined(values, ", ") + " FROM " + kSorted +
                           " AS n WHERE true ORDER BY n.id";
  if (task_.on_conflict == OnConflict::kReplace) {
    return writer_.write_rows(trees_, given_, "INSERT OR REPLACE", rows);
  }
  return writer_.write_rows(
      trees_, columns, "INSERT",
      rows + " ON CONFLICT DO UPDATE SET " + joined(changes, ", "));
}

}  // namespace csvimport
