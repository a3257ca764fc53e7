#pragma once

// What an index is of.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// How SQLite compares texts (sqlite.org/datatype3.html, section 7.1).
enum class Collation : std::uint8_t {
  kBinary,
  kNoCase,  // the letters of ASCII alike
  kRtrim,   // without the blanks at the end
};

struct IndexedColumn {
  // Of the table's columns; none: it is NULL in all entries.
  std::optional<std::size_t> place;
  Collation collation = Collation::kBinary;
  bool descends = false;

  bool operator==(const IndexedColumn&) const = default;
};

struct IndexSchema {
  std::string name;
  std::vector<IndexedColumn> columns;
  bool is_unique = false;
  // The column whose value entries have for the rowid, where it is an integer;
  // none: they have the row's.
  std::optional<std::size_t> rowid_place = std::nullopt;
};

}  // namespace csvimport
