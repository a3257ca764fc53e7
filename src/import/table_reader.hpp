#pragma once

// The inputs of one table, and the passes over them.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/lookups.hpp"
#include "import/table_inputs.hpp"
#include "load/column_strays.hpp"
#include "load/column_texts.hpp"
#include "load/load_context.hpp"
#include "load/load_input.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"
#include "rejects/refused_records.hpp"
#include "rejects/rejects.hpp"
#include "schema/likely_conversion.hpp"
#include "schema/table_schema.hpp"
#include "target/target_table.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Finds out what the table is to be, then reads the inputs as often as needed.
// One thread. All but the constructor throw ImportError, SystemError or
// Interrupted.
class TableReader {
 public:
  // `existing` is the table that the rows are added to, none if it is made
  // anew; `path` is the way into a staging file. All but that is borrowed.
  TableReader(const ImportJob& job, const std::optional<TargetTable>& existing,
              LoadPath path, Lookups& lookups, Rejects& rejects,
              ImportObserver& observer);

  // Opens the inputs, finds the place of each of their
  // columns in the table, and chooses types by the starts of the inputs. Comes
  // first.
  // Throws InputsWait, too.
  void open(const TableInputs& table);
  // The table as it is known so far.
  [[nodiscard]] const TableSchema& schema() const { return schema_; }
  // Whether a later value may show that a column is of another type.
  [[nodiscard]] bool has_open_types() const;
  // Whether the keys of a table whose key is its rowid ascend at the inputs'
  // starts.
  bool keys_start_ascending();
  // Whether an option says what becomes of the column's texts.
  [[nodiscard]] bool converts(std::size_t column) const;
  // By what the texts of the columns at `places`, where moments belong, would
  // be such at the inputs' starts.
  std::vector<LikelyConversion> likely_moments(
      const std::vector<std::size_t>& places);
  void adopt_types(const std::vector<ColumnType>& types);
  // Has messages about texts that do not fit the column, which exists, name it.
  void name_flag_for_texts(std::size_t column, const std::string& flag) {
    schema_.columns[column].existing.value().flag_for_texts = flag;
  }

  // Says that the inputs are read only once more, so that nothing is kept.
  void read_last_time();
  // Reads all inputs into the new table `staged`, which has the columns of
  // schema(), of the staging file, and does what is to be done for
  // `indexes`; where the outcome does not hold, nothing is left of it. The
  // records in `refused`, if there are any, are bad.
  LoadOutcome load(const TableSchema& staged, const IndexPlan& indexes,
                   StagingFile& staging,
                   const RefusedRecords* refused = nullptr);
  // Reads all inputs for what can be learned of them.
  LoadOutcome inspect(const RefusedRecords* refused = nullptr);
  // The same for which rows the job's condition holds; the types are known.
  LoadOutcome judge();

  // Tells the observer.
  [[nodiscard]] StepObserver step_observer() const;

  // The texts that made columns TEXT by a slip, it seems, as far as they were
  // seen so far.
  [[nodiscard]] TableTexts slips() const;

  // As messages call the first input.
  [[nodiscard]] const std::string& first_name() const;
  // What is known of an input, for the summary.
  struct InputNote {
    std::string input;
    std::string flags;  // that pin what was chosen for it
  };
  [[nodiscard]] std::vector<InputNote> notes() const;
  // The inputs, which have been read to their ends.
  [[nodiscard]] const std::vector<std::unique_ptr<LoadInput>>& inputs() const {
    return inputs_;
  }

 private:
  // Whether further inputs are open at the same time.
  [[nodiscard]] bool is_one_of_many() const;
  void close_files();
  void check_one_header() const;
  void infer_types_of_starts();
  // Has `look` look at the start of each input, as far as its records are
  // surely among those to read.
  template <class Look>
  void look_at_starts(Look look);
  [[nodiscard]] LoadPlan plan_for(const LoadInput& input,
                                  const RefusedRecords* refused) const;
  // A pass over all inputs; `read` is to do it.
  template <class Read>
  LoadOutcome read_inputs(const TableSchema& staged, const IndexPlan& indexes,
                          const SortSettings& sorting,
                          const RefusedRecords* refused, Read read);

  const ImportJob& job_;
  const std::optional<TargetTable>& existing_;
  const LoadPath path_;
  Lookups& lookups_;
  // The ids that there were before the first load: all others are its own.
  std::optional<std::vector<std::int64_t>> ids_before_;
  Rejects& rejects_;
  ImportObserver& observer_;
  TableSchema schema_;
  TableStrays strays_;  // of all inputs that were inspected
  std::vector<std::unique_ptr<LoadInput>> inputs_;
};

}  // namespace csvimport
