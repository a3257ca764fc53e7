#pragma once

// The landing of new tables in a database that exists, in rollback mode: their
// pages go behind its last one as they are.
//
// SQL copies rows one by one, through SQLite's cache and journal; a page that
// is new needs neither. So, under the write lock,
//
//   1. SQLite makes the tables and their indexes, empty;
//   2. the pages of the staging file are written behind the end, with the
//      numbers in them made those of the target (landing/page_copy). Nobody
//      looks at them: the database ends before them;
//   3. SQLite goes through all trees as they are to be (landing/page_view);
//   4. once they have reached the disk, so that nobody is locked out for that,
//      SQLite commits the few pages that it has changed, with its journal. As
//      they go into the file, landing/commit_file puts the staged roots in
//      place of the empty ones, and the new number of pages into the first.
//
// A run that is killed before that leaves bytes behind the end, which the
// journal, if there is one, has SQLite cut off, and otherwise the next run
// before it lands (landing/behind_end).

#include "base/trace_file.hpp"
#include "landing/commit_file.hpp"
#include "landing/early_sync.hpp"
#include "load/staging_file.hpp"
#include "target/connection.hpp"
#include "target/landing_options.hpp"
#include "target/table_task.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// Why no table can land so in the database, as a message has it behind "as ";
// "" if nothing is known that speaks against it. Throws SystemError.
std::string obstacle_to_landing_in_place(Connection& target);

// One transaction. What it did is gone unless it is committed; after that the
// object is good for nothing. One thread. Throws SystemError, Interrupted.
class InPlaceLanding {
 public:
  // Opens the file at `path`, which is called `name`, waits for the write lock
  // for so long, and begins. Tells `trace`, borrowed, what it does; null: none.
  InPlaceLanding(const std::string& path, const std::string& name,
                 std::uint64_t timeout_ms, TraceFile* trace);
  InPlaceLanding(const InPlaceLanding&) = delete;
  InPlaceLanding& operator=(const InPlaceLanding&) = delete;
  ~InPlaceLanding();

  [[nodiscard]] Connection& connection() { return connection_; }

  // Makes the tables of `tasks`, which are staged as they are to be, with all
  // indexes that the options want. Returns why that cannot be, so that they are
  // to land by SQL, once this is gone; "" if it is done, and the staging file
  // may go.
  std::string land(const std::vector<TableTask>& tasks, StagingFile& staging,
                   const LandingOptions& options);

  // From here on the tables are there, for good. Throws SystemError if the
  // database's file was replaced meanwhile.
  void commit();

 private:
  // A tree of the target, for one in the staging file.
  struct Tree {
    PageNumber staged_root = 0;
    PageNumber root = 0;
    bool is_index = false;
    std::uint64_t rows = 0;  // or entries
  };

  std::string make_tables(const std::vector<TableTask>& tasks,
                          Connection& staged, const LandingOptions& options);
  std::string add_trees(const TableTask& task, Connection& staged);
  std::string copy_trees(StagingFile& staging, PageNumber staged_pages);
  std::string check_trees(const CommitPatch& patch);
  void roll_back();

  TraceFile* trace_;
  Connection connection_;
  CommitFile file_;
  bool is_open_ = false;
  std::uint64_t old_size_ = 0;  // of the file
  std::uint32_t old_change_counter_ = 0;
  std::vector<Tree> trees_;
  EarlySync disk_;  // has the pages
};

}  // namespace csvimport
