#pragma once

// The first stage of the pipeline: the records of data of an input in batches,
// which may be looked at before they are taken.

#include "csv/batch.hpp"
#include "csv/batch_marks.hpp"
#include "csv/batch_reader.hpp"
#include "csv/footer_reader.hpp"
#include "csv/header_reader.hpp"
#include "csv/record_rules.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace csvimport {

// Gives the batches of an input in file order; one thread at a time.
// Numbers records and lines as they stand in the file.
class RecordReader {
 public:
  using BatchSupply = BatchReader::BatchSupply;

  // Goes on behind the records that were taken from `header`. Blank lines are
  // skipped unless they are records, as in a table of one column. The last
  // `footer_records` are left out, as FooterReader has it.
  RecordReader(HeaderReader header, const RecordRules& rules,
               bool blank_lines_are_records = false,
               std::uint64_t footer_records = 0)
      : batches_(BatchReader(std::move(header).data(), rules,
                             blank_lines_are_records),
                 {rules.syntax(), blank_lines_are_records}, footer_records),
        marks_(rules.syntax(), blank_lines_are_records) {}

  // As BatchReader has it.
  void set_batch_supply(BatchSupply supply) {
    batches_.set_batch_supply(std::move(supply));
  }

  // Ends behind so many records, those read so far included, which are no more.
  // What stands behind them is not looked at.
  void set_limit(std::uint64_t records) { limit_ = records; }

  // The records in all batches read so far, those peeked at included.
  [[nodiscard]] std::uint64_t records_read() const { return records_read_; }

  // Whether all batches are read, be it up to the limit; those peeked at
  // included.
  [[nodiscard]] bool has_ended() const { return has_ended_; }

  // As BatchReader has it, where no limit ended it before.
  [[nodiscard]] const RecordsEnd& end() const { return batches_.end(); }

  // As FooterReader has it.
  [[nodiscard]] bool footer_took_all() const { return batches_.took_all(); }

  // The next batches, as many as hold `bytes` if there are, left in place for
  // next(). Valid until next() is called. A failure to read more is left to
  // next() too: what was read before it may hold the first bad record.
  std::span<const Batch> peek(std::size_t bytes);

  // The next batch, nullopt at the end; throws, as BatchReader::next() does.
  std::optional<Batch> next();

 private:
  // Reads one batch more for peek(); false if there is none.
  bool peek_batch();
  // The next batch that was not peeked at, up to the limit.
  std::optional<Batch> read_batch();

  FooterReader batches_;
  BatchMarks marks_;
  std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t records_read_ = 0;
  bool has_ended_ = false;
  std::vector<Batch> peeked_;
  std::size_t peeked_taken_ = 0;  // of them, by next()
  std::exception_ptr failure_;    // comes behind what was peeked at
};

}  // namespace csvimport
