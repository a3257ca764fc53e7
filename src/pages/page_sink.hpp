#pragma once

// Where the rows of a batch become leaf pages.

#include "base/buffer.hpp"
#include "pages/key_range.hpp"
#include "pages/leaf_builder.hpp"
#include "pages/record_encoder.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace csvimport {

// A RowSink that builds the leaf pages of one batch, each row under the rowid
// that it is given. One thread at a time.
class PageSink {
 public:
  // Encodes with `record`, which is borrowed, into the memory of `recycled`.
  PageSink(RecordEncoder& record, Buffer recycled)
      : record_(record), leaves_(std::move(recycled)) {}

  RecordEncoder::Row begin_row() { return record_.start(); }
  [[gnu::always_inline]] void end_row(std::uint64_t rowid,
                                      const RecordEncoder::Row& row) {
    leaves_.add(static_cast<std::int64_t>(rowid), row);
  }

  // The record of a row that has ended, and its rowid.
  static const RecordEncoder::Row& record_of(const RecordEncoder::Row& row) {
    return row;
  }
  static std::int64_t rowid_of(std::uint64_t rowid,
                               const RecordEncoder::Row& /*row*/) {
    return static_cast<std::int64_t>(rowid);
  }

  TableRun finish() { return leaves_.finish(); }

 private:
  RecordEncoder& record_;
  LeafBuilder leaves_;
};

// The same for a table whose key is its rowid: the INTEGER column of the key
// gives the rowids, and the records have NULL in its place ("Database File
// Format", section 2.3). Rows whose keys do not ascend come to nothing.
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
    void add_fraction(double value) {
      row_.add_fraction(value);
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
  void end_row(std::uint64_t /*rowid*/, const Row& row) {
    keys_.add(row.key_);
    if (keys_.ascends) leaves_.add(row.key_, row.row_);
  }

  static const RecordEncoder::Row& record_of(const Row& row) {
    return row.row_;
  }
  static std::int64_t rowid_of(std::uint64_t /*rowid*/, const Row& row) {
    return row.key_;
  }

  TableRun finish() { return leaves_.finish(); }
  [[nodiscard]] const KeyRange& keys() const { return keys_; }

 private:
  RecordEncoder& record_;
  LeafBuilder leaves_;
  std::size_t key_column_;
  KeyRange keys_;
};

// Takes the same rows, and makes no pages.
class KeyedRowSink {
 public:
  KeyedRowSink(RecordEncoder& record, std::size_t key_column)
      : record_(record), key_column_(key_column) {}

  KeyedPageSink::Row begin_row() { return {record_.start(), key_column_}; }
  void end_row(std::uint64_t /*rowid*/, const KeyedPageSink::Row& /*row*/) {}

  static const RecordEncoder::Row& record_of(const KeyedPageSink::Row& row) {
    return KeyedPageSink::record_of(row);
  }
  static std::int64_t rowid_of(std::uint64_t rowid,
                               const KeyedPageSink::Row& row) {
    return KeyedPageSink::rowid_of(rowid, row);
  }

 private:
  RecordEncoder& record_;
  std::size_t key_column_;
};

}  // namespace csvimport
