#pragma once

// What the load of one input is to do, known before it starts and the same for
// every batch.

#include "csv/dialect.hpp"
#include "rejects/bad_records.hpp"
#include "rejects/refused_records.hpp"
#include "schema/table_schema.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Where the values of a column come from.
struct ColumnSource {
  std::optional<std::size_t> field;     // of each record, from 0; or else
  std::optional<std::string> constant;  // this text, or NULL
};

struct LoadPlan {
  InputNames names;      // the fields are those of each record
  std::string encoding;  // that it was converted from; "" for UTF-8
  Dialect dialect;
  TableSchema schema;
  std::vector<ColumnSource> sources;  // one for each column
  // Unquoted spellings of NULL beside the empty one and dialect.escaped_nulls.
  std::vector<std::string> nulls;
  // What to do with a bad record: fail, or leave it out; and then whether to
  // say which one it is, and to keep its bytes.
  bool skips_bad_records = false;
  bool lists_bad_records = false;
  bool keeps_bad_records = false;
  // Takes what can be taken of records that break the rules.
  bool is_lenient = false;
  std::uint64_t skipped_lines = 0;  // before the header
  // The number of lines to skip that may help where records have another width
  // than the header; 0 if that is not likely.
  std::uint64_t skip_hint = 0;
  // In the inputs that go into the same table before this one: rowids go on
  // from there.
  std::uint64_t records_before = 0;
  // Records that are bad because the database refused them, by their numbers in
  // the table; null where there are none.
  const RefusedRecords* refused = nullptr;

  // Sorts the spellings of NULL by where they are compared: before or after
  // escapes are taken away. Comes when the dialect's escape is known.
  void set_nulls(const std::vector<std::string>& spellings);

  // Whether the columns are the fields of a record, in order.
  [[nodiscard]] bool columns_are_fields() const;

  // In a file of one column a blank line is a record; elsewhere it is none.
  [[nodiscard]] bool blank_lines_are_records() const {
    return names.fields.size() == 1;
  }
};

}  // namespace csvimport
