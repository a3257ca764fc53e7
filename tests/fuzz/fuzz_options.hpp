#pragma once

// How the first bytes of a fuzzer's input are read.

#include "reference_parser.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace csvimport {

struct FuzzOptions {
  reference::Rules rules;
  bool skips_bad_records = false;
  std::size_t batch_bytes = 1;
  bool samples_all = false;  // for the types; else only the first batch
  // The lenient width is yet to be found, with the lines before the header.
  bool measures_shape = false;
};

// Where the file begins: one byte for each option before it, such that '0' is
// the first choice and '1' the second. Their order is that of the function.
inline constexpr std::size_t kOptionBytes = 13;

// Of an input of at least so many bytes. A character never has two meanings, as
// the command line sees to.
FuzzOptions read_options(std::string_view input);

// The options as command-line flags, for a report.
std::string described(const FuzzOptions& options);

}  // namespace csvimport
