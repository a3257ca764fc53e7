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
};

// The indexes that rows on their way into a table bring entries to.
struct IndexPlan {
  std::vector<IndexSchema> indexes;
  // Whether they are made; else their entries are only sorted.
  bool makes_them = true;
  // The column that is the rowid, if there is one: records have NULL in its
  // place.
  std::optional<std::size_t> key_column;
  // Whether the rows themselves are to be sorted, by their rowids.
  bool sorts_rows = false;
  // The column that has the rowids of entries, where those of the rows are
  // others.
  std::optional<std::size_t> rowid_place;
};

}  // namespace csvimport
