#pragma once

// What an import made of one table.

#include "csv/repairs.hpp"
#include "landing/tree_writer.hpp"
#include "load/column_texts.hpp"
#include "pipeline/pipeline.hpp"
#include "profile/table_profile.hpp"
#include "schema/table_schema.hpp"
#include "target/landing_options.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// Each record read is a row, updated one that was there, was ignored or left
// out, or is rejected.
struct TableSummary {
  std::vector<std::string> inputs;  // as messages call them
  std::vector<std::string> flags;   // for each input, that pin what was chosen
  TableSchema schema;
  bool existed = false;  // before the import
  // What became of it then.
  IfExists if_exists = IfExists::kAppend;
  // Where nothing was made: what of the database records were not held against.
  std::vector<std::string> unchecked_rules;
  bool is_skipped = false;  // it was there, and --if-exists left it alone
  std::uint64_t records = 0;
  std::uint64_t rows = 0;
  std::uint64_t updated = 0;
  std::uint64_t ignored = 0;
  std::uint64_t left_out = 0;  // by --where
  std::uint64_t rejected = 0;
  RepairCounts repairs;
  TableTexts texts;  // that numeric columns keep
  TableTexts slips;  // that made new columns TEXT, where most are numbers
  int passes = 1;  // 2 where a late value contradicted the types of the sample
  PipelineTimes times;             // of the pass that made the table
  std::vector<IndexTime> indexes;  // that got their entries sorted
  // Of the records that became rows, before the database judged them; null
  // unless it was asked for.
  std::shared_ptr<const TableProfile> profile;

  // Whether the import made it.
  [[nodiscard]] bool is_made() const {
    return !existed || if_exists == IfExists::kReplace;
  }
};

}  // namespace csvimport
