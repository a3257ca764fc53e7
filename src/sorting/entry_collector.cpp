#include "sorting/entry_collector.hpp"

#include "pages/record_values.hpp"
#include "pages/varint.hpp"

#include <algorithm>

namespace csvimport {
namespace {

// Between samples of a run in memory, so that few entries are looked at in vain
// to find one; by taste.
constexpr std::size_t kSampleBytes = 1024;

std::size_t places_to_look_at(const IndexSchema& index) {
  std::size_t count = index.rowid_place ? *index.rowid_place + 1 : 0;
  for (const IndexedColumn& column : index.columns) {
    if (column.place) count = std::max(count, *column.place + 1);
  }
  return count;
}

}  // namespace

EntryCollector::EntryCollector(const IndexSchema& index,
                               std::optional<std::size_t> key_column)
    : index_(index),
      order_(index),
      key_column_(key_column),
      values_(places_to_look_at(index)),
      entry_(index.columns.size() + 1) {}

void EntryCollector::find_values(const RecordEncoder::Row& row) {
  const std::uint8_t* type_at = row.types();
  const std::uint8_t* value_at = row.body();
  for (Value& value : values_) {
    type_at = get_varint(type_at, value.type);
    value.bytes = value_at;
    value_at += serial_size(value.type);
  }
}

std::int64_t EntryCollector::rowid_of(std::int64_t rowid_of_row) const {
  if (!index_.rowid_place) return rowid_of_row;
  const Value& value = values_[*index_.rowid_place];
  return is_integer_type(value.type) ? stored_integer(value.type, value.bytes)
                                     : 0;
}

void EntryCollector::add(const RecordEncoder::Row& row,
                         std::int64_t rowid_of_row) {
  find_values(row);
  RecordEncoder::Row entry = entry_.start();
  for (const IndexedColumn& column : index_.columns) {
    if (!column.place) {
      entry.add_null();
    } else if (column.place == key_column_) {
      entry.add_integer(rowid_of_row);
    } else {
      const Value& value = values_[*column.place];
      entry.add_stored(value.type, {value.bytes, serial_size(value.type)});
    }
  }
  entry.add_integer(rowid_of(rowid_of_row));
  const std::size_t size = entry.size();
  const std::size_t begin = bytes_.size();
  bytes_.resize(begin + varint_size(size) + size);
  entry.copy_to(put_varint(&bytes_[begin], size));
  begins_.push_back(begin);
}

EntryRun EntryCollector::finish() {
  refs_.clear();
  for (const std::size_t begin : begins_) {
    const std::uint8_t* const at = &bytes_[begin];
    refs_.push_back({order_.prefix(SizedEntry(at).entry), at});
  }
  sort_entries(refs_, order_);
  RunBuilder builder(Buffer(bytes_.size()), 0, kSampleBytes);
  for (const EntryRef& ref : refs_) builder.add(ref);
  bytes_.clear();
  begins_.clear();
  return builder.finish();
}

}  // namespace csvimport
