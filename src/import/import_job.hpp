#pragma once

// What the user asked for, in the terms of the stages.

#include "csv/record_reader.hpp"
#include "csv/sniffer.hpp"
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
  DialectSettings dialect;  // what is not set is sniffed
  bool has_header = true;
  std::uint64_t skip_lines = 0;  // before the header
};

struct ValueOptions {
  std::vector<std::string> nulls;  // unquoted spellings of NULL
  bool all_text = false;
  std::vector<std::pair<std::string, ColumnType>> types;  // by column name
};

struct ImportJob {
  std::string input;                 // a path, or "-" for standard input
  std::string target;                // the database file
  std::optional<std::string> table;  // by default named after the input
  CsvOptions csv;
  ValueOptions values;
  ReaderLimits limits;
  PipelineSettings pipeline;
  LoadPath path = LoadPath::kDirect;
  bool sync = true;  // wait until the disk has it all
};

}  // namespace csvimport
