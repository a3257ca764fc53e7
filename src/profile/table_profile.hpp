#pragma once

// What the values of a table's columns are like, when all have been seen.

#include "profile/histogram.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace csvimport {

// A value to be shown; a text is its start, if it is long.
using ShownValue = std::variant<std::int64_t, double, std::string>;

struct FrequentValue {
  ShownValue value;
  std::uint64_t count = 0;
};

struct ColumnProfile {
  std::uint64_t nulls = 0;
  std::uint64_t integers = 0;
  std::uint64_t reals = 0;
  std::uint64_t texts = 0;
  // How many different values there are beside NULL; and whether that, and the
  // counts of frequent values, are exact, or else about so many, and so many at
  // least.
  std::uint64_t distinct = 0;
  bool is_exact = true;
  std::vector<FrequentValue> frequent;  // those first that came most
  // Of numbers, none if there are none.
  std::optional<ShownValue> min_number;
  std::optional<ShownValue> max_number;
  std::optional<double> mean;
  // Of texts, bytewise; their lengths in characters.
  std::optional<ShownValue> min_text;
  std::optional<ShownValue> max_text;
  std::uint64_t min_length = 0;
  std::uint64_t max_length = 0;
  std::optional<double> mean_length;
  // Of as many rows as the table's sample is of: most values as bars, and the
  // median of numbers; none where there is nothing to tell.
  std::optional<Histogram> histogram;
  std::optional<double> median;
  bool median_is_exact = true;

  // Those that are not NULL.
  [[nodiscard]] std::uint64_t values() const {
    return integers + reals + texts;
  }
};

struct TableProfile {
  std::uint64_t rows = 0;
  std::uint64_t sampled_rows = 0;      // all of them, if there are few
  std::vector<ColumnProfile> columns;  // those of the table, in order
};

}  // namespace csvimport
