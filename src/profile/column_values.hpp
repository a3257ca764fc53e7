#pragma once

// The different values of a column: how many there are, and how often each of
// those came that came most.

#include "profile/column_share.hpp"
#include "profile/counted_values.hpp"
#include "profile/distinct_estimate.hpp"
#include "profile/text_arena.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {

// Adds up what runs of rows have counted. All is exact while no run has given
// up any value, and there are no more than fit. From there on their number is
// estimated, and counts say how often a value came at least: where there are
// too many, those that came least are given up, of the same count those with
// the larger hash. So it depends on the runs and their order alone. One thread.
class ColumnValues {
 public:
  // Keeps up to `capacity` values, and for a while as many again.
  explicit ColumnValues(std::size_t capacity) : capacity_(capacity) {}
  ColumnValues(ColumnValues&&) = default;

  void add(const ColumnShare& share);

  [[nodiscard]] bool is_exact() const { return is_exact_; }
  // How many there are, or about how many.
  [[nodiscard]] std::uint64_t distinct() const;
  // Up to `count` of them, those first that came most; of the same count those
  // that came first. Their texts are here.
  [[nodiscard]] std::vector<CountedValue> most_frequent(
      std::size_t count) const;

 private:
  // All hashes so far come into the estimate, too.
  void become_inexact();
  void cut();

  std::size_t capacity_;
  CountedValues counted_;
  TextArena texts_;
  DistinctEstimate estimate_;  // where it is not exact
  bool is_exact_ = true;
};

}  // namespace csvimport
