#pragma once

// The batches of an input without its last records: sums, or how many rows
// there are, which are no part of the table.

#include "csv/batch.hpp"
#include "csv/batch_marks.hpp"
#include "csv/batch_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <optional>
#include <utility>

namespace csvimport {

// Holds the batches of a BatchReader back until so many records are known to
// follow that the footer cannot begin in them; so it takes the memory of one
// batch more than the footer has, and nothing where there is none. One thread
// at a time.
class FooterReader {
 public:
  // The footer is the last `footer_records` records of the input, blank lines
  // and comments not counted, and all that stands behind the first of them; all
  // of the input, if it has fewer.
  FooterReader(BatchReader batches, BatchMarks marks,
               std::uint64_t footer_records)
      : batches_(std::move(batches)),
        marks_(std::move(marks)),
        footer_records_(footer_records) {}

  // As BatchReader has it.
  void set_batch_supply(BatchReader::BatchSupply supply) {
    batches_.set_batch_supply(std::move(supply));
  }

  // The next batch, nullopt where the footer begins. Throws what
  // BatchReader::next() throws, behind all batches that were read before it.
  std::optional<Batch> next();

  // The records in all batches given so far.
  [[nodiscard]] std::uint64_t records_read() const { return records_read_; }

  // As BatchReader has it.
  [[nodiscard]] const RecordsEnd& end() const { return batches_.end(); }

  // Whether there were records, and the footer was all of them. Known at the
  // end.
  [[nodiscard]] bool took_all() const {
    return took_records_ && records_read_ == 0;
  }

 private:
  struct Held {
    Batch batch;
    std::uint64_t records;  // but blank lines and comments
  };

  [[nodiscard]] bool may_give() const {
    return !held_.empty() &&
           held_records_ - held_.front().records >= footer_records_;
  }
  // Reads one batch more; at the end, leaves the footer out.
  void hold_next();
  void leave_out_footer();
  // Leaves out of `batch` all from its `footer_records`-th last record on.
  void cut(Batch& batch, std::uint64_t footer_records) const;
  [[nodiscard]] std::uint64_t count_records(const Batch& batch) const;

  BatchReader batches_;
  BatchMarks marks_;
  std::uint64_t footer_records_;
  std::deque<Held> held_;           // in file order
  std::uint64_t held_records_ = 0;  // in all of them
  bool has_ended_ = false;          // what is held may be given
  std::exception_ptr failure_;      // comes behind what is held
  std::uint64_t records_read_ = 0;
  bool took_records_ = false;  // into the footer
};

}  // namespace csvimport
