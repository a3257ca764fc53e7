#pragma once

// What the user asked for, in the terms of the stages.

#include "csv/record_reader.hpp"
#include "import/tail_plan.hpp"
#include "load/csv_options.hpp"
#include "load/empty_field.hpp"
#include "load/load_table.hpp"
#include "pipeline/pipeline.hpp"
#include "rejects/error_options.hpp"
#include "schema/column_type.hpp"
#include "schema/table_schema.hpp"
#include "schema/value_conversion.hpp"
#include "target/landing_options.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

struct ColumnOptions {
  // Of the file's columns, those to take, in this order; none: all of them.
  std::vector<std::string> select;
  // Pairs of a name in the file and the one in the table.
  std::vector<std::pair<std::string, std::string>> rename;
  // The names of the file's columns become snake_case in the table.
  bool normalizes = false;
  // Further columns, behind those of the file: pairs of a name and the text
  // that each row has there, as if it stood in the file without quotes.
  std::vector<std::pair<std::string, std::string>> fixed;
  // Behind these, one for the input that a row is from, and one for the line
  // of it that the row's record starts in.
  std::optional<std::string> filename_column;
  std::optional<std::string> line_column;

  // The names of all that are added, in this order.
  [[nodiscard]] std::vector<std::string> added_names() const {
    std::vector<std::string> names;
    for (const auto& [name, text] : fixed) names.push_back(name);
    for (const auto& name : {filename_column, line_column}) {
      if (name) names.push_back(*name);
    }
    return names;
  }
};

struct ValueOptions {
  std::vector<std::string> nulls;    // spellings of NULL beside the empty one
  bool nulls_may_be_quoted = false;  // all of them, the empty one too
  EmptyRule empties = EmptyRule::kByQuotes;
  bool all_text = false;
  // By the name of the column in the table.
  std::vector<std::pair<std::string, ColumnType>> types;
  std::optional<NumberMarks> marks;  // of all numbers; none: those of SQL
  // The same for columns that are converted, each once. A table that lacks one
  // whose texts go to a lookup table does without.
  std::vector<std::pair<std::string, ValueConversion>> conversions;
  // Columns of a table that exists, which take values that lose digits there.
  std::vector<std::string> coerced;

  // Whether `text` is NULL where it stands without quotes.
  [[nodiscard]] bool is_null(const std::string& text) const {
    return text.empty() ||
           std::find(nulls.begin(), nulls.end(), text) != nulls.end();
  }
  // Whether texts of any column go to lookup tables.
  [[nodiscard]] bool extracts() const {
    return std::any_of(
        conversions.begin(), conversions.end(), [](const auto& conversion) {
          return std::holds_alternative<Extraction>(conversion.second);
        });
  }
};

// Of tables that the import makes; by the names of their columns.
struct TableOptions {
  std::vector<std::string> not_null;
  std::vector<std::pair<std::string, std::string>> defaults;
  bool is_strict = false;
  // What columns refer to, each once; a table that lacks one does without.
  std::vector<std::pair<std::string, ParentColumn>> foreign_keys;
};

// A table of the import.
struct TableInputs {
  std::string name;
  std::vector<std::string> paths;
  // Of inputs that are databases: the table of each.
  std::vector<std::string> tables = {};
};

struct ImportJob {
  std::vector<std::string> inputs;  // paths; "-" is standard input
  // Whether these are databases, of which tables are merged into the target's.
  bool merges = false;
  std::vector<TableInputs> merged;  // then, once they have been looked at
  std::string target;               // the database file
  // The file that stands for it, where what it names is none; "": it is one.
  std::string stand_in;
  std::optional<std::string> table;  // for all inputs; else one for each
  CsvOptions csv;
  ColumnOptions columns;
  ValueOptions values;
  std::optional<std::string> where;  // as LoadPlan has it
  TableOptions table_options;
  // DB or DB.TABLE: tables that are made are declared as one there.
  std::optional<std::string> like;
  LandingOptions landing;
  std::string temp_folder;  // for what is copied or staged; "": the target's
  ErrorOptions errors;
  ReaderLimits limits;
  // The records of a table's inputs to read, from the first; none: all.
  std::optional<std::uint64_t> limit;
  PipelineSettings pipeline;
  LoadPath path = LoadPath::kDirect;
  // For what is sorted, where what is more goes to a file, or for the pages of
  // indexes that are fed row by row.
  std::uint64_t memory_bytes = std::uint64_t{256} * 1024 * 1024;
  bool profiles = false;  // tells what the values of each column are like
  bool once = false;      // leaves out inputs that the ledger has
  bool tail = false;      // takes what inputs have gained since the last time
  // Then, once the target has been looked at: by the paths of inputs, and the
  // states of all files that are followed into the target.
  std::map<std::string, TailPlan> tails;
  std::vector<TailState> tails_seen;
  bool sync = true;      // wait until the disk has it all
  bool dry_run = false;  // only find out; then the target may be empty

  // The path of the file that the import is into.
  [[nodiscard]] const std::string& target_file() const {
    return stand_in.empty() ? target : stand_in;
  }
  // Whether all inputs of all tables are opened before the first is read, as
  // one table's options depend on the others.
  [[nodiscard]] bool opens_all_first() const {
    return !table_options.foreign_keys.empty() || values.extracts();
  }
};

}  // namespace csvimport
