#pragma once

// What a pass is to do with one input.

#include "csv/dialect.hpp"
#include "load/empty_field.hpp"
#include "load/repeated_header.hpp"
#include "rejects/defect_message.hpp"
#include "rejects/refused_records.hpp"
#include "schema/table_schema.hpp"
#include "schema/value_conversion.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Where the values of a column come from.
struct ColumnSource {
  std::optional<std::size_t> field = {};     // of each record, from 0; or else
  bool is_line = false;                      // the line it starts in; or else
  std::optional<std::string> constant = {};  // this text, or NULL
  bool is_fixed = false;  // the constant is the user's, also where it is NULL
  ValueConversion conversion = {};       // of the field's text, or the constant
  std::optional<EmptyField> empty = {};  // what it becomes; none: by its quotes

  // Whether it was said where they come from.
  [[nodiscard]] bool is_given() const {
    return field || is_line || constant || is_fixed;
  }
};

// Complete before the pass begins, and the same for all of its batches.
struct LoadPlan {
  InputNames names;      // the fields are those of each record
  std::string encoding;  // that it was converted from; "" for UTF-8
  Dialect dialect;
  TableSchema schema;                 // with the types that the pass tries
  std::vector<ColumnSource> sources;  // one for each column
  HeaderFields header;  // its records as they were read; none without one
  std::vector<std::string> nulls;    // spellings of NULL beside the empty one
  bool nulls_may_be_quoted = false;  // all of them, the empty one too
  // What to do with a bad record: fail, or leave it out; and then whether to
  // say which one it is, and to keep its bytes.
  bool skips_bad_records = false;
  bool lists_bad_records = false;
  bool keeps_bad_records = false;
  // Takes what can be taken of records that break the rules.
  bool is_lenient = false;
  std::uint64_t skipped_lines = 0;  // before the header
  bool delimiter_is_sniffed = false;
  bool is_surely_utf8 = false;         // as CsvFile has it
  bool has_plain_backslashes = false;  // the same
  std::uint64_t footer_records = 0;    // left out at the end
  // The records of all inputs of the table to read, from the first; none: all.
  std::optional<std::uint64_t> limit;
  bool names_are_normalized = false;  // of the columns, as the user asked
  // The number of lines to skip that may help where records have another width
  // than the header; 0 if that is not likely.
  std::uint64_t skip_hint = 0;
  // The expression of SQL that holds for the rows that come into the table; all
  // do, if there is none.
  std::optional<std::string> where;
  // Records that are bad because the database refused them, by their numbers in
  // the table; null where there are none.
  const RefusedRecords* refused = nullptr;

  // Whether records may be left out of the table.
  [[nodiscard]] bool leaves_gaps() const {
    return skips_bad_records || where || (is_lenient && !header.empty());
  }

  // Whether texts of values are made anew for each record: then they last until
  // the next one.
  [[nodiscard]] bool makes_texts() const;

  // Whether any column has ids in place of its texts.
  [[nodiscard]] bool extracts() const;

  // The table as conditions see it: with the texts in place of their ids.
  [[nodiscard]] TableSchema judged_schema() const;

  // Whether the columns are the fields of a record, in order.
  [[nodiscard]] bool columns_are_fields() const;

  // In a file of one column a blank line is a record; elsewhere it is none.
  [[nodiscard]] bool blank_lines_are_records() const {
    return names.fields.size() == 1;
  }
};

}  // namespace csvimport
