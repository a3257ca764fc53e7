#pragma once

// The first stage: cuts the bytes of a source into batches of whole records.

#include "base/buffer.hpp"
#include "csv/batch.hpp"
#include "csv/dialect.hpp"
#include "csv/lenient_index.hpp"
#include "csv/record_end.hpp"
#include "csv/record_index.hpp"
#include "csv/syntax.hpp"

#include <libfccp/csv.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct ReaderLimits {
  std::size_t batch_bytes = 256 * 1024;
  std::size_t max_record_bytes = 64 * 1024 * 1024;
};

// Reads batches in file order; one thread at a time. Numbers records and lines
// as they stand in the file. A byte-order mark of UTF-8 at the start is
// skipped. Memory is bounded by the limits: a batch is about batch_bytes long,
// longer only for a single record up to max_record_bytes.
class RecordReader {
 public:
  // Gives a batch that is done with, for its memory.
  using BatchSupply = std::function<Batch()>;

  // `name` is what errors call the input.
  RecordReader(std::unique_ptr<io::ByteSourceBase> source, std::string name,
               const Dialect& dialect, const ReaderLimits& limits);

  // Where finished batches come back from; without it the memory of each batch
  // is new. The callable must outlive the reading.
  void set_batch_supply(BatchSupply supply) { supply_ = std::move(supply); }

  // Takes records for what LenientReading makes of them, which are to have
  // `width` fields. Comes before a record is read, or between two; what was
  // peeked at stays as it is.
  void read_leniently(std::size_t width);

  // Passes over `count` lines, whatever is in them. Comes first, if at all.
  void skip_lines(std::uint64_t count);

  struct Record {
    std::string bytes;       // line end included
    std::uint64_t line = 0;  // where it starts
  };
  // The next record that is neither a blank line nor a comment, left in place;
  // nullopt at the end of the input. Of the blank lines before it only the
  // number is kept. Comes before the first batch.
  std::optional<Record> first_record();
  // Takes out the record that first_record() gave, a header, and what stands
  // before it. They count as lines, but not as records.
  void drop(const Record& record);
  // Whether there was any line before what is yet to be read.
  [[nodiscard]] bool has_passed_lines() const { return next_line_ > 1; }

  // Says whether a blank line is a record, as it is in a table of one column.
  // Comes before the first batch; blank lines are skipped without it.
  void set_blank_lines_are_records(bool are_records) {
    blank_lines_are_records_ = are_records;
  }

  // The records in all batches read so far.
  [[nodiscard]] std::uint64_t records_read() const { return next_record_ - 1; }

  // The next batches, as many as hold `bytes` if there are, left in place for
  // next(). Valid until next() is called. A failure to read more is left to
  // next() too: what was read before it may hold the first bad record.
  std::span<const Batch> peek(std::size_t bytes);

  // The next batch, nullopt at the end. Where a quote opens and never closes,
  // the record up to the end of that line is a batch of its own, with a defect,
  // and reading goes on behind it. Throws SystemError from the source,
  // ImportError for a record beyond the limit without such a quote.
  std::optional<Batch> next();

 private:
  // An empty batch with room for `capacity` bytes.
  Batch take_batch(std::size_t capacity);
  // How much is read before anything is known of the records: no more than a
  // batch.
  [[nodiscard]] std::size_t first_look() const;
  // Reads until `buffer` has `size` bytes or the input ends.
  void fill(Buffer& buffer, std::size_t size);
  // The same for a buffer that starts with a record. Ends the last line of the
  // input, so that all records have an end.
  void fill_lines(Buffer& buffer, std::size_t size);
  // What ends the last record of `text`, the end of the input, which starts
  // with a record. An escape that is the last byte becomes a literal one.
  [[nodiscard]] std::string missing_end(std::string_view text) const;
  // Whether a further line end, behind the one that ends it, would be a line of
  // its own.
  [[nodiscard]] bool is_whole(std::string_view text) const;
  // Whether the last byte is an escape that makes nothing literal, or a line
  // end that would be literal outside a comment.
  [[nodiscard]] bool ends_escaped(std::string_view text) const;
  // The size of the blank line or comment that `text` starts with, its line end
  // included; 0 if it starts with none that is whole.
  [[nodiscard]] std::size_t idle_line_size(std::string_view text) const;
  // Passes over blank lines, which it counts, and comments.
  void pass_idle_lines();
  // As many of the blank lines that were passed over as a batch holds.
  Batch blank_batch();
  // The byte after the record that starts at `begin`; null if it is not whole.
  [[nodiscard]] const char* record_end(const char* begin,
                                       const char* end) const;
  RecordIndexer::Summary index(Batch& batch) const;
  // Whether there is more of a record, its line end aside, than there may be.
  [[nodiscard]] bool is_too_long(std::string_view record) const;
  // Keeps the whole records of `batch`, up to one that is too long, if there
  // are any; the rest is put aside for the next batch.
  bool cut(Batch& batch);
  // Takes out the marks of `batch` from the first record beyond the limit on.
  void unmark_too_long(Batch& batch, RecordIndexer::Summary& summary) const;
  // Takes off what was put aside the end that the last line was given, so that
  // it is ended anew: what it needs depends on whether it stands in quotes.
  void drop_added_end();
  // Keeps the first line of `batch`, whose record does not end.
  void cut_endless(Batch& batch);
  // Takes what was put aside, until `buffer` has `size` bytes.
  void take_rest(Buffer& buffer, std::size_t size);
  // Whether the batch that is being read holds all that is left.
  [[nodiscard]] bool nothing_follows() const {
    return at_end_ && rest_taken_ == rest_.size();
  }
  // Puts aside what follows the marks of `batch`.
  void set_aside_rest(Batch& batch);
  std::optional<Batch> read_batch();
  // Reads one batch more for peek(); false if there is none.
  bool peek_batch();
  // With the longest line end, which the limit does not count, and a byte more,
  // without which there may or may not be more of it.
  [[nodiscard]] std::size_t longest_record() const {
    return limits_.max_record_bytes + 3;
  }
  // The first record does not end within the limit, or not at all.
  [[noreturn]] void fail_endless() const;
  [[nodiscard]] std::uint64_t count_lines(const char* begin,
                                          const char* end) const;

  std::unique_ptr<io::ByteSourceBase> source_;
  std::string name_;
  Dialect dialect_;
  RecordEndFinder finder_;
  RecordIndexer indexer_;
  std::optional<LenientIndexer> lenient_indexer_;  // in use if there is one
  Syntax syntax_;
  ReaderLimits limits_;
  BatchSupply supply_;
  bool blank_lines_are_records_ = false;

  // Before the first record, and where the next of them stands, unless comments
  // are among them: they are forgotten.
  std::uint64_t blank_lines_passed_ = 0;
  std::uint64_t next_blank_line_ = 0;
  Buffer rest_;  // read but not yet cut: the start of the next batch
  std::size_t rest_taken_ = 0;  // of it, by the batch that is being read
  // The size of the next batch: small behind a record that does not end, for
  // another one may come soon, and it is at its expense.
  std::size_t next_target_;
  std::vector<Batch> peeked_;
  std::size_t peeked_taken_ = 0;  // of them, by next()
  std::exception_ptr failure_;    // comes behind what was peeked at
  bool at_end_ = false;
  bool last_line_is_ended_ = false;
  std::size_t bytes_added_ = 0;  // to end it
  std::uint64_t next_record_ = 1;
  std::uint64_t next_line_ = 1;
};

}  // namespace csvimport
