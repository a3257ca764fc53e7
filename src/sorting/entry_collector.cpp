#include "sorting/entry_collector.hpp"

namespace csvimport {

void EntryCollector::add(std::span<const StoredColumn> columns,
                         std::int64_t rowid) {
  RecordEncoder::Row entry = entry_.start();
  for (const IndexedColumn& column : index_.columns) {
    if (!column.place) {
      entry.add_null();
    } else if (column.place == key_column_) {
      entry.add_integer(rowid);
    } else {
      const StoredColumn& stored = columns[*column.place];
      entry.add_stored(stored.type, stored.value());
    }
  }
  entry.add_integer(rowid);
  entries_.add(entry);
}

EntryRun EntryCollector::finish() {
  if (entry_.capacity() > kMaxKeptEntryBytes) {
    entry_ = RecordEncoder(index_.columns.size() + 1);
  }
  return entries_.finish(order_);
}

}  // namespace csvimport
