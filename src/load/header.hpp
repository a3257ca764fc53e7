#pragma once

// The header of an input: the records that name its columns.

#include "csv/header_reader.hpp"
#include "csv/repairs.hpp"
#include "load/csv_options.hpp"
#include "load/header_record.hpp"
#include "load/repeated_header.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <vector>

namespace csvimport {

// A growing input does not have its header yet, or no record where there is
// none.
class HeaderIsOpen : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "the header has no end yet";
  }
};

// Takes the header's records out of `reader`, as many as the options say;
// without a header, gives the first record and leaves it in place, unless it
// was read at another time. Throws
// ImportError if there are not so many, HeaderIsOpen where they may still come,
// and what the reader throws.
std::vector<RawRecord> take_header(HeaderReader& reader, const HeaderForm& form,
                                   const CsvOptions& options);

struct Header {
  // The columns, each by another name: as the header or the options name them.
  std::vector<std::string> names;
  std::uint64_t line = 0;  // of the first record
  // Its records, as they stand in the file; empty if there are none.
  std::string bytes;
  // The same, cut into fields, to know where they are repeated; none if the
  // names are nothing but figures, which data may well be.
  HeaderFields fields;
  RepairCounts repairs;  // what had to be mended in them
  // Whether the first record may be no header: its first field is a number, a
  // date or a time, or one is a decimal number. Years are names, too.
  bool looks_like_data = false;
  // How many of them are empty, where the options name none.
  std::size_t empty_names = 0;
};

// What `records`, those that take_header() gave, are for the columns. Throws
// ImportError if they are malformed or disagree with the options.
Header parse_header(const std::vector<RawRecord>& records,
                    const HeaderForm& form, const CsvOptions& options);

}  // namespace csvimport
