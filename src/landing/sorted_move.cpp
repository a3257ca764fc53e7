#include "landing/sorted_move.hpp"

#include "base/message_text.hpp"
#include "landing/rival_records.hpp"
#include "landing/sorted_insert.hpp"
#include "landing/sorted_update.hpp"
#include "schema/names.hpp"
#include "target/table_trees.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <spdlog/spdlog.h>

namespace csvimport {
namespace {

class SortedMove {
 public:
  SortedMove(SQLite::Database& database, const TableTask& task)
      : database_(database),
        task_(task),
        trees_(trees_of(database, task.schema.table)),
        writer_(database, trees_, task.on_step) {}

  std::optional<MovedRows> move() {
    if (trees_.obstacle.empty() && trees_.indexes.empty()) return std::nullopt;
    const bool updates = task_.on_conflict == OnConflict::kUpdate ||
                         task_.on_conflict == OnConflict::kReplace;
    std::optional<MovedRows> moved = updates ? update() : insert();
    if (!obstacle_.empty()) {
      log("rows go through its indexes one by one, as " + obstacle_);
    } else if (!moved) {
      log("rows go through its indexes one by one, as some are refused, have "
          "no rowid or one that comes twice, or change a key that is unique");
    } else {
      moved->indexes = writer_.times();
      log("its indexes were written in the order of their keys");
    }
    return moved;
  }

 private:
  void log(const std::string& what) const {
    spdlog::debug("table {}: {}", quoted_for_message(task_.schema.table), what);
  }

  // The first reason why the trees cannot be written by hand.
  bool has_obstacle(auto& way) {
    obstacle_ = trees_.obstacle;
    if (obstacle_.empty()) obstacle_ = obstacle_of_defaults();
    if (obstacle_.empty()) obstacle_ = way.prepare();
    return !obstacle_.empty();
  }

  // What indexes have of columns that rows do not bring is NULL then.
  std::string obstacle_of_defaults() {
    const Terms given = column_names_of(task_.schema);
    for (const IndexTree& index : trees_.indexes) {
      for (const IndexColumn& column : index.columns) {
        if (!find_name(column.name, given) && trees_.has_default(column.name)) {
          return "its index " + quoted_for_message(index.name) +
                 " is of a default";
        }
      }
    }
    return "";
  }

  std::optional<MovedRows> update() {
    SortedUpdate update(database_, task_, trees_, writer_);
    if (has_obstacle(update)) return std::nullopt;
    const auto counts = update.update();
    if (!counts) return std::nullopt;
    MovedRows moved;
    moved.inserted = counts->rows - counts->updated;
    moved.updated = counts->updated;
    return moved;
  }

  std::optional<MovedRows> insert() {
    SortedInsert insert(database_, task_, trees_, writer_);
    if (has_obstacle(insert)) return std::nullopt;
    const auto rows = insert.insert("");
    if (!rows) return insert_winners(insert);
    MovedRows moved;
    moved.inserted = *rows;
    return moved;
  }

  std::optional<MovedRows> insert_winners(SortedInsert& insert) {
    RivalRecords rivals(database_, task_, trees_);
    const std::optional<std::uint64_t> losers = rivals.find_losers();
    if (!losers || *losers == 0) return std::nullopt;
    const auto rows = insert.insert(rivals.losers_table());
    if (!rows) return std::nullopt;
    MovedRows moved;
    moved.inserted = *rows;
    if (task_.on_conflict == OnConflict::kIgnore) {
      moved.ignored = *losers;
    } else {
      moved.refused = rivals.losers();
    }
    return moved;
  }

  SQLite::Database& database_;
  const TableTask& task_;
  const TableTrees trees_;
  TreeWriter writer_;
  std::string obstacle_;
};

}  // namespace

std::optional<MovedRows> move_sorted(Connection& connection,
                                     const TableTask& task) {
  return SortedMove(connection.database(), task).move();
}

}  // namespace csvimport
