#pragma once

// What a load is to do, known before it starts and the same for every batch.

#include "csv/dialect.hpp"
#include "schema/table_schema.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

struct LoadPlan {
  std::string input_name;  // as messages call it
  Dialect dialect;
  TableSchema schema;
  // Unquoted spellings of NULL beside the empty one and dialect.escaped_nulls.
  std::vector<std::string> nulls;
  std::size_t max_record_bytes = 0;

  // Sorts the spellings of NULL by where they are compared: before or after
  // escapes are taken away. Comes when the dialect's escape is known.
  void set_nulls(const std::vector<std::string>& spellings) {
    for (const std::string& spelling : spellings) {
      const bool is_escaped =
          dialect.escape && spelling.find(*dialect.escape) != spelling.npos;
      (is_escaped ? dialect.escaped_nulls : nulls).push_back(spelling);
    }
  }

  // In a table of one column a blank line is a record; elsewhere it is none.
  [[nodiscard]] bool blank_lines_are_records() const {
    return schema.columns.size() == 1;
  }
};

// What a worker reports of a batch, beside the rows themselves.
struct BatchReport {
  std::uint64_t rows = 0;
  std::uint64_t records = 0;      // as the reader counted them
  std::uint64_t input_bytes = 0;  // read up to the end of the batch
  std::size_t batch_bytes = 0;    // the batch's own
  std::vector<Evidence> evidence;
  // A value contradicts the inferred type of its column. The batch was only
  // inspected from there on.
  bool contradicted = false;
};

}  // namespace csvimport
