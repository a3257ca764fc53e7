#pragma once

// A few rows that stand for all, for histograms and medians.
//
// Each row has a hash of its number in the table, and those with the least ones
// are the sample: as good as drawn by lot, but the same whoever reads which
// batch. Beside buckets for numbers it costs nothing for each value, is exact
// while there are few rows, and lets the reader of a profile choose the bars
// when all is known: a column of years and one of prices with a few large ones
// want other ones, and dates become a line of time.

#include "schema/typed_value.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {

// What a sample keeps of a value: a number; of a text that is a date, the days
// since 1970-01-01; of another text, its length in characters.
struct SampledValue {
  enum class Kind : std::uint8_t { kNull, kNumber, kMoment, kText };

  Kind kind = Kind::kNull;
  double number = 0;
};

SampledValue sampled(const TypedValue& value);

// Different numbers have different ones (the finalizer of SplitMix64).
inline std::uint64_t lot_of_row(std::uint64_t rowid) {
  std::uint64_t lot = rowid + 0x9E3779B97F4A7C15;
  lot = (lot ^ lot >> 30) * 0xBF58476D1CE4E5B9;
  lot = (lot ^ lot >> 27) * 0x94D049BB133111EB;
  return lot ^ lot >> 31;
}

// The rows of a batch that may come into the sample.
struct SampledRows {
  std::vector<std::uint64_t> lots;
  std::vector<SampledValue> values;  // of all columns, row by row

  void clear() {
    lots.clear();
    values.clear();
  }
};

// One thread, but for bound().
class RowSample {
 public:
  // Keeps up to size_for(columns) rows.
  explicit RowSample(std::size_t columns);
  static std::size_t size_for(std::size_t columns);

  // No row with a larger lot comes into the sample. Any thread may ask; an
  // older answer does no harm but that rows are offered in vain.
  [[nodiscard]] std::uint64_t bound() const {
    return bound_.load(std::memory_order_relaxed);
  }
  void add(const SampledRows& rows);
  // Nothing is added behind it. Gives the number of rows in the sample.
  std::size_t finish();
  // Then, the values of a column in these rows.
  [[nodiscard]] std::vector<SampledValue> column(std::size_t column) const;

 private:
  // Drops all but those that belong to the sample.
  void cut();

  std::size_t columns_;
  std::size_t capacity_;
  SampledRows rows_;  // up to twice the capacity
  std::atomic<std::uint64_t> bound_ = UINT64_MAX;
};

}  // namespace csvimport
