#pragma once

// One try of an import: what is read, staged and landed.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"
#include "import/known_inputs.hpp"
#include "import/lookups.hpp"
#include "import/lost_rules.hpp"
#include "import/table_import.hpp"
#include "import/wanted_parents.hpp"
#include "input/input_paths.hpp"
#include "landing/sql_landing.hpp"
#include "landing/sql_script.hpp"
#include "load/staging_file.hpp"
#include "rejects/rejects.hpp"
#include "target/catalog.hpp"
#include "target/table_model.hpp"

#include <deque>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace csvimport {

// Records whose foreign keys refer to nothing, or which break what a model
// declares, are to be told one by one, or left out: only rows that SQL moves
// are. So the import has to begin anew.
class MustMoveAll : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "records are to be judged one by one";
  }
};

// The steps of an import, to be taken in their order: start(), then load() and
// one of the ends, or inspect(). One thread. They throw ImportError,
// SystemError or Interrupted, and then the target is as it was.
class ImportRun {
 public:
  // All is borrowed; `target` is the path of the target's file, "" for none.
  // With `moves_all`, rows of all tables go by SQL into a new database, too.
  ImportRun(const ImportJob& job, const std::string& target,
            const LandingScripts& scripts, ImportObserver& observer,
            bool moves_all)
      : job_(job),
        target_(target),
        scripts_(scripts),
        observer_(observer),
        lookups_(job),
        replacements_(job),
        // What runs before the rows must not see them.
        moves_all_(moves_all || job.landing.before ||
                   ((!job.table_options.foreign_keys.empty() ||
                     (job.like && job.inputs.size() > 1)) &&
                    !can_read_again(job.inputs))) {}

  // Checks what can be checked before anything is read: the inputs, the
  // tables' names, the target and the reject file. Where nothing `lands`, it
  // does not matter what is at the target.
  void start(bool lands);

  // Loads all tables into a staging file. Throws InputsWait.
  void load();
  // Puts what was loaded in its place, for good. Throws TargetChanged if that
  // has become another meanwhile, MustMoveAll, InputsKnown, and TailsMoved.
  void land();
  // Gives what was loaded up to no landing.
  void throw_away();
  // Reads the inputs and makes nothing.
  void inspect();

  // The inputs that gave a record, by their paths.
  [[nodiscard]] std::set<std::string> sources() const;
  [[nodiscard]] ImportSummary summary() const;

 private:
  void open_target();
  // Opens all tables, where one's options depend on others.
  void open_tables();
  // Opens the table, if that is not done, and checks what came of it.
  void open(TableImport& table);
  void note_plain_ids(TableImport& table);
  // The table, if the target has it. Throws ImportError if it must not.
  std::optional<TargetTable> find_in_database(const std::string& table);
  // The database that has the table which rows are added to: the target, or
  // that of the models.
  Connection& catalog_of(const TableImport& table);
  // A table that is there, and which the user wants to be left alone.
  [[nodiscard]] bool is_left_alone(const TableImport& table) const;
  [[nodiscard]] bool replaces(const TableImport& table) const;
  // Throws ImportError if the target does not take the table, now that it is
  // open; after the last one also for what depends on several.
  void check(const TableImport& table);
  void plan_sorting(TableImport& table);
  StagingFile& staging_file();
  [[nodiscard]] bool are_all_in_database() const;
  [[nodiscard]] std::vector<TableSchema> replacing_tables() const;
  // Those that get rows, as they are planned; borrowed.
  [[nodiscard]] std::vector<ImportedTable> imported_tables() const;
  // What is to become of the tables, of which the target has `in_database`.
  Destination destination_of(
      const std::vector<std::optional<TargetTable>>& in_database);
  void log_landing_by_sql(const std::string& obstacle) const;
  void land_as_new();
  // False, with nothing done, if the tables have to land by SQL.
  bool land_in_place();
  // Has the database that was made become the target.
  void put_in_place(StagingFile& database);
  void move_into(Connection& database);
  std::vector<MovedRows> move_rows(SqlLanding& landing,
                                   const std::vector<TableTask>& tasks) const;
  void commit(SqlLanding& landing) const;
  // Throws ImportError for what the script has taken from the import.
  void check_after(const SqlScript& script, Connection& database);
  void check_moves() const;
  void complete_tables();
  void note_landing();
  // Throws InputsKnown and TailsMoved.
  void write_ledger(Connection& database) const;
  void give_up_ids(Connection& database);
  static void check_is_unchanged(const TableImport& table,
                                 Connection& database);
  void finish_rejects();
  // What messages about the import as a whole name.
  [[nodiscard]] std::string subject() const;
  void confirm_commit() const;

  const ImportJob& job_;
  const std::string& target_;
  const LandingScripts& scripts_;
  ImportObserver& observer_;
  Lookups lookups_;
  Replacements replacements_;
  const bool moves_all_;
  bool lands_ = false;
  bool may_land_in_place_ = false;
  std::optional<Connection> database_;  // the target, if it is there
  std::string encoding_ = "UTF-8";      // of its texts
  std::optional<ModelDatabase> models_;
  std::optional<Rejects> rejects_;
  std::deque<TableImport> tables_;  // never moved
  std::optional<StagingFile> staging_;
  // Of the tables that inspect() looked at.
  std::map<const TableImport*, std::vector<std::string>> unchecked_;
};

}  // namespace csvimport
