#pragma once

// The record that names the columns.

#include "csv/dialect.hpp"
#include "csv/header_reader.hpp"
#include "csv/repairs.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// How the header of an input is written, and what messages call it.
struct HeaderForm {
  std::string input_name;
  std::string encoding;  // that it was converted from; "" if it was not
  Dialect dialect;
  // Takes what can be taken, where records are to have so many fields.
  std::optional<std::size_t> lenient_width;
  bool lacks_first_name = false;  // as SampleShape has it
};

// The fields of `record`, the first of an input. Adds what it had to mend to
// `repairs`. Throws ImportError if the record is malformed.
std::vector<std::string> split_first_record(const RawRecord& record,
                                            const HeaderForm& form,
                                            RepairCounts& repairs);

}  // namespace csvimport
