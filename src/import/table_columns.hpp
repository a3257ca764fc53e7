#pragma once

// Which columns a table of an import has, and which field of each input goes
// into which of them.

#include "import/column_selection.hpp"
#include "import/import_job.hpp"
#include "load/load_input.hpp"
#include "schema/table_schema.hpp"
#include "target/target_table.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Puts together the columns of one table. The inputs of a new table add theirs;
// those of a table that exists must be in it, by name, or by position where the
// inputs have no names for them.
class TableColumns {
 public:
  // Borrows both; `existing` is none for a table that is made anew.
  TableColumns(const ImportJob& job, const std::string& table,
               const std::optional<TargetTable>& existing);

  // Throws ImportError if all columns of `file` are to be in the table, and are
  // more than one can have.
  void check_width(const CsvFile& file) const;

  // Finds the place of each field of `input`. Throws ImportError for columns
  // that the table does not have, naming all of them, or has twice.
  void place(LoadInput& input);

  using Inputs = std::vector<std::unique_ptr<LoadInput>>;

  // All inputs are placed: adds the columns that options add to theirs, leaves
  // out columns that none of them has, and says with a warning what one of them
  // lacks, and what options do nothing for a table that exists, or that does
  // not.
  // Throws ImportError for what the table cannot be.
  void finish(const Inputs& inputs);

  [[nodiscard]] const TableSchema& schema() const { return schema_; }

 private:
  [[nodiscard]] bool goes_by_position() const;
  void place_by_position(LoadInput& input);
  // The place of a column, which is added if it may be; none if it may not.
  std::optional<std::size_t> place_of(const std::string& name);
  // The same for a column of a file, whose own name is `field_name`.
  std::optional<std::size_t> place_of_field(const SelectedColumn& column,
                                            const std::string& field_name);
  [[nodiscard]] bool is_generated(const std::string& name) const;
  // None of the columns `names` has a place; `free` are the table's columns
  // that the file has no other field for.
  [[noreturn]] void fail_unplaced(std::vector<std::string> names,
                                  const std::vector<std::string>& free,
                                  const std::string& input_name) const;
  // The place of a column that the option `flag` adds to those of the inputs.
  std::size_t add_column(const std::string& flag, const std::string& name,
                         const Inputs& inputs);
  [[noreturn]] void fail_added_column(const std::string& flag,
                                      const std::string& name,
                                      const std::string& input_name) const;
  void add_fixed_columns(const Inputs& inputs);
  void check_fixed_value(const Column& column, const std::string& text,
                         const std::string& input_name) const;
  void add_filename_column(const Inputs& inputs);
  void add_line_column(const Inputs& inputs);
  void drop_unused(const Inputs& inputs);
  void check_count(const std::string& input_name) const;
  void fill_missing(const Inputs& inputs) const;
  // Has the fields converted as the user asked. All columns are there.
  void convert_values(const Inputs& inputs) const;

  const ImportJob& job_;
  const std::optional<TargetTable>& existing_;
  TableSchema schema_;
};

}  // namespace csvimport
