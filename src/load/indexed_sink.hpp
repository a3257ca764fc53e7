#pragma once

// Where the rows of a batch become entries of indexes beside what else they
// become.

#include "sorting/batch_entries.hpp"

#include <cstdint>

namespace csvimport {

// A RowSink that passes all on to another one, of which it asks for each row's
// record and its rowid, and borrows both. One thread at a time.
template <class Sink>
class IndexedSink {
 public:
  IndexedSink(Sink& sink, BatchEntries& entries)
      : sink_(sink), entries_(entries) {}

  auto begin_row() { return sink_.begin_row(); }
  template <class Row>
  [[gnu::always_inline]] void end_row(std::uint64_t rowid, const Row& row) {
    sink_.end_row(rowid, row);
    entries_.add(Sink::record_of(row), Sink::rowid_of(rowid, row), rowid);
  }

 private:
  Sink& sink_;
  BatchEntries& entries_;
};

}  // namespace csvimport
