#pragma once

// Tables of databases whose rows go into one table, and the passes over them.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/table_source.hpp"
#include "rejects/bad_records.hpp"
#include "rejects/defect_message.hpp"
#include "rejects/rejects.hpp"
#include "target/source_table.hpp"
#include "target/target_table.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Takes values as they are stored, columns by their names. Throws as its base
// does.
class DatabaseReader : public TableSource {
 public:
  // `existing` is the table that the rows are added to. With `are_alike`, all
  // inputs must declare their columns as the first does. All is borrowed.
  DatabaseReader(const ImportJob& job,
                 const std::optional<TargetTable>& existing, bool are_alike,
                 Rejects& rejects, ImportObserver& observer);

  void open(const TableInputs& table) override;
  LoadOutcome load(const TableSchema& staged, const IndexPlan& indexes,
                   StagingFile& staging,
                   const RefusedRecords* refused) override;
  LoadOutcome inspect(const RefusedRecords* refused) override;
  [[nodiscard]] StepObserver step_observer() const override;
  [[nodiscard]] const std::string& first_name() const override;
  [[nodiscard]] std::vector<InputNote> notes() const override;

 private:
  void check_alike(const SourceTable& table) const;
  void check_is_placed(const SourceTable& table) const;
  void add_columns();
  // What the schema's columns take of `table`.
  [[nodiscard]] std::vector<TakenColumn> taken_of(
      const SourceTable& table) const;
  // What reject files begin with.
  [[nodiscard]] std::string header_record() const;
  void begin_pass();
  void end_pass(LoadOutcome& outcome);
  // Has the bad rows of `table` rejected: those with bad values, and those that
  // are refused. `good` counts the others, over all inputs.
  std::uint64_t reject(SourceTable& table, const RefusedRecords* refused,
                       std::uint64_t& good);
  // Why the row is bad, if it is.
  std::optional<Defect> defect_of(const SourceRow& row,
                                  const RefusedRecords* refused,
                                  std::uint64_t& good) const;
  [[nodiscard]] std::string reason_for(const SourceRow& row,
                                       std::size_t column) const;
  [[nodiscard]] std::string record_of(const SourceRow& row) const;

  const ImportJob& job_;
  const std::optional<TargetTable>& existing_;
  const bool are_alike_;
  Rejects& rejects_;
  ImportObserver& observer_;
  std::deque<SourceTable> tables_;
  InputNames names_;  // of the table whose rows are judged
};

}  // namespace csvimport
