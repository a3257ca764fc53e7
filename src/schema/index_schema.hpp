#pragma once

// What an index is of.

#include <cstddef>
#include <cstdint>
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
  std::size_t place = 0;  // in the table
  Collation collation = Collation::kBinary;
  bool descends = false;

  bool operator==(const IndexedColumn&) const = default;
};

struct IndexSchema {
  std::string name;
  std::vector<IndexedColumn> columns;
  bool is_unique = false;
};

}  // namespace csvimport
