#pragma once

// One table of an import, made of one input or of several.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/load_runner.hpp"
#include "import/rejects.hpp"
#include "schema/table_schema.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// What an import made of a table.
struct TableSummary {
  std::vector<std::string> inputs;  // as messages call them
  std::vector<std::string> flags;   // for each input, that pin what was chosen
  TableSchema schema;
  std::uint64_t records = 0;  // read: rows, and bad ones
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;
  RepairCounts repairs;
  int passes = 1;  // 2 where a late value contradicted the types of the sample
  PipelineTimes times;  // of the pass that made the table
};

// Finds out what the table is to be, then loads it. One thread.
class TableImport {
 public:
  // Opens the inputs, which `names` gives, and looks at their starts. All else
  // is borrowed. Throws ImportError, SystemError or Interrupted.
  TableImport(const ImportJob& job, const std::string& table,
              const std::vector<std::string>& paths, Rejects& rejects,
              ImportObserver& observer);

  // Loads what was opened, in one pass or two. `load` makes the table, or
  // leaves nothing of it where the types do not hold.
  using Load = std::function<LoadOutcome(const LoadContext& context)>;
  TableSummary run(const Load& load);

  // The same without a table: `load`, in one pass, is to find out the types.
  TableSummary inspect(const Load& load);

 private:
  void open(const std::string& path);
  // Adds the columns of `input` to the table, or finds them in it.
  void place_columns(LoadInput& input);
  void add_filename_column();
  void plan_load(LoadInput& input) const;
  void check_column_count() const;
  void check_one_header() const;
  void tell_of_missing_columns() const;
  void find_types();
  [[nodiscard]] bool may_need_second_pass() const;
  void adopt_types(const std::vector<ColumnType>& types);
  LoadOutcome run_pass(const Load& load);
  [[nodiscard]] TableSummary summary_of(const LoadOutcome& outcome,
                                        int passes) const;

  const ImportJob& job_;
  Rejects& rejects_;
  ImportObserver& observer_;
  TableSchema schema_;
  std::vector<std::unique_ptr<LoadInput>> inputs_;
};

}  // namespace csvimport
