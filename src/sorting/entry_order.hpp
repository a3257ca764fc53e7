#pragma once

// The order of an index's entries.

#include "schema/index_schema.hpp"

#include <compare>
#include <cstdint>

namespace csvimport {

// Compares entries as SQLite does (sqlite.org/datatype3.html, section 4.1):
// column by column, NULL before numbers before texts before blobs, numbers by
// their value whatever their storage; then by the rowid, which is last in each
// entry. Any thread.
class EntryOrder {
 public:
  // Borrows the index.
  explicit EntryOrder(const IndexSchema& index) : index_(index) {}

  // A number that is less for one entry than for another only if the entry
  // comes before it: by the start of the first column.
  [[nodiscard]] std::uint64_t prefix(const std::uint8_t* entry) const;

  // By all of the entries.
  [[nodiscard]] std::strong_ordering compare(const std::uint8_t* left,
                                             const std::uint8_t* right) const;

  // Whether the first of two entries, each with its prefix, comes first.
  [[nodiscard]] bool is_less(std::uint64_t left_prefix,
                             const std::uint8_t* left,
                             std::uint64_t right_prefix,
                             const std::uint8_t* right) const {
    if (left_prefix != right_prefix) return left_prefix < right_prefix;
    return std::is_lt(compare(left, right));
  }

  // Whether a unique index would refuse one of the two: their columns are
  // equal, and none is NULL.
  [[nodiscard]] bool are_rivals(const std::uint8_t* left,
                                const std::uint8_t* right) const;

  [[nodiscard]] std::int64_t rowid(const std::uint8_t* entry) const;

 private:
  const IndexSchema& index_;
};

}  // namespace csvimport
