#pragma once

// Texts that come into the numeric column of a table that exists, which keeps
// them as they are.

#include "base/import_error.hpp"
#include "schema/likely_conversion.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// Those of one column.
struct ColumnTexts {
  std::uint64_t count = 0;
  Location first;                    // the record of the first
  std::string shown;                 // the first, as messages show it
  std::string advice = {};           // on it, to add to such a message
  LikelyConversion conversion = {};  // of all, where the column's type tells

  // Adds those of records that follow.
  ColumnTexts& operator+=(const ColumnTexts& later) {
    if (count == 0) {
      first = later.first;
      shown = later.shown;
      advice = later.advice;
    }
    count += later.count;
    conversion += later.conversion;
    return *this;
  }
};

// One for each column; empty where none has any.
using TableTexts = std::vector<ColumnTexts>;

// Adds those of records that follow, in the same columns.
inline TableTexts& operator+=(TableTexts& texts, const TableTexts& later) {
  if (texts.empty()) {
    texts = later;
    return texts;
  }
  for (std::size_t i = 0; i < later.size(); ++i) texts[i] += later[i];
  return texts;
}

}  // namespace csvimport
