#pragma once

// What the user says of how the inputs are written.

#include "csv/dialect.hpp"
#include "sniff/sniffer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Where an input is gone on with that was read before (--tail); in bytes from
// its start.
struct Resumption {
  // With its header, or its first record where it has none: they are read once
  // more, for what they tell.
  std::uint64_t start_bytes = 0;
  std::uint64_t offset = 0;  // of the first byte that was not read
  std::uint64_t line = 1;    // that this byte is in
  Dialect dialect;           // what of it was sniffed

  bool operator==(const Resumption&) const = default;
};

struct CsvOptions {
  DialectSettings dialect;           // what is not set is sniffed
  std::string encoding;              // a known one; "" for UTF-8 or by a mark
  std::uint64_t header_rows = 1;     // 0: the first record is data
  std::uint64_t skip_lines = 0;      // before the header
  std::uint64_t footer_records = 0;  // left out at the end of each input
  bool is_lenient = false;           // takes what can be taken
  bool is_one_of_several = false;    // there are other inputs
  bool hashes_content = false;       // so that Input::content() tells it
  // Whether the last record is left for another time as long as it has no end,
  // and where the input is gone on with.
  bool follows = false;
  std::optional<Resumption> resumption;
  // The columns' names, in place of those of the header if there is one.
  std::vector<std::string> names;
};

}  // namespace csvimport
