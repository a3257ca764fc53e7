#pragma once

// The entries that the rows of a batch bring to an index.

#include "pages/record_encoder.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_buffer.hpp"
#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"
#include "sorting/stored_columns.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace csvimport {

// Takes the rows of one batch after the other. One thread at a time.
class EntryCollector {
 public:
  // `key_column` is the column that is the rowid, if there is one: records have
  // NULL in its place. Borrows the index.
  EntryCollector(const IndexSchema& index,
                 std::optional<std::size_t> key_column)
      : index_(index),
        order_(index),
        key_column_(key_column),
        entry_(index.columns.size() + 1) {}

  // The first columns of a row: all that the index has, at least.
  void add(std::span<const StoredColumn> columns, std::int64_t rowid);
  // The entries of the batch, in their order; leaves the collector empty.
  EntryRun finish();

 private:
  const IndexSchema& index_;
  const EntryOrder order_;
  const std::optional<std::size_t> key_column_;
  RecordEncoder entry_;
  EntryBuffer entries_;
};

}  // namespace csvimport
