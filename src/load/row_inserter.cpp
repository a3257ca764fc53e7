#include "load/row_inserter.hpp"

#include "pages/new_database.hpp"

namespace csvimport {

RowInserter::RowInserter(const StagingFile& file, const TableSchema& schema,
                         bool has_gaps)
    : path_(file.path()), schema_(schema), texts_(schema.columns.size()) {
  if (has_gaps && rowid_name(schema)) first_column_ = 1;
  translate([&] {
    database_.emplace(open_new_database(path_, file.encoding()));
    database_->exec(create_table_sql(schema));
    transaction_.emplace(*database_);
    insert_.emplace(*database_, insert_sql(schema, has_gaps));
  });
}

void RowInserter::add_text(std::string_view text) {
  std::string& kept = texts_[static_cast<std::size_t>(column_ - first_column_)];
  kept = text;
  translate([&] { insert_->bindNoCopy(++column_, kept); });
}

void RowInserter::end_row(std::uint64_t rowid, const RowInserter& /*row*/) {
  translate([&] {
    if (first_column_ == 1) {
      insert_->bind(1, static_cast<std::int64_t>(rowid));
    }
    insert_->exec();
    insert_->reset();
  });
  ++rows_;
}

void RowInserter::finish(const LoadOutcome& outcome) {
  if (!outcome.types_hold) {
    drop_table();
    return;
  }
  check_written(outcome.rows, rows_);
  translate([&] { transaction_->commit(); });
}

void RowInserter::drop_table() {
  translate([&] {
    insert_.reset();
    transaction_->commit();
    database_->exec(drop_table_sql(schema_));
  });
}

}  // namespace csvimport
