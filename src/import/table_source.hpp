#pragma once

// What the rows of one table come from: files of CSV, or tables of databases.

#include "base/step_observer.hpp"
#include "import/table_inputs.hpp"
#include "load/column_texts.hpp"
#include "load/load_input.hpp"
#include "load/load_outcome.hpp"
#include "load/staging_file.hpp"
#include "rejects/refused_records.hpp"
#include "schema/column_type.hpp"
#include "schema/index_schema.hpp"
#include "schema/likely_conversion.hpp"
#include "schema/table_schema.hpp"
#include "target/target_table.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// Finds out what the table is to be, then reads the inputs as often as needed.
// One thread. All throw ImportError, SystemError or Interrupted. What only
// files of CSV have a say in does nothing where it is not overridden.
class TableSource {
 public:
  TableSource() = default;
  TableSource(const TableSource&) = delete;
  TableSource& operator=(const TableSource&) = delete;
  virtual ~TableSource() = default;

  // Opens the inputs, and finds the place of each of their columns in the
  // table. Comes first.
  virtual void open(const TableInputs& table) = 0;
  // The table as it is known so far.
  [[nodiscard]] const TableSchema& schema() const { return schema_; }
  // Has messages about texts that do not fit the column, which exists, name it.
  void name_flag_for_texts(std::size_t column, const std::string& flag) {
    schema_.columns[column].existing.value().flag_for_texts = flag;
  }

  // Has NULL be a bad value for a key of `table`, the existing one, which is
  // its rowid, if it is NOT NULL: SQLite would choose one.
  void want_keys_of(const TargetTable& table);
  // Has NULL be a bad value wherever that is so, and the key that of the table:
  // rows are put into it past SQLite. They have all of its columns.
  void judge_by(const TargetTable& table);

  // Whether a later value may show that a column is of another type.
  [[nodiscard]] virtual bool has_open_types() const { return false; }
  // Whether the keys of a table whose key is its rowid ascend at the inputs'
  // starts.
  virtual bool keys_start_ascending() { return true; }
  // Whether an option says what becomes of the column's texts.
  [[nodiscard]] virtual bool converts(std::size_t /*column*/) const {
    return false;
  }
  // By what the texts of the columns at `places`, where moments belong, would
  // be such at the inputs' starts.
  virtual std::vector<LikelyConversion> likely_moments(
      const std::vector<std::size_t>& places) {
    return std::vector<LikelyConversion>(places.size());
  }
  virtual void adopt_types(const std::vector<ColumnType>& /*types*/) {}
  // Says that the inputs are read only once more, so that nothing is kept.
  virtual void read_last_time() {}

  // Reads all inputs into the new table `staged`, which has the columns of
  // schema(), of the staging file, and does what is to be done for
  // `indexes`; where the outcome does not hold, nothing is left of it. The
  // records in `refused`, if there are any, are bad.
  virtual LoadOutcome load(const TableSchema& staged, const IndexPlan& indexes,
                           StagingFile& staging,
                           const RefusedRecords* refused) = 0;
  // Reads all inputs for what can be learned of them.
  virtual LoadOutcome inspect(const RefusedRecords* refused) = 0;
  // The same for which rows the job's condition holds; the types are known.
  virtual LoadOutcome judge() { return inspect(nullptr); }

  // Tells the observer.
  [[nodiscard]] virtual StepObserver step_observer() const = 0;
  // The texts that made columns TEXT by a slip, it seems, as far as they were
  // seen so far.
  [[nodiscard]] virtual TableTexts slips() const { return {}; }
  // As messages call the first input.
  [[nodiscard]] virtual const std::string& first_name() const = 0;
  // What is known of an input, for the summary.
  struct InputNote {
    std::string input;
    std::string flags;  // that pin what was chosen for it
  };
  [[nodiscard]] virtual std::vector<InputNote> notes() const = 0;
  // The files of CSV, which have been read to their ends.
  [[nodiscard]] const std::vector<std::unique_ptr<LoadInput>>& inputs() const {
    return inputs_;
  }

 protected:
  TableSchema schema_;
  std::vector<std::unique_ptr<LoadInput>> inputs_;
};

}  // namespace csvimport
