#pragma once

// The entries that the rows of a batch bring to an index.

#include "base/buffer.hpp"
#include "pages/record_encoder.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// Takes the rows of one batch after the other, as records. One thread at a
// time.
class EntryCollector {
 public:
  // `key_column` is the column that is the rowid, if there is one: records have
  // NULL in its place. Borrows the index.
  EntryCollector(const IndexSchema& index,
                 std::optional<std::size_t> key_column);

  void add(const RecordEncoder::Row& row, std::int64_t rowid_of_row);
  // The entries of the batch, in their order; leaves the collector empty.
  EntryRun finish();

 private:
  // A value of the record, as it is stored.
  struct Value {
    std::uint64_t type = 0;
    const std::uint8_t* bytes = nullptr;
  };

  void find_values(const RecordEncoder::Row& row);
  [[nodiscard]] std::int64_t rowid_of(std::int64_t rowid_of_row) const;

  const IndexSchema& index_;
  const EntryOrder order_;
  const std::optional<std::size_t> key_column_;
  std::vector<Value> values_;  // of the row, up to the last one that counts
  RecordEncoder entry_;
  std::vector<std::uint8_t> bytes_;  // sized entries, as they came
  std::vector<std::size_t> begins_;  // of the entries in it
  std::vector<EntryRef> refs_;
};

}  // namespace csvimport
