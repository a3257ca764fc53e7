#pragma once

// The types that a column can have, and how its values decide among them.

#include "schema/number.hpp"

#include <cstdint>
#include <string_view>

namespace csvimport {

enum class ColumnType : std::uint8_t { kInteger, kReal, kText };

// As SQL and the user write it: "INTEGER", "REAL", "TEXT".
std::string_view name_of(ColumnType type);

// The kinds of values seen in a column. Merging is commutative, so what a
// column comes to does not depend on the order in which batches are inspected.
class Evidence {
 public:
  constexpr Evidence() = default;

  constexpr void add(NumberKind kind) {
    bits_ |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
  }
  constexpr void merge(Evidence other) { bits_ |= other.bits_; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }
  [[nodiscard]] constexpr bool has(NumberKind kind) const {
    return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0;
  }
  // Whether all that was seen is among `others`.
  [[nodiscard]] constexpr bool within(Evidence others) const {
    return (bits_ & ~others.bits_) == 0;
  }

  // The type that holds for all values seen. Without a value it is TEXT. It
  // only ever moves from INTEGER or REAL to TEXT, or from INTEGER to REAL, as
  // evidence is added to some.
  [[nodiscard]] ColumnType type() const;

 private:
  std::uint8_t bits_ = 0;
};

// What a column of the type takes. `declared` is a type that the user set: it
// takes 12E4 for the number that it is.
Evidence accepted_by(ColumnType type, bool declared);

}  // namespace csvimport
