#pragma once

// One try of an import: what is read, staged and landed.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"
#include "import/table_import.hpp"
#include "import/table_names.hpp"
#include "landing/sql_landing.hpp"
#include "load/staging_file.hpp"
#include "rejects/rejects.hpp"
#include "target/target_database.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Calls of the steps come in their order; one thread. Throws ImportError,
// SystemError or Interrupted, and then the target is as it was.
class ImportRun {
 public:
  // Looks at the target, whose file is at the path `target`, "" for none. Only
  // with `lands` does it matter what is there. All is borrowed.
  ImportRun(const ImportJob& job, const std::string& target, bool lands,
            ImportObserver& observer);

  // Opens the inputs and loads them into a staging file.
  void stage();
  // Puts what was staged in its place, for good. Throws TargetChanged if that
  // has become another meanwhile.
  void land();
  // Gives the staging file up to no landing: what was loaded is thrown away.
  void sync_scratch();
  // Reads the inputs and stages nothing.
  void inspect();

  ImportSummary summary();
  [[nodiscard]] const Rejects& rejects() const { return *rejects_; }

 private:
  // A table of the import.
  struct Table {
    TableInputs inputs;
    std::optional<TargetTable> in_database;  // as it was at first
    std::optional<TargetTable> existing;  // the same, if rows are added to it
    std::unique_ptr<TableImport> import;  // none if it is left alone
    std::vector<std::string> conflict_key;
    bool has_key = true;  // the index of its key is there, if it has one
  };

  void look_at_target();
  void open(Table& table);
  [[nodiscard]] bool are_all_in_database() const;
  [[nodiscard]] std::vector<TableSchema> replacing_tables() const;
  [[nodiscard]] std::string subject() const;
  LoadOutcome load(const LoadContext& context);
  void build_key_of(Table& table);
  // Whether keys given twice are all that a table's records can be refused for.
  [[nodiscard]] bool refuses_keys_only(const Table& table) const;
  void leave_duplicates_out(Table& table);
  [[noreturn]] void fail_changed() const;
  [[nodiscard]] TableTask task_for(const Table& table) const;
  void land_by_sql(TargetDatabase& database, const StagingFile& from);
  void check_is_unchanged(const Table& table, TargetDatabase& database) const;
  void take_moved(Table& table, MovedRows& moved);
  void confirm_commit() const;
  [[nodiscard]] TargetDatabase scratch(const StagingFile& file) const;
  void land_as_new();
  void finish_rejects();

  const ImportJob& job_;
  const std::string& target_;
  const bool lands_;
  ImportObserver& observer_;
  std::optional<TargetDatabase> database_;
  std::vector<Table> tables_;
  std::optional<Rejects> rejects_;
  LoadPath path_;
  std::string encoding_ = "UTF-8";  // of the target's texts
  std::optional<StagingFile> staging_;
};

}  // namespace csvimport
