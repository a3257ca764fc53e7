#include "landing/row_inserter.hpp"

#include "direct/database.hpp"

namespace csvimport {
namespace {

SQLite::Database open_with_table(const std::string& path,
                                 const TableSchema& schema) {
  SQLite::Database database = open_new_database(path);
  database.exec(create_table_sql(schema));
  return database;
}

}  // namespace

RowInserter::RowInserter(const std::string& path, const TableSchema& schema)
    : database_(open_with_table(path, schema)),
      transaction_(database_),
      insert_(database_, insert_sql(schema)),
      texts_(schema.columns.size()) {}

void RowInserter::add_text(std::string_view text) {
  std::string& kept = texts_[static_cast<std::size_t>(column_)];
  kept = text;
  insert_.bindNoCopy(++column_, kept);
}

void RowInserter::end_row(std::uint64_t /*record*/,
                          const RowInserter& /*row*/) {
  insert_.exec();
  insert_.reset();
}

}  // namespace csvimport
