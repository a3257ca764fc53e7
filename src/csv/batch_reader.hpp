#pragma once

// The records of data of an input, cut into batches.

#include "csv/batch.hpp"
#include "csv/header_reader.hpp"
#include "csv/input_text.hpp"
#include "csv/record_rules.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace csvimport {

// Where the records of an input end.
struct RecordsEnd {
  std::uint64_t line = 1;        // of what follows them
  std::uint64_t open_bytes = 0;  // of a record behind them that has no end yet
  std::uint64_t open_lines = 0;  // the line ends in that record
};

// Reads batches in file order; one thread at a time. Memory is bounded by the
// limits of the rules: a batch is about batch_bytes long, longer only for a
// single record up to max_record_bytes.
class BatchReader {
 public:
  // Gives a batch that is done with, for its memory.
  using BatchSupply = std::function<Batch()>;

  // Goes on at `start`. Blank lines are skipped unless they are records, as in
  // a table of one column.
  BatchReader(DataStart start, RecordRules rules, bool blank_lines_are_records);

  // Where finished batches come back from; without it the memory of each batch
  // is new. The callable must outlive the reading.
  void set_batch_supply(BatchSupply supply) { supply_ = std::move(supply); }

  // The next batch, nullopt at the end. Where a quote opens and never closes,
  // the record up to the end of that line is a batch of its own, with a defect,
  // and reading goes on behind it. Throws what the source throws, ImportError
  // for a record beyond the limit without such a quote.
  std::optional<Batch> next();

  // Known at the end; an open record is only left where the limits say so.
  [[nodiscard]] const RecordsEnd& end() const { return end_; }

 private:
  [[nodiscard]] bool leaves_open(const Batch& batch) const;
  // An empty batch with room for `capacity` bytes.
  Batch take_batch(std::size_t capacity);
  // As many of the blank lines that were passed over as a batch holds.
  Batch take_blank_lines();
  // Keeps the whole records of `batch`, up to one that is too long, if there
  // are any; puts back the rest. `is_all` says that the batch holds all that is
  // left.
  bool cut(Batch& batch, bool is_all);
  // Keeps the first line of `batch`, whose record does not end, as one with a
  // defect; puts back the rest.
  void cut_endless(Batch& batch);

  InputText text_;
  std::string input_name_;
  RecordRules rules_;
  bool blank_lines_are_records_;
  BlankLines passed_;  // before the first batch, still to be given
  BatchSupply supply_;
  // The size of the next batch: small behind a record that does not end, for
  // another one may come soon, and it is at its expense.
  std::size_t next_target_;
  std::uint64_t next_record_ = 1;
  std::uint64_t next_line_;
  RecordsEnd end_;
};

}  // namespace csvimport
