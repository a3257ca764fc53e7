#include "sorting/batch_entries.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

std::size_t columns_in_use(const IndexPlan& plan) {
  std::size_t count = plan.rowid_place ? *plan.rowid_place + 1 : 0;
  for (const IndexSchema& index : plan.indexes) {
    for (const IndexedColumn& column : index.columns) {
      if (column.place) count = std::max(count, *column.place + 1);
    }
  }
  return count;
}

// A row without one will be refused, or is given one: then its entries are not
// used.
std::optional<std::int64_t> rowid_of(const StoredColumn& column) {
  if (!is_integer_type(column.type)) return std::nullopt;
  return stored_integer(column.type, column.bytes);
}

}  // namespace

BatchEntries::BatchEntries(const IndexPlan& plan)
    : rowid_place_(plan.rowid_place), columns_(columns_in_use(plan)) {
  for (const IndexSchema& index : plan.indexes) {
    collectors_.emplace_back(index, plan.key_column);
  }
  if (plan.sorts_rows) rows_.emplace();
}

void BatchEntries::add(const RecordEncoder::Row& row, std::int64_t rowid,
                       std::uint64_t number) {
  if (rows_) rows_->add(row, rowid, number);
  find_columns(row, columns_);
  if (rowid_place_) {
    const auto brought = rowid_of(columns_[*rowid_place_]);
    rowids_.ascends = rowids_.ascends && brought;
    rowid = brought.value_or(0);
  }
  rowids_.add(rowid);
  for (EntryCollector& collector : collectors_) collector.add(columns_, rowid);
}

BatchRuns BatchEntries::finish() {
  BatchRuns batch;
  batch.rowids = std::exchange(rowids_, {});
  for (EntryCollector& collector : collectors_) {
    batch.runs.push_back(collector.finish());
  }
  if (rows_) batch.rows = rows_->finish();
  return batch;
}

}  // namespace csvimport
