#pragma once

// The shape of a file's records, as its start shows it: how wide they are, and
// behind how many lines they begin.

#include "csv/dialect.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace csvimport {

struct SampleShape {
  // What the records are to have where they are read leniently, in fields; 0 if
  // there are none.
  std::size_t width = 0;
  // The records have one field more than the header, before the others: the
  // names of rows, as R writes them.
  bool lacks_first_name = false;
  // The lines before the header's first row, if they are no part of the table.
  std::uint64_t lines_before_header = 0;
  // The lines before what else seems to be the header, where the first record
  // is none; 0 if it seems to be one.
  std::uint64_t lines_before_names = 0;
};

// The shape of a file that starts with `sample` and has `header_rows` rows of
// names; 0 if it has no header. Empty fields at the end of a record do not
// count where others lack them. Records before the first one of several fields
// are a preamble if that one names columns, most of those behind it have
// several fields, and either it differs from them as names differ from numbers,
// or it and all of them have as many, three or more. Where that is in doubt,
// the header is the first record: so no row is lost to a wrong guess, and no
// record of several fields ever.
SampleShape measure_shape(std::string_view sample, const Dialect& dialect,
                          std::size_t header_rows);

}  // namespace csvimport
