#include "landing/side_effects.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "target/schema_queries.hpp"

#include <algorithm>
#include <utility>

namespace csvimport {
namespace {

bool updates_any(const TableTask& task,
                 const std::vector<std::string>& columns) {
  const std::vector<std::string> updated = task.updated_columns();
  return std::any_of(columns.begin(), columns.end(),
                     [&](const std::string& column) {
                       return find_name(column, updated).has_value();
                     });
}

// "" where the tables' own ON CONFLICT REPLACE does it all the same.
std::string way_to_replace_none(const std::vector<TableTask>& tasks) {
  const bool updates =
      std::all_of(tasks.begin(), tasks.end(), [](const TableTask& task) {
        return task.on_conflict == OnConflict::kUpdate;
      });
  return updates ? "" : "; use --on-conflict update, which replaces none";
}

}  // namespace

void SideEffects::watch_emptying(const std::vector<TableTask>& tasks) {
  std::vector<std::string> emptied;
  for (const TableTask& task : tasks) {
    if (task.in_database) emptied.push_back(task.schema.table);
  }
  for (const std::string& table : emptied) watch_removal(table, emptied, {});
}

void SideEffects::watch_moves(const std::vector<TableTask>& tasks,
                              const std::vector<std::size_t>& order) {
  std::vector<std::string> written;
  for (const std::size_t number : order) {
    const TableTask& task = tasks[number];
    const std::string& table = task.schema.table;
    written.push_back(table);
    if (task.on_conflict == OnConflict::kReplace ||
        has_replacing_clauses(connection_.database(), table)) {
      watch_removal(table, {}, written);
    }
    const std::vector<std::string> columns = task.updated_columns();
    if (!columns.empty()) actions_.watch({table, columns}, {}, written);
  }
}

void SideEffects::watch_removal(const std::string& table,
                                const std::vector<std::string>& emptied,
                                const std::vector<std::string>& written) {
  const RowsChange removal{table, {}};
  const auto restriction =
      find_restriction(connection_.database(), removal, emptied, written);
  if (!restriction) return actions_.watch(removal, emptied, written);
  throw ImportError(
      {connection_.name()},
      "rows of table " + quoted_for_message(restriction->key.parent) +
          " cannot go while rows of table " +
          quoted_for_message(restriction->child) + " refer to them by " +
          quoted_for_message(restriction->key.columns) +
          " (ON DELETE RESTRICT); --on-conflict update" +
          (emptied.empty() ? "" : ", without --if-exists,") +
          " changes rows where they are");
}

std::vector<std::string> SideEffects::take(
    const std::vector<TableTask>& tasks, const std::vector<MovedRows>& moved) {
  const auto own_updates = [&](const std::string& table,
                               const std::vector<std::string>& columns) {
    std::uint64_t updates = 0;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      if (same_name(tasks[i].schema.table, table) &&
          updates_any(tasks[i], columns)) {
        updates += moved[i].updated;
      }
    }
    return updates;
  };
  std::vector<std::string> sentences;
  for (KeyAction& action : actions_.take(own_updates)) {
    if (action.is_of_new) {
      throw ImportError({connection_.name()},
                        action.sentence + way_to_replace_none(tasks));
    }
    sentences.push_back(std::move(action.sentence));
  }
  return sentences;
}

}  // namespace csvimport
