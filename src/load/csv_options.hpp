#pragma once

// What the user says of how the inputs are written.

#include "sniff/sniffer.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

struct CsvOptions {
  DialectSettings dialect;           // what is not set is sniffed
  std::string encoding;              // a known one; "" for UTF-8 or by a mark
  std::uint64_t header_rows = 1;     // 0: the first record is data
  std::uint64_t skip_lines = 0;      // before the header
  std::uint64_t footer_records = 0;  // left out at the end of each input
  bool is_lenient = false;           // takes what can be taken
  bool is_one_of_several = false;    // there are other inputs
  bool hashes_content = false;       // so that Input::content() tells it
  // The columns' names, in place of those of the header if there is one.
  std::vector<std::string> names;
};

}  // namespace csvimport
