#pragma once

// Entries whose key one before them has.

#include "sorting/entry_order.hpp"
#include "sorting/entry_runs.hpp"

#include <cstdint>
#include <vector>

namespace csvimport {

// Those of a part, by their rowids; and what tells of those in others.
struct PartLosers {
  std::vector<std::int64_t> rowids;
  std::vector<std::uint8_t> first_entry;  // of the part; empty: it has none
  std::vector<std::uint8_t> last_entry;
};

PartLosers losers_in(const PartEntries& entries, const EntryOrder& order);

// Gathers those of all parts, which are added in their order. One thread.
class Losers {
 public:
  // Borrows the index.
  explicit Losers(const IndexSchema& index) : order_(index) {}

  void add(PartLosers part);
  // Their rowids, ascending. Once.
  std::vector<std::int64_t> take();

 private:
  const EntryOrder order_;
  std::vector<std::uint8_t> last_entry_;
  std::vector<std::int64_t> rowids_;
};

}  // namespace csvimport
