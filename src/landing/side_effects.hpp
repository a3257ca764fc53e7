#pragma once

// What a landing does to rows that foreign keys take it to.

#include "foreign_keys/key_actions.hpp"
#include "landing/table_move.hpp"
#include "target/connection.hpp"
#include "target/table_task.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

// Follows what SQLite does by ON DELETE and ON UPDATE, of which nobody hears
// else. Foreign keys are enforced, and deferred. One thread.
class SideEffects {
 public:
  // Borrows the connection.
  explicit SideEffects(Connection& connection)
      : connection_(connection), actions_(connection.database()) {}

  // All tables of `tasks` that are there are about to be emptied. Throws
  // ImportError if ON DELETE RESTRICT forbids that.
  void watch_emptying(const std::vector<TableTask>& tasks);
  // The rows of `tasks` are about to come, in that order. Throws ImportError if
  // ON DELETE RESTRICT may forbid that they replace others.
  void watch_moves(const std::vector<TableTask>& tasks,
                   const std::vector<std::size_t>& order);
  // The rows have come as `moved` tells. What became of others, a sentence
  // each. Throws ImportError if some that have just come went or lost keys.
  std::vector<std::string> take(const std::vector<TableTask>& tasks,
                                const std::vector<MovedRows>& moved);

 private:
  void watch_removal(const std::string& table,
                     const std::vector<std::string>& emptied,
                     const std::vector<std::string>& written);

  Connection& connection_;
  KeyActions actions_;
};

}  // namespace csvimport
