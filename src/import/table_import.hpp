#pragma once

// One table of an import, from its inputs to what is staged of it and what the
// target made of that.

#include "import/earlier_rows.hpp"
#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/judged_keys.hpp"
#include "import/lookups.hpp"
#include "import/table_inputs.hpp"
#include "import/table_source.hpp"
#include "import/table_summary.hpp"
#include "landing/table_move.hpp"
#include "load/load_input.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"
#include "rejects/refused_records.hpp"
#include "rejects/rejects.hpp"
#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"
#include "target/staged_entries.hpp"
#include "target/table_model.hpp"
#include "target/table_task.hpp"
#include "target/table_trees.hpp"
#include "target/target_table.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// What becomes of the staging file in the end.
enum class Destination {
  kNewDatabase,  // it is the new database
  kMoved,        // its rows go into another file, which is the new database
  kInPlace,      // its pages go into the database that is there
  kDatabase,     // its rows go there
  kNowhere,      // it is thrown away
};

// One thread. The steps come in their order: open(), load() or inspect(),
// land(). They throw ImportError, SystemError or Interrupted.
class TableImport {
 public:
  // `in_database` is the table as the target has it, none if it does not, or
  // if that does not matter; `model` is what it is made as then, null for what
  // the inputs make of it. `path` is the way into the staging file. The job,
  // the model, the lookups, the rejects and the observer are borrowed.
  TableImport(const ImportJob& job, TableInputs inputs,
              std::optional<TargetTable> in_database, const TableModel* model,
              Destination destination, LoadPath path, Lookups& lookups,
              Rejects& rejects, ImportObserver& observer);
  TableImport(const TableImport&) = delete;
  TableImport& operator=(const TableImport&) = delete;

  // Opens the inputs and finds out what the table is to be.
  void open();
  [[nodiscard]] const TableInputs& inputs() const { return inputs_; }
  [[nodiscard]] const TableSchema& schema() const { return reader_->schema(); }
  // The table as the target had it at first.
  [[nodiscard]] const std::optional<TargetTable>& in_database() const {
    return in_database_;
  }
  // What it is to be made as; null for what the inputs make of it.
  [[nodiscard]] const TableModel* model() const { return model_; }
  // The table that rows are added to, be it made by its model; none if it is
  // made of the inputs.
  [[nodiscard]] const std::optional<TargetTable>& existing() const {
    return existing_;
  }
  // The columns that the existing table is to get.
  [[nodiscard]] std::vector<Column> added_columns() const;
  // The columns that conflicts are about.
  [[nodiscard]] const std::vector<std::string>& conflict_key() const {
    return conflict_key_;
  }

  // Has messages about texts that do not fit the column, which exists, name it.
  void name_flag_for_texts(std::size_t column, const std::string& flag) {
    reader_->name_flag_for_texts(column, flag);
  }
  // Warns of what the existing table's last rows have otherwise. Comes between
  // open() and load(), or inspect().
  void compare_with_earlier_rows(Connection& connection) {
    ::csvimport::compare_with_earlier_rows(job_, connection, *existing_,
                                           *reader_);
  }
  // Has the entries of the existing table's indexes sorted while rows are
  // staged, if the landing may want them. `trees` are those of the table. Comes
  // between open() and load().
  void sort_entries_for(const TableTrees& trees);
  // Loads the inputs into a new table of the staging file, in one pass or more.
  void load(StagingFile& staging);
  // Reads the inputs in one pass, and makes nothing.
  void inspect();

  // Whether what is staged cannot be the final table as it is: its rows are to
  // be moved.
  [[nodiscard]] bool needs_move() const { return needs_move_; }
  // What is to become of what is staged.
  [[nodiscard]] TableTask to_move();
  // Takes what became of it. Records that the database refused are bad records
  // like others, so the inputs are read again for them: the first one ends the
  // import, unless they are skipped.
  void land(const MovedRows& moved);

  // Its inputs as they were read, and what the last pass counted of each.
  [[nodiscard]] const std::vector<std::unique_ptr<LoadInput>>& read_inputs()
      const {
    return reader_->inputs();
  }
  [[nodiscard]] const std::vector<InputTally>& tallies() const {
    return tallies_;
  }
  // Whether nothing else is in its table.
  [[nodiscard]] bool is_emptied() const;

  // What came of it so far.
  [[nodiscard]] const TableSummary& summary() const { return summary_; }

 private:
  [[nodiscard]] std::unique_ptr<TableSource> open_source(
      Lookups& lookups) const;
  // Whether what is staged can be the table of the model.
  [[nodiscard]] bool may_be_model() const;
  [[nodiscard]] bool may_read_again() const;
  // The table as it is to be, with the SQL that makes it of its model.
  [[nodiscard]] TableSchema declared_schema() const;
  [[nodiscard]] TableSchema staged_table() const;
  LoadOutcome load_once(StagingFile& staging);
  // In as many `passes` as it takes.
  LoadOutcome load_until_it_holds(StagingFile& staging, int& passes);
  [[nodiscard]] IndexPlan index_plan(const StagingFile& staging) const;
  // The indexes that are made with it.
  [[nodiscard]] std::vector<IndexSchema> staged_indexes(
      const StagingFile& staging) const;
  // Whether all that records can be refused for is the one key, which comes
  // twice, and none of other tables would have to be told of first.
  [[nodiscard]] bool refuses_one_key_only() const;
  // Whether what is staged is of no use, as records are to be judged by SQLite.
  [[nodiscard]] bool is_staged_in_vain(const LoadOutcome& outcome) const;
  // Loads the inputs anew without the records of `duplicates`, whose keys come
  // twice.
  void leave_out(const RefusedRecords& duplicates, StagingFile& staging);
  // What a pass over the inputs came to is what the import comes to.
  void take_counts(const LoadOutcome& outcome);
  // The last pass over the inputs has ended: its bad records are the table's.
  void take_bad_records(const LoadOutcome& outcome);
  void check_unchanged(const LoadOutcome& outcome) const;
  [[noreturn]] void fail_changed() const;
  // Says with -v what was chosen for the inputs.
  void log_choices() const;
  void sum_up(const LoadOutcome& outcome, int passes);

  const ImportJob& job_;
  const TableInputs inputs_;
  const std::optional<TargetTable> in_database_;
  const TableModel* const model_;
  const std::optional<TargetTable> existing_;
  const Destination destination_;
  const LoadPath path_;
  Rejects& rejects_;
  ImportObserver& observer_;
  std::unique_ptr<TableSource> reader_;
  std::vector<std::string> conflict_key_;
  JudgedKeys keys_;
  bool needs_move_;
  bool sorts_rows_ = false;  // by their rowids, which do not ascend
  TableSchema staged_;       // the table that was loaded
  bool has_key_ = true;      // its index of the key is there, if it has a key
  std::optional<StagedEntries> entries_;
  TableSummary summary_;
  std::vector<InputTally> tallies_;  // of the last pass
};

}  // namespace csvimport
