#pragma once

// From the sample of a column to bars.

#include "profile/row_sample.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace csvimport {

// From its beginning on, to before its end.
struct Bar {
  double from = 0;
  double to = 0;
  std::uint64_t count = 0;
};

struct Histogram {
  enum class Kind {
    kNumbers,
    kMoments,  // days since 1970-01-01
    kLengths,  // of texts, in characters
  };

  Kind kind = Kind::kNumbers;
  std::vector<Bar> bars;  // without gaps, some of them empty
  // Of values far away from the others, which would leave one bar of these.
  std::uint64_t below = 0;
  std::uint64_t above = 0;
};

// Of most of the column's values: numbers, dates, or the lengths of texts. The
// bars have round ends; none where there would be one of them.
std::optional<Histogram> histogram_of(const std::vector<SampledValue>& sample);

// The middle one of the numbers, or between the two in the middle; none if
// there are none.
std::optional<double> median_number(const std::vector<SampledValue>& sample);

}  // namespace csvimport
