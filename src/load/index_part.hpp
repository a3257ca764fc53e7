#pragma once

// The share of an index that one task of the pool builds.

#include "load/losers.hpp"
#include "pages/index_leaf_builder.hpp"
#include "sorting/entry_runs.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace csvimport {

struct IndexPart {
  std::size_t index = 0;  // its number
  EntryPart range;
  bool is_first = false;  // of its index
  double done = 0;        // how much of the index there is with it, up to 1
};

inline std::size_t bytes_of(const IndexPart& part) {
  return static_cast<std::size_t>(part.range.bytes);
}

// A WorkSource: the parts of one index after the other. One thread.
class IndexParts {
 public:
  // Borrows the runs of all indexes.
  explicit IndexParts(std::span<const EntryRuns> runs) : runs_(runs) {}

  // Where there are indexes, there are as many parts at least.
  [[nodiscard]] bool is_short() const { return runs_.empty(); }
  std::optional<IndexPart> next();
  // It never waits.
  static void stop() {}

 private:
  std::span<const EntryRuns> runs_;
  std::size_t next_index_ = 0;
  std::deque<IndexPart> parts_;  // of the index in hand
};

struct BuiltPart {
  std::size_t index = 0;
  double done = 0;  // as IndexPart has it
  IndexRun pages;
  PartLosers losers;  // of a unique index
};

// Sorts the entries of a part and makes leaf pages of them. One thread at a
// time.
class IndexPartBuilder {
 public:
  // Borrows the runs of all indexes.
  explicit IndexPartBuilder(const std::vector<EntryRuns>& runs) : runs_(runs) {}

  // Throws SystemError.
  BuiltPart operator()(const IndexPart& part) const;

 private:
  const std::vector<EntryRuns>& runs_;
};

}  // namespace csvimport
