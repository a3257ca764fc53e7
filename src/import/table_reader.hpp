#pragma once

// The files of CSV of one table, and the passes over them.

#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/lookups.hpp"
#include "import/table_source.hpp"
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

// Reads files of CSV. All but the constructor throw ImportError, SystemError or
// Interrupted.
class TableReader : public TableSource {
 public:
  // `existing` is the table that the rows are added to, none if it is made
  // anew; `path` is the way into a staging file. All but that is borrowed.
  TableReader(const ImportJob& job, const std::optional<TargetTable>& existing,
              LoadPath path, Lookups& lookups, Rejects& rejects,
              ImportObserver& observer);

  // Chooses types by the starts of the inputs, too. Throws InputsWait, too.
  void open(const TableInputs& table) override;
  [[nodiscard]] bool has_open_types() const override;
  bool keys_start_ascending() override;
  [[nodiscard]] bool converts(std::size_t column) const override;
  std::vector<LikelyConversion> likely_moments(
      const std::vector<std::size_t>& places) override;
  void adopt_types(const std::vector<ColumnType>& types) override;
  void read_last_time() override;

  LoadOutcome load(const TableSchema& staged, const IndexPlan& indexes,
                   StagingFile& staging,
                   const RefusedRecords* refused) override;
  LoadOutcome inspect(const RefusedRecords* refused) override;
  LoadOutcome judge() override;

  [[nodiscard]] StepObserver step_observer() const override;
  [[nodiscard]] TableTexts slips() const override;
  [[nodiscard]] const std::string& first_name() const override;
  [[nodiscard]] std::vector<InputNote> notes() const override;

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
  TableStrays strays_;  // of all inputs that were inspected
};

}  // namespace csvimport
