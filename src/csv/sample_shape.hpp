#pragma once

// What a file's start shows of its records: how wide they are, and where they
// begin.

#include "csv/dialect.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace csvimport {

struct SampleShape {
  std::size_t width = 0;  // of most records, in fields; 0 if there are none
  // Before the record that seems to be the header: the first one of that width,
  // or the one before it if that names columns and the other holds values.
  std::uint64_t lines_before_header = 0;
};

// The shape of a file that starts with `sample`.
SampleShape measure_shape(std::string_view sample, const Dialect& dialect);

}  // namespace csvimport
