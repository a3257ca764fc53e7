#include "landing/sorted_update.hpp"

#include "base/message_text.hpp"
#include "landing/found_rows.hpp"
#include "landing/move_statement.hpp"
#include "schema/names.hpp"
#include "target/tree_order.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

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

bool SortedUpdate::finds_by_rowid() const {
  return trees_.rowid_column && find_name(*trees_.rowid_column, given_) &&
         (task_.on_conflict == OnConflict::kReplace ||
          same_names(task_.key, {*trees_.rowid_column}));
}

std::string SortedUpdate::prepare() {
  if (!finds_by_rowid()) {
    std::string obstacle = obstacle_of_key();
    if (!obstacle.empty()) return obstacle;
  }
  if (given_.size() <= std::max<std::size_t>(task_.key.size(), 1)) {
    return "there is nothing to update";
  }
  if (rows_ == nullptr) return "its rows were not sorted";
  for (const IndexTree& index : trees_.indexes) {
    std::string obstacle = obstacle_of(index);
    if (!obstacle.empty()) return obstacle;
  }
  return "";
}

// Rows that are found by another key keep their rowids, and new ones get those
// behind the last one.
std::string SortedUpdate::obstacle_of_key() {
  if (task_.on_conflict == OnConflict::kReplace) {
    return "rows are not replaced by their rowid";
  }
  if (trees_.rowid_column && find_name(*trees_.rowid_column, given_)) {
    return "rows bring a rowid, and are not found by it";
  }
  if (trees_.counts_rowids) {
    return "it has AUTOINCREMENT, and rows are not found by their rowid";
  }
  key_ = trees_.unique_index_of(task_.key);
  if (key_ == nullptr) return "several of its keys are of the same columns";
  if (rowids_.are_too_few_for(task_.rows)) {
    return "there are too few rowids behind its last one";
  }
  return rowids_.last() < 0 ? "all its rowids are negative" : "";
}

std::string SortedUpdate::obstacle_of(const IndexTree& index) const {
  const std::string subject =
      "its index " + quoted_for_message(index.name) + " is ";
  if (!UpdateWalk::takes(database_, index)) return subject + "too wide";
  if (!order_of(index)) return subject + "in an order of its own";
  return "";
}

template <class Use>
auto SortedUpdate::with_rows(double done_before, Use use) const {
  if (key_ != nullptr) return use(FoundRows::kTable, FoundRows::kRowid);
  const EntryTable rows = table_of_rows(done_before);
  return use(rows.name(), EntryTable::column_name(0));
}

std::optional<SortedUpdate::Counts> SortedUpdate::update() {
  Savepoint savepoint(savepoints_);
  const std::optional<Counts> counts = update_all();
  counts ? savepoint.keep() : savepoint.undo();
  return counts;
}

std::optional<SortedUpdate::Counts> SortedUpdate::update_all() {
  std::optional<FoundRows> found;
  if (key_ != nullptr) {
    found.emplace(database_, task_.schema.table, trees_, *key_);
    if (!found->find(table_of_rows(0), given_.size(), rowids_.last())) {
      return std::nullopt;
    }
  }
  EntryChanges changes(orders_of(trees_), settings_of_changes(*task_.entries));
  const auto counts =
      with_rows(0, [&](const std::string& rows, const std::string& rowid) {
        UpdateWalk walk(database_, task_.schema.table, trees_, changes);
        return walk.walk({rows, rowid, [&](const std::string& column) {
                            return new_value(column);
                          }});
      });
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
    task_.on_step(landing_step(task_.schema.table),
                  done_before + static_cast<double>(row) /
                                    static_cast<double>(2 * task_.rows));
  };
  return {database_, *rows_, kept_, task_.entries->settings().policy, on_row};
}

std::string SortedUpdate::given_value(std::size_t place) const {
  return "n." + EntryTable::column_name(task_.entries->place_in_row(place));
}

// What the row n will have in the column, where t is the row that is there, if
// there is one. An update keeps what it does not bring, and the key that it is
// found by, which may compare equal and be another one; a row that is new, or
// replaces another, has NULL in what it does not bring.
std::string SortedUpdate::new_value(const std::string& column) const {
  if (key_ != nullptr && column == trees_.rowid_column) {
    return std::string("n.") + FoundRows::kRowid;
  }
  const std::string kept = "t." + quote_identifier(column);
  if (const auto place = find_name(column, given_)) {
    const std::string given = given_value(*place);
    const bool is_kept = key_ != nullptr && find_name(column, task_.key);
    return is_kept ? "ifnull(" + kept + ", " + given + ')' : given;
  }
  return task_.on_conflict == OnConflict::kUpdate ? kept : "NULL";
}

std::optional<std::int64_t> SortedUpdate::change_entries(
    std::size_t index, const EntryChanges& changes) {
  const IndexTree& tree = trees_.indexes[index];
  const SortedChange removed = changes.removed(index);
  const SortedChange added = changes.added(index);
  if (removed.count + added.count == 0) return 0;
  const std::launch policy = task_.entries->settings().policy;
  const auto note_done = [&](std::uint64_t entries) {
    task_.on_step(trees_.step_of(tree),
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
  constexpr double kHalf = 0.5;
  return with_rows(
      kHalf, [&](const std::string& from, const std::string& rowid) {
        Terms columns;
        Terms values;
        Terms changes;
        if (key_ != nullptr) {
          columns.push_back(trees_.rowid);
          values.push_back("n." + rowid);
        }
        for (std::size_t i = 0; i < given_.size(); ++i) {
          const std::string name = quote_identifier(given_[i]);
          columns.push_back(name);
          values.push_back(given_value(i));
          if (find_name(given_[i], task_.key)) continue;
          changes.push_back(name + " = excluded." + name);
        }
        Terms brought = given_;
        for (const std::string& kept : task_.kept_columns()) {
          if (kept == trees_.rowid_column) continue;
          brought.push_back(kept);
          columns.push_back(quote_identifier(kept));
          values.push_back("(SELECT kept." + columns.back() + " FROM " +
                           main_name(task_.schema.table) +
                           " AS kept NOT INDEXED WHERE kept." + trees_.rowid +
                           " = n." + rowid + ')');
        }
        const std::string rows = " (" + joined(columns, ", ") + ") SELECT " +
                                 joined(values, ", ") + " FROM " + from +
                                 " AS n WHERE true";
        if (task_.on_conflict == OnConflict::kReplace) {
          return writer_.write_rows(trees_, given_, "INSERT OR REPLACE", rows);
        }
        return writer_.write_rows(
            trees_, brought, "INSERT",
            rows + " ON CONFLICT DO UPDATE SET " + joined(changes, ", "));
      });
}

}  // namespace csvimport
