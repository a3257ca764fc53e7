#pragma once

// The rows of a batch, to be sorted by their rowids.
//
// A row is an entry of an index of its rowid, which ends with the number of its
// record, and has the row itself behind that:
//
//   +--------------------------+------------------+------------------------+
//   | rowid: an integer column | record's number, | the row's record,      |
//   |                          | in rowid's place | as a text, and unseen  |
//   +--------------------------+------------------+------------------------+

#include "pages/record_encoder.hpp"
#include "pages/record_values.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_buffer.hpp"
#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace csvimport {

// The index that rows are entries of.
const IndexSchema& index_of_rows();

// A row that was sorted; borrows the entry.
struct SortedRow {
  explicit SortedRow(const std::uint8_t* entry) {
    RecordValues values(entry);
    rowid = values.next().integer;
    (void)values.next();
    record = values.next().text;
  }
  // What LeafBuilder asks of a record.
  [[nodiscard]] std::size_t size() const { return record.size(); }
  void copy_to(std::uint8_t* out) const {
    std::memcpy(out, record.data(), record.size());
  }

  std::int64_t rowid = 0;
  std::string_view record;
};

// One thread at a time.
class RowCollector {
 public:
  // `number` is that of the record.
  void add(const RecordEncoder::Row& row, std::int64_t rowid,
           std::uint64_t number);
  // The rows of the batch, in the order of rowids and then of records; leaves
  // the collector empty.
  EntryRun finish();

 private:
  static constexpr std::size_t kValues = 3;

  RecordEncoder entry_{kValues};
  std::vector<std::uint8_t> record_;
  EntryBuffer entries_;
};

}  // namespace csvimport
