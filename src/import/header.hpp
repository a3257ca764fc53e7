#pragma once

// The record that names the columns.

#include "csv/dialect.hpp"
#include "csv/record_reader.hpp"

#include <string>
#include <vector>

namespace csvimport {

// The fields of `record`, the first of the input `input_name`, which was
// converted from `encoding` ("" if it was not). Throws ImportError if it is
// malformed.
std::vector<std::string> split_first_record(const RecordReader::Record& record,
                                            const Dialect& dialect,
                                            const std::string& input_name,
                                            const std::string& encoding);

}  // namespace csvimport
