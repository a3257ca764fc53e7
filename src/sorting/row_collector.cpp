#include "sorting/row_collector.hpp"

namespace csvimport {

const IndexSchema& index_of_rows() {
  static const IndexSchema index{"", {{0}}, true};
  return index;
}

void RowCollector::add(const RecordEncoder::Row& row, std::int64_t rowid,
                       std::uint64_t number) {
  record_.resize(row.size());
  row.copy_to(record_.data());
  RecordEncoder::Row entry = entry_.start();
  entry.add_integer(rowid);
  entry.add_integer(static_cast<std::int64_t>(number));
  entry.add_text(
      {reinterpret_cast<const char*>(record_.data()), record_.size()});
  entries_.add(entry);
}

EntryRun RowCollector::finish() {
  if (record_.capacity() > kMaxKeptEntryBytes) {
    record_ = {};
    entry_ = RecordEncoder(kValues);
  }
  return entries_.finish(EntryOrder(index_of_rows()));
}

}  // namespace csvimport
