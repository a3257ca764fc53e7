#pragma once

// The text of an input, looked at and taken out piece by piece, its last line
// with an end in any case.

#include "base/buffer.hpp"
#include "csv/last_line_end.hpp"
#include "csv/record_rules.hpp"

#include <libfccp/csv.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace csvimport {

// Reads a source, which it owns. What is read and not taken out is kept. One
// thread at a time may use it; its members throw what the source throws.
class InputText {
 public:
  // Room that read_records() needs behind the bytes that it is asked for.
  static constexpr std::size_t kSpareBytes = kLongestMissingEnd;

  explicit InputText(std::unique_ptr<io::ByteSourceBase> source)
      : source_(std::move(source)) {}

  // What comes next, left in place. Valid until the next call.
  struct Ahead {
    std::string_view bytes;
    bool is_all = false;  // nothing follows
  };
  // The next `size` bytes, or more; fewer if there are no more. The last line
  // may lack its end.
  Ahead look(std::size_t size);
  // The same, where a record begins; the last line has its end, unless the
  // rules leave an open record.
  Ahead look_at_records(std::size_t size, const RecordRules& rules);
  // Takes out the first `size` of the bytes that were looked at.
  void drop(std::size_t size);
  // All that were taken out so.
  [[nodiscard]] std::uint64_t dropped_bytes() const { return dropped_bytes_; }

  // Takes out bytes to the end of `buffer`, which starts with a record, until
  // it has `size`, fewer if there are no more; the last line has its end, as
  // above.
  // Returns whether nothing follows.
  bool read_records(Buffer& buffer, std::size_t size, const RecordRules& rules);
  // Puts back the bytes of `buffer` from `end` on, which was the last to be
  // read into.
  void put_back(Buffer& buffer, std::size_t end);
  // Takes the end off the last line that it was given, so that it is ended
  // anew: what it needs depends on whether it stands in quotes.
  void take_back_end();

 private:
  // Reads until `buffer` has `size` bytes or the source ends.
  void fill(Buffer& buffer, std::size_t size);
  // The same; then the last line gets its end.
  void fill_with_records(Buffer& buffer, std::size_t size,
                         const RecordRules& rules);
  // Moves bytes that are kept, until `buffer` has `size`.
  void take_kept(Buffer& buffer, std::size_t size);
  [[nodiscard]] bool keeps_bytes() const { return kept_taken_ < kept_.size(); }

  std::unique_ptr<io::ByteSourceBase> source_;
  bool source_ended_ = false;
  std::uint64_t dropped_bytes_ = 0;
  // The size of the end that the last line was given, once it was.
  std::optional<std::size_t> added_bytes_;
  Buffer kept_;                 // read from the source
  std::size_t kept_taken_ = 0;  // of it, by read_records()
};

}  // namespace csvimport
