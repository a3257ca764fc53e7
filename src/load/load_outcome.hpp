#pragma once

// What a pass over the inputs of a table came to.

#include "csv/batch_reader.hpp"
#include "csv/repairs.hpp"
#include "load/column_strays.hpp"
#include "load/column_texts.hpp"
#include "pipeline/pipeline.hpp"
#include "profile/table_profile.hpp"
#include "schema/column_type.hpp"
#include "schema/table_schema.hpp"
#include "sorting/index_time.hpp"
#include "sorting/sorted_entries.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// The part of one input in it.
struct InputTally {
  std::uint64_t records = 0;
  std::uint64_t left_out = 0;
  std::uint64_t bad_records = 0;
  RecordsEnd end;
};

struct LoadOutcome {
  std::uint64_t records = 0;  // read, of data: each a row, left out, or bad
  std::uint64_t rows = 0;
  std::uint64_t left_out = 0;  // by the plan's condition
  std::uint64_t bad_records = 0;
  std::vector<InputTally> inputs;       // in their order
  std::vector<std::string> all_footer;  // inputs that have no other record
  RepairCounts repairs;
  TableTexts texts;    // of the records that became rows
  TableStrays strays;  // of the records that were only inspected
  // The types that fit all inputs. Where they are not those of the schema, what
  // was written is of no use.
  std::vector<ColumnType> types;
  bool types_hold = true;
  // The places of columns that are TEXT for want of any value.
  std::vector<std::size_t> without_values;
  // Where the table's key is its rowid: whether each record's key is larger
  // than the one before. If not, nothing was written that is of use.
  bool keys_ascend = true;
  // The rowids of records whose key one before them has, ascending; of several
  // keys, those of one. Where no column is the rowid, it is the record's
  // number. If there are any, the table's indexes are empty, and so is the
  // table if its rows were sorted.
  std::vector<std::int64_t> losers;
  std::vector<IndexTime> indexes;          // that were built
  std::unique_ptr<SortedEntries> entries;  // of those that were not
  PipelineTimes times;
  std::shared_ptr<const TableProfile> profile;  // of the rows, if it was made

  [[nodiscard]] bool holds() const { return types_hold && keys_ascend; }
};

// The types of the columns in the light of `evidence`.
std::vector<ColumnType> types_by_evidence(
    const std::vector<Column>& columns, const std::vector<Evidence>& evidence);

// Throws std::logic_error unless every record read became a row, was left out,
// or is bad.
void check_sum(const LoadOutcome& outcome);

// The same unless all `rows` made of records are among the `written`.
void check_written(std::uint64_t rows, std::uint64_t written);

}  // namespace csvimport
