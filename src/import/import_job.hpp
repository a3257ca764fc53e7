#pragma once

// What the user asked for, in the terms of the stages.

#include "csv/record_reader.hpp"
#include "csv/sniffer.hpp"
#include "landing/landing_options.hpp"
#include "pipeline/load.hpp"
#include "schema/column_type.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

enum class LoadPath {
  kDirect,        // workers build pages
  kConventional,  // the writer inserts
  kRowByRow,      // one thread inserts; for comparison only
};

struct CsvOptions {
  DialectSettings dialect;        // what is not set is sniffed
  std::string encoding;           // a known one; "" for UTF-8 or by a mark
  std::uint64_t header_rows = 1;  // 0: the first record is data
  std::uint64_t skip_lines = 0;   // before the header
  bool is_lenient = false;        // takes what can be taken
  // The columns' names, in place of those of the header if there is one.
  std::vector<std::string> names;
};

struct ColumnOptions {
  // Of the file's columns, those to take, in this order; none: all of them.
  std::vector<std::string> select;
  // Pairs of a name in the file and the one in the table.
  std::vector<std::pair<std::string, std::string>> rename;
  // A further column, last in the table, for the input that a row is from.
  std::optional<std::string> filename_column;
};

struct ValueOptions {
  std::vector<std::string> nulls;  // unquoted spellings of NULL
  bool all_text = false;
  // By the name of the column in the table.
  std::vector<std::pair<std::string, ColumnType>> types;
};

// Of tables that the import makes; by the names of their columns.
struct TableOptions {
  std::vector<std::string> not_null;
  std::vector<std::pair<std::string, std::string>> defaults;
  bool is_strict = false;
};

// What may be wrong with records before the import fails.
struct ErrorOptions {
  bool skip = false;  // leave bad records out instead of failing
  // How many of them may be left out: so many, or so many in a hundred.
  std::optional<std::uint64_t> max_count;
  std::optional<double> max_percent;
  // A file for them, with another beside it for the reasons.
  std::optional<std::string> rejects_path;

  // How many of the first ones are to be described.
  std::size_t examples = 0;

  // Whether anyone wants to know which ones they are.
  [[nodiscard]] bool lists_records() const {
    return max_count || rejects_path || examples > 0;
  }
};

struct ImportJob {
  std::vector<std::string> inputs;   // paths; "-" is standard input
  std::string target;                // the database file
  std::optional<std::string> table;  // for all inputs; else one for each
  CsvOptions csv;
  ColumnOptions columns;
  ValueOptions values;
  TableOptions table_options;
  LandingOptions landing;
  std::string temp_folder;  // for what is copied or staged; "": the target's
  ErrorOptions errors;
  ReaderLimits limits;
  PipelineSettings pipeline;
  LoadPath path = LoadPath::kDirect;
  bool sync = true;      // wait until the disk has it all
  bool dry_run = false;  // only find out; then the target may be empty
};

}  // namespace csvimport
