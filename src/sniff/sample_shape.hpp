#pragma once

// The shape of a file's records, as its start shows it: how wide most of them
// are, and behind how many lines they begin.

#include "csv/dialect.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace csvimport {

struct SampleShape {
  std::size_t width = 0;  // of most records, in fields; 0 if there are none
  // The lines before the header's first row, if they are no part of the table.
  std::uint64_t lines_before_header = 0;
};

// The shape of a file that starts with `sample` and has `header_rows` rows of
// names, at least 1. Records before the first one of the usual width are a
// preamble only if that one names columns, and either it differs from the rows
// below as names differ from numbers, or the records before it are of one field
// each. Where that is in doubt, the header is the first record of several
// fields: so a row is never lost to a wrong guess.
SampleShape measure_shape(std::string_view sample, const Dialect& dialect,
                          std::size_t header_rows);

}  // namespace csvimport
