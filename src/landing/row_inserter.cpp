#include "landing/row_inserter.hpp"

#include "direct/database.hpp"

namespace csvimport {

RowInserter::RowInserter(const std::string& path, const TableSchema& schema)
    : path_(path), texts_(schema.columns.size()) {
  attempt([&] {
    database_.emplace(open_new_database(path));
    database_->exec(create_table_sql(schema));
    transaction_.emplace(*database_);
    insert_.emplace(*database_, insert_sql(schema));
  });
}

void RowInserter::add_text(std::string_view text) {
  std::string& kept = texts_[static_cast<std::size_t>(column_)];
  kept = text;
  attempt([&] { insert_->bindNoCopy(++column_, kept); });
}

void RowInserter::end_row(std::uint64_t /*record*/,
                          const RowInserter& /*row*/) {
  attempt([&] {
    insert_->exec();
    insert_->reset();
  });
  ++rows_;
}

void RowInserter::finish() {
  attempt([&] { transaction_->commit(); });
}

}  // namespace csvimport
