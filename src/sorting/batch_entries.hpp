#pragma once

// The entries that the rows of a batch bring to all indexes of a table.

#include "pages/key_range.hpp"
#include "pages/record_encoder.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_collector.hpp"
#include "sorting/entry_run.hpp"
#include "sorting/row_collector.hpp"
#include "sorting/stored_columns.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// What a batch brings.
struct BatchRuns {
  std::vector<EntryRun> runs;  // one for each index
  EntryRun rows;               // if they are sorted
  KeyRange rowids;             // that the entries have, in the order of rows
};

// Takes the rows of one batch after the other. One thread at a time.
class BatchEntries {
 public:
  // Borrows the indexes.
  explicit BatchEntries(const IndexPlan& plan);

  // Whether it wants rows at all.
  [[nodiscard]] bool wants_rows() const {
    return rows_ || !collectors_.empty();
  }

  // `rowid` is that of the row, `number` that of the record.
  void add(const RecordEncoder::Row& row, std::int64_t rowid,
           std::uint64_t number);
  // What the batch has brought; leaves nothing behind.
  BatchRuns finish();

 private:
  std::optional<std::size_t> rowid_place_;
  std::vector<EntryCollector> collectors_;
  std::optional<RowCollector> rows_;
  std::vector<StoredColumn> columns_;  // of a row, up to the last in use
  KeyRange rowids_;
};

}  // namespace csvimport
