#pragma once

// The fields of all records of a batch, found many bytes at a time.

#include "csv/batch.hpp"
#include "csv/dialect.hpp"
#include "csv/field_splitter.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace csvimport {

// Splits records with the outcome of FieldSplitter, where every quote of the
// batch opens or closes a field, or is doubled: as RecordIndexer goes, by 64
// bytes at a time, it finds where fields end before the first one is taken. One
// thread at a time.
class FieldIndex {
 public:
  // Of records of `width` fields, at least 1.
  FieldIndex(const Dialect& dialect, std::size_t width);

  // Finds the fields of `batch`, whose bytes it borrows. False, with nothing
  // found, where a FieldSplitter must look: for another dialect, another use of
  // quotes, or more fields than there should be.
  bool index(Batch& batch);

  // Sets `fields`, as many as a record has, to those of a record of the batch
  // that was indexed last, in the order of the records: that with its text in
  // [begin, end), where its line ends before `next`. False, with `fields` as
  // they were, if it has another width. Removes quotes within the record.
  [[gnu::always_inline]] bool take(char* begin, char* end, const char* next,
                                   std::span<Field> fields) {
    while (at_ != end_ && *at_ < offset_of(begin)) ++at_;  // of skipped records
    if (static_cast<std::size_t>(end_ - at_) < width_) return false;
    if (at_[width_ - 1] + 1 != offset_of(next)) return false;
    if (has_quote_) {
      take_fields<true>(begin, end, fields.data());
    } else {
      take_fields<false>(begin, end, fields.data());
    }
    at_ += width_;
    return true;
  }

 private:
  [[nodiscard]] std::size_t offset_of(const char* at) const {
    return static_cast<std::size_t>(at - bytes_);
  }
  template <bool kQuoted>
  [[gnu::always_inline]] void take_fields(char* begin, char* end,
                                          Field* field) {
    const std::uint32_t* const last = at_ + (width_ - 1);
    for (const std::uint32_t* at = at_; at != last; ++at, ++field) {
      char* const field_end = bytes_ + *at;
      take_field<kQuoted>(begin, field_end, *field);
      begin = field_end + 1;
    }
    take_field<kQuoted>(begin, end, *field);
  }
  template <bool kQuoted>
  [[gnu::always_inline]] void take_field(char* begin, char* end, Field& field) {
    if constexpr (kQuoted) {
      // No branch: which fields have quotes, is often up to chance. An empty
      // one is followed by what is no quote.
      const std::ptrdiff_t quotes = *begin == quote_ ? 1 : 0;
      field = {begin + quotes, end - quotes, quotes != 0};
      if (*next_doubled_ < offset_of(end)) undouble(field);
    } else {
      field = {begin, end, false};
    }
  }
  // Makes one quote of two, in a field that has such.
  void undouble(Field& field);

  std::size_t width_;
  void (*unescape_)(char*& begin, char*& end);  // the library's
  bool fits_;
  bool has_comments_;
  char delimiter_;
  char quote_;
  std::vector<std::uint32_t> ends_;     // offsets in the batch, and some more
  std::vector<std::uint32_t> doubled_;  // of quotes that follow one
  // Of the batch in hand.
  char* bytes_ = nullptr;
  bool has_quote_ = false;
  const std::uint32_t* at_ = nullptr;   // the end of the next field
  const std::uint32_t* end_ = nullptr;  // behind the last
  const std::uint32_t* next_doubled_ = nullptr;
};

}  // namespace csvimport
