#pragma once

// The stages of an import, one after the other on a text in memory, with
// nothing around them.

#include "csv/record_reader.hpp"
#include "csv/repairs.hpp"
#include "fuzz_options.hpp"
#include "load/staging_file.hpp"
#include "reference_parser.hpp"
#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// A database file that is written again and again. One thread.
class ScratchDatabase {
 public:
  ScratchDatabase();

  // Makes it a database with the empty table, as StagingFile does.
  TablePlace start(const TableSchema& schema);
  StagingFile& file() { return file_; }

  // What SQLite finds in the finished table. Ends the process if the file is
  // damaged.
  std::vector<reference::Row> rows();

 private:
  struct Start {
    TablePlace table;
    std::vector<std::uint8_t> bytes;
  };
  Start& start_of(const TableSchema& schema);

  // SQLite makes one for each schema, and one connection reads all the files:
  // to open them takes longer than all the rest.
  std::map<std::string, Start> starts_;
  StagingFile file_;
  SQLite::Database connection_;
  SQLite::Statement check_;
  std::optional<SQLite::Statement> select_;  // for the schema in use
  std::optional<SQLite::Statement> select_rowids_;
  std::uint32_t changes_ = 0;
  std::uint32_t schema_ = 0;  // the one in use, as it was numbered
  std::uint32_t schemas_ = 0;
};

// What an import made of a text; the table is in the scratch database.
struct StagedResult {
  struct BadRecord {
    std::uint64_t record = 0;
    std::uint64_t line = 0;
    std::optional<std::size_t> field;
    std::string reason;
    std::string bytes;

    bool operator==(const BadRecord&) const = default;
  };

  std::optional<std::string> failure;  // the message that ended it
  std::uint64_t records = 0;
  std::vector<ColumnType> types;
  std::vector<BadRecord> bad;
  RepairCounts repairs;  // less the lines before the header
};

// Sets the lenient width of `rules`, and the lines to skip, to what the start
// of a text shows, as CsvFile does.
void measure_shape_of(std::string_view text, reference::Rules& rules);

// Runs the sampling, and one pass or two, as TableImport does.
StagedResult import_in_stages(const std::string& text,
                              const FuzzOptions& options,
                              std::size_t batch_bytes,
                              ScratchDatabase& database);

}  // namespace csvimport
