#pragma once

// What is to become of a staged table.

#include "base/step_observer.hpp"
#include "schema/table_schema.hpp"
#include "target/landing_options.hpp"
#include "target/staged_entries.hpp"
#include "target/target_table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// A table in the staging file, and where it goes.
struct TableTask {
  TableSchema staged;
  std::uint64_t rows = 0;  // in it
  TableSchema schema;      // of the target's columns that the staged ones go to
  std::optional<TargetTable> in_database;  // none: the table is to be made
  std::vector<Column> new_columns;         // to add to the one there
  // The columns of unique indexes that it is to get before its rows.
  std::vector<std::vector<std::string>> new_keys;
  IfExists if_exists = IfExists::kAppend;
  OnConflict on_conflict = OnConflict::kAbort;
  std::vector<std::string> key;  // that conflicts are about
  // Whether the staged table has all that its declaration says: the index of
  // its key too.
  bool staged_is_sound = true;
  IndexFeed index_feed = IndexFeed::kBySize;
  // Borrowed; null: none were sorted. Their memory is given back where it is
  // wanted for pages.
  StagedEntries* entries = nullptr;
  std::uint64_t memory_bytes = 0;  // for pages of its indexes
  StepObserver on_step;
  // Whether records that the database refuses are left out.
  bool skips_bad_records = false;

  // Whether the table is made anew.
  [[nodiscard]] bool makes_table() const {
    return !in_database || if_exists == IfExists::kReplace;
  }
  // The columns that an update leaves as they are, and that a row which is
  // inserted cannot do without: where there is a row to update, these have to
  // be given too, or SQLite refuses to look for it.
  [[nodiscard]] std::vector<std::string> kept_columns() const;
  // What rows that are there may be given other values in: by an update, with
  // generated columns, which follow from others.
  [[nodiscard]] std::vector<std::string> updated_columns() const;
  // Whether the staged rows have all columns of the target's, in order.
  [[nodiscard]] bool has_whole_rows() const {
    return makes_table() ||
           (new_columns.empty() &&
            schema.columns.size() == in_database->columns.size() &&
            in_database->generated.empty());
  }
};

// The table in the staging file for one on its way to the table `schema`: its
// columns have names of their own, which are none of those that SQLite gives to
// rowids, and its rowids are free.
TableSchema staged_schema(const TableSchema& schema);

// What SQL calls the staged column that goes to the column `name` of the table
// `schema`; none if the file lacks it.
std::optional<std::string> staged_column(const TableSchema& staged,
                                         const TableSchema& schema,
                                         const std::string& name);

// The places of the table's columns with these names, in the table's order.
std::vector<std::size_t> places_of(const std::vector<std::string>& names,
                                   const TableSchema& schema);

}  // namespace csvimport
