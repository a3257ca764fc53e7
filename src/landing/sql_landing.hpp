#pragma once

// The landing in a database by way of SQL. What it is made of, in this folder,
// lets SQLite::Exception pass; the members of SqlLanding make it ours, and so
// do the functions that others call as well.

#include "foreign_keys/child_indexes.hpp"
#include "foreign_keys/referring_rows.hpp"
#include "landing/moving_rounds.hpp"
#include "landing/side_effects.hpp"
#include "landing/sql_script.hpp"
#include "landing/table_move.hpp"
#include "target/connection.hpp"
#include "target/table_task.hpp"

#include <string>
#include <vector>

namespace csvimport {

// One transaction that moves staged tables into a database, between the scripts
// of the user. What it did is gone unless it is committed. One thread. Throws
// SystemError, Interrupted, ImportError.
class SqlLanding {
 public:
  // Attaches the staging file at `staging_path`, waits for the write lock, and
  // begins. All but the path is borrowed.
  SqlLanding(Connection& connection, const std::string& staging_path,
             const LandingOptions& options, const LandingScripts& scripts);
  SqlLanding(const SqlLanding&) = delete;
  SqlLanding& operator=(const SqlLanding&) = delete;
  ~SqlLanding();

  // Comes first: runs the script that is to run before the rows of `tasks`
  // come.
  void run_before(const std::vector<TableTask>& tasks);
  // Makes of all tables what their tasks say, and moves their rows as
  // move_in_rounds() does; if is_given_up() for it, the landing is to be given
  // up.
  std::vector<MovedRows> land(const std::vector<TableTask>& tasks);
  // Comes last: runs the script that is to run behind the rows. Then no row may
  // refer to nothing.
  void run_after();

  // From here on the tables are there, for good; warns of what went with them.
  // Throws SystemError if the database's file was replaced meanwhile.
  void commit();
  // Gives the landing up, and the write lock with it.
  void roll_back();

 private:
  // Throws if `statement`, of the script before, changed a table of `tasks`.
  void check_left_alone(const std::vector<TableTask>& tasks,
                        const ScriptStatement& statement);
  void make_new(const std::vector<TableTask>& tasks);
  void watch_keys(const std::vector<TableTask>& tasks, bool own_keys_only);
  void prepare(const std::vector<TableTask>& tasks);
  void note_emptied(const TableTask& task);
  void replace_tables(const std::vector<TableTask>& tasks);
  void check_keys();
  void finish(const std::vector<TableTask>& tasks);

  Connection& connection_;
  const LandingOptions& options_;
  const LandingScripts& scripts_;
  std::vector<std::string> dependents_;  // of replaced tables, to be remade
  std::vector<std::string> warnings_;    // for when it is committed
  ReferringRows referring_;
  SideEffects side_effects_;
  ChildIndexes child_indexes_;
  bool is_open_ = false;
};

}  // namespace csvimport
