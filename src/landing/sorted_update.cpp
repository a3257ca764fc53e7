#include "landing/sorted_update.hpp"

#include "base/message_text.hpp"
#include "landing/move_statement.hpp"
#include "schema/names.hpp"
#include "target/tree_order.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// Of the row n.
constexpr const char* kRowid = "c0";

// They have half of the memory: the rows have the other half.
SortSettings settings_of_changes(const StagedEntries& entries) {
  SortSettings settings = entries.settings();
  settings.memory_bytes /= 2;
  return settings;
}

std::vector<IndexSchema> orders_of(const TableTrees& trees) {
  std::vector<IndexSchema> orders;
  for (const IndexTree& index : trees.indexes) {
    orders.push_back(order_of(index).value());
  }
  return orders;
}

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
      rows_(task.entries != nullptr ? task.entries->rows(trees) : nullptr) {}

std::string SortedUpdate::obstacle() const {
  const bool has_rowids =
      trees_.rowid_column && find_name(*trees_.rowid_column, given_);
  const bool is_key = has_rowids && task_.key.size() == 1 &&
                      same_name(task_.key.front(), *trees_.rowid_column);
  if (!has_rowids || (task_.on_conflict == OnConflict::kUpdate && !is_key)) {
    return "rows are not found by their rowid";
  }
  if (given_.size() < 2) return "there is nothing to update";
  if (rows_ == nullptr) return "its rows were not sorted";
  for (const IndexTree& index : trees_.indexes) {
    std::string obstacle = obstacle_of(index);
    if (!obstacle.empty()) return obstacle;
  }
  return "";
}

std::string SortedUpdate::obstacle_of(const IndexTree& index) const {
  const std::string subject =
      "its index " + quoted_for_message(index.name) + " is ";
  if (!UpdateWalk::takes(database_, index)) return subject + "too wide";
  if (!order_of(index)) return subject + "in an order of its own";
  return "";
}

std::optional<SortedUpdate::Counts> SortedUpdate::update() {
  Savepoint savepoint(savepoints_);
  const std::optional<Counts> counts = update_all();
  counts ? savepoint.keep() : savepoint.undo();
  return counts;
}

std::optional<SortedUpdate::Counts> SortedUpdate::update_all() {
  EntryChanges changes(orders_of(trees_), settings_of_changes(*task_.entries));
  std::optional<Counts> counts;
  {
    const EntryTable rows = table_of_rows(0);
    UpdateWalk walk(database_, task_.schema.table, trees_, changes);
    counts = walk.walk({rows.name(), kRowid, [&](const std::string& column) {
                          return new_value(column);
                        }});
  }
  if (!counts) return std::nullopt;
  const auto inserted =
      static_cast<std::int64_t>(counts->rows - counts->updated);
  for (std::size_t i = 0; i < trees_.indexes.size(); ++i) {
    if (change_entries(i, changes) != inserted) return std::nullopt;
  }
  if (write_table() != counts->rows) return std::nullopt;
  if (trees_.counts_rowids && counts->rows > 0) {
    rowids_.count(counts->greatest_rowid);
  }
  return counts;
}

EntryTable SortedUpdate::table_of_rows(double done_before) const {
  const auto on_row = [this, done_before](std::int64_t row) {
    task_.on_step(rows_step(task_.schema.table),
                  done_before + static_cast<double>(row) /
                                    static_cast<double>(2 * task_.rows));
  };
  return {database_, *rows_, kept_, task_.entries->settings().policy, on_row};
}

// What the row n will have in the column, where t is the row that is there, if
// there is one. An update keeps what it does not bring; a row that is new, or
// replaces another, has NULL there.
std::string SortedUpdate::new_value(const std::string& column) const {
  if (const auto place = find_name(column, given_)) {
    const std::size_t in_row = task_.entries->place_in_row(*place);
    return "n." + EntryTable::column_name(in_row);
  }
  return task_.on_conflict == OnConflict::kUpdate
             ? "t." + quote_identifier(column)
             : "NULL";
}

std::optional<std::int64_t> SortedUpdate::change_entries(
    std::size_t index, const EntryChanges& changes) {
  const IndexTree& tree = trees_.indexes[index];
  const SortedChange removed = changes.removed(index);
  const SortedChange added = changes.added(index);
  if (removed.count + added.count == 0) return 0;
  const std::launch policy = task_.entries->settings().policy;
  const auto note_done = [&](std::uint64_t entries) {
    task_.on_step(index_step(tree.name),
                  static_cast<double>(entries) /
                      static_cast<double>(removed.count + added.count));
  };
  EntryStream old(*removed.entries, policy);
  if (!writer_.remove(tree, old, note_done)) return std::nullopt;
  const auto on_row = [&](std::int64_t row) {
    note_done(removed.count + static_cast<std::uint64_t>(row));
  };
  const EntryTable table(database_, *added.entries, kept_, policy, on_row);
  const auto count =
      writer_.add(tree, TreeWriter::sorted_entries(table, tree, added.count));
  if (!count) return std::nullopt;
  return static_cast<std::int64_t>(*count - removed.count);
}

std::optional<std::uint64_t> SortedUpdate::write_table() {
  Terms values;
  Terms changes;
  for (const std::string& column : given_) {
    values.push_back(new_value(column));
    if (same_name(column, *trees_.rowid_column)) continue;
    const std::string name = quote_identifier(column);
    changes.push_back(name + " = excluded." + name);
  }
  Terms columns = given_;
  for (const std::string& name : task_.kept_columns()) {
    columns.push_back(name);
    values.push_back("(SELECT kept." + quote_identifier(name) + " FROM " +
                     main_name(task_.schema.table) +
                     " AS kept NOT INDEXED WHERE kept." + trees_.rowid +
                     " = n." + kRowid + ')');
  }
  constexpr double kHalf = 0.5;
  const EntryTable table = table_of_rows(kHalf);
  const std::string rows = " (" + quoted_list(columns) + ") SELECT " +
                           joined(values, ", ") + " FROM " + table.name() +
                           " AS n WHERE true";
  if (task_.on_conflict == OnConflict::kReplace) {
    return writer_.write_rows(trees_, given_, "INSERT OR REPLACE", rows);
  }
  return writer_.write_rows(
      trees_, columns, "INSERT",
      rows + " ON CONFLICT DO UPDATE SET " + joined(changes, ", "));
}

}  // namespace csvimport
