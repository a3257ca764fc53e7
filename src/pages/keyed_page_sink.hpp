#pragma once

// Rows on their way into the pages of a table whose key is its rowid.

#include "pages/leaf_builder.hpp"
#include "pages/record_encoder.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace csvimport {

// The keys of rows that follow each other.
struct KeyRange {
  std::int64_t first = 0;
  std::int64_t last = 0;
  bool is_empty = true;
  bool ascends = true;  // each key is larger than the one before

  void add(std::int64_t key) {
    ascends = ascends && (is_empty || key > last);
    if (is_empty) first = key;
    last = key;
    is_empty = false;
  }
  // Adds the keys of rows that come after these.
  void add(const KeyRange& next) {
    if (next.is_empty) return;
    ascends = ascends && next.ascends && (is_empty || next.first > last);
    if (is_empty) first = next.first;
    last = next.last;
    is_empty = false;
  }
};

// A RowSink that builds leaf pages, where an INTEGER column holds the rowids:
// the records have NULL in its place ("Database File Format", section 2.3).
// Rows whose keys do not ascend come to nothing. One thread at a time.
class KeyedPageSink {
 public:
  // A row under way, which keeps the value of column `key_column` for its key.
  class Row {
   public:
    Row(RecordEncoder::Row row, std::size_t key_column)
        : row_(row), columns_to_key_(key_column) {}

    void add_null() {
      row_.add_null();
      --columns_to_key_;
    }
    void add_integer(std::int64_t value) {
      if (columns_to_key_-- == 0) {
        key_ = value;
        row_.add_null();
      } else {
        row_.add_integer(value);
      }
    }
    void add_real(double value) {
      row_.add_real(value);
      --columns_to_key_;
    }
    void add_text(std::string_view text) {
      row_.add_text(text);
      --columns_to_key_;
    }

   private:
    friend class KeyedPageSink;

    RecordEncoder::Row row_;
    std::size_t columns_to_key_;  // wraps behind it
    std::int64_t key_ = 0;
  };

  KeyedPageSink(RecordEncoder& record, Buffer recycled, std::size_t key_column)
      : record_(record),
        leaves_(std::move(recycled)),
        key_column_(key_column) {}

  Row begin_row() { return {record_.start(), key_column_}; }
  void end_row(std::uint64_t /*record*/, const Row& row) {
    keys_.add(row.key_);
    if (keys_.ascends) leaves_.add(row.key_, row.row_);
  }

  PageRun finish() { return leaves_.finish(); }
  [[nodiscard]] const KeyRange& keys() const { return keys_; }

 private:
  RecordEncoder& record_;
  LeafBuilder leaves_;
  std::size_t key_column_;
  KeyRange keys_;
};

}  // namespace csvimport
