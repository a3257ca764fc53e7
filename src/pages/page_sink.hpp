#pragma once

// Where the rows of a batch become pages.

#include "base/buffer.hpp"
#include "pages/leaf_builder.hpp"
#include "pages/record_encoder.hpp"

#include <cstdint>
#include <utility>

namespace csvimport {

// A RowSink that builds the leaf pages of one batch.
class PageSink {
 public:
  // Encodes with `record`, which is borrowed, into the memory of `recycled`.
  PageSink(RecordEncoder& record, Buffer recycled)
      : record_(record), leaves_(std::move(recycled)) {}

  RecordEncoder::Row begin_row() { return record_.start(); }
  [[gnu::always_inline]] void end_row(std::uint64_t record,
                                      const RecordEncoder::Row& row) {
    leaves_.add(static_cast<std::int64_t>(record), row);
  }

  PageRun finish() { return leaves_.finish(); }

 private:
  RecordEncoder& record_;
  LeafBuilder leaves_;
};

}  // namespace csvimport
