#pragma once

// One table of an import, made of one input or of several.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/table_columns.hpp"
#include "load/load_context.hpp"
#include "load/load_outcome.hpp"
#include "rejects/rejects.hpp"
#include "schema/table_schema.hpp"
#include "target/table_task.hpp"
#include "target/target_table.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// What an import made of a table: each record read is a row, updated one that
// was there, was ignored, or is rejected.
struct TableSummary {
  std::vector<std::string> inputs;  // as messages call them
  std::vector<std::string> flags;   // for each input, that pin what was chosen
  TableSchema schema;
  bool existed = false;  // before the import
  // What became of it then.
  IfExists if_exists = IfExists::kAppend;
  bool is_skipped = false;  // it was there, and --if-exists left it alone
  std::uint64_t records = 0;
  std::uint64_t rows = 0;
  std::uint64_t updated = 0;
  std::uint64_t ignored = 0;
  std::uint64_t rejected = 0;
  RepairCounts repairs;
  int passes = 1;  // 2 where a late value contradicted the types of the sample
  PipelineTimes times;  // of the pass that made the table

  // Whether the import made it.
  [[nodiscard]] bool is_made() const {
    return !existed || if_exists == IfExists::kReplace;
  }
};

// Finds out what the table is to be, then loads it. One thread.
class TableImport {
 public:
  // Opens the inputs, and looks at their starts. `existing` is the table that
  // they are added to, none if it is made anew; `may_refuse` says whether the
  // database may refuse records for what it has declared; `load_path` is the
  // one that is taken to the staging file, and `is_staged` says that the rows
  // are on their way to another one. All but the paths is borrowed. Throws
  // ImportError, SystemError or Interrupted.
  TableImport(const ImportJob& job, const std::string& table,
              const std::vector<std::string>& paths,
              const std::optional<TargetTable>& existing, bool may_refuse,
              LoadPath load_path, bool is_staged, Rejects& rejects,
              ImportObserver& observer);

  [[nodiscard]] const TableSchema& schema() const { return schema_; }
  // Those that the existing table is to get.
  [[nodiscard]] std::vector<Column> added_columns() const;
  // The table that was loaded: the final one, or one on its way to it.
  [[nodiscard]] const TableSchema& staged() const { return staged_; }
  [[nodiscard]] bool is_staged() const { return is_staged_; }
  // What was loaded cannot be the final table.
  void set_staged() { is_staged_ = true; }

  // Loads what was opened, in one pass or more. `load` makes the table, or
  // leaves nothing of it where the outcome does not hold.
  using Load = std::function<LoadOutcome(const LoadContext& context)>;
  void run(const Load& load);

  // The same without a table: `load`, in one pass, is to find out the types.
  void inspect(const Load& load);

  // Reads the inputs again for the records that the database refused, which are
  // bad records like others. `load` is as for inspect(). Throws ImportError for
  // the first one, unless they are skipped.
  void take_refused(const RefusedRecords& refused, const Load& load);

  // Loads the inputs again without those records. Throws ImportError too if the
  // outcome does not hold.
  void load_without(const RefusedRecords& refused, const Load& load);

  // What came of it so far.
  TableSummary& summary() { return summary_; }

 private:
  void open(const std::string& path);
  // What is to be done with the input, by the types of the schema.
  [[nodiscard]] LoadPlan plan_for(const LoadInput& input) const;
  void check_one_header() const;
  void find_types();
  [[nodiscard]] bool may_read_again() const;
  void adopt_types(const std::vector<ColumnType>& types);
  [[nodiscard]] TableSchema schema_to_stage() const;
  // A pass that makes the table to stage.
  LoadOutcome stage(const Load& load);
  // A pass for the sake of records that were refused.
  LoadOutcome read_again(const RefusedRecords& refused, const Load& load,
                         const TableSchema& schema);
  void check_unchanged(const LoadOutcome& outcome) const;
  // A pass over all inputs; `refused` is null where no record was.
  LoadOutcome run_pass(const Load& load, const TableSchema& schema,
                       const RefusedRecords* refused);
  void sum_up(const LoadOutcome& outcome, int passes);

  const ImportJob& job_;
  LoadPath path_;
  const std::optional<TargetTable>& existing_;
  bool may_refuse_;
  bool is_staged_;
  Rejects& rejects_;
  ImportObserver& observer_;
  TableColumns columns_;
  TableSchema schema_;
  TableSchema staged_;
  std::vector<std::unique_ptr<LoadInput>> inputs_;
  TableSummary summary_;
};

}  // namespace csvimport
