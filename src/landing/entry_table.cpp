#include "landing/entry_table.hpp"

#include "schema/table_schema.hpp"
#include "target/indexes.hpp"

#include <utility>

namespace csvimport {

EntryTable::EntryTable(SQLite::Database& database, const EntryRuns& runs,
                       const EntryRowids& rowids, std::launch policy,
                       std::function<void(std::int64_t row)> on_row)
    : runs_(runs),
      rowids_(rowids),
      policy_(policy),
      on_row_(std::move(on_row)),
      table_(database, free_name(database, "csvimport_entries"), *this) {}

std::string EntryTable::name() const { return quote_identifier(table_.name()); }

std::string EntryTable::declaration() const {
  std::string columns;
  for (std::size_t i = 0; i < runs_.index().columns.size(); ++i) {
    columns += column_name(i) + ", ";
  }
  return "CREATE TABLE entries (" + columns + kRowidName + ')';
}

EntryTable::Cursor::Cursor(const EntryTable& table)
    : table_(table), values_(table.runs_.index().columns.size() + 1) {}

void EntryTable::Cursor::start() {
  stream_.emplace(table_.runs_, table_.policy_);
  row_ = 0;
  next();
}

void EntryTable::Cursor::next() {
  constexpr std::int64_t kRowsBetweenCalls = 8192;
  do {
    if (++row_ % kRowsBetweenCalls == 0) table_.on_row_(row_);
    const std::uint8_t* const entry = stream_->next();
    is_at_end_ = entry == nullptr;
    if (is_at_end_) return;
    RecordValues values(entry);
    for (RecordValue& value : values_) value = values.next();
    rowid_ = table_.rowids_.of(values_.back().integer);
  } while (!rowid_);
}

void EntryTable::Cursor::give(sqlite3_context* context,
                              std::size_t column) const {
  using Kind = RecordValue::Kind;
  const RecordValue& value = values_[column];
  if (column + 1 == values_.size()) {
    sqlite3_result_int64(context, *rowid_);
  } else if (value.kind == Kind::kInteger) {
    sqlite3_result_int64(context, value.integer);
  } else if (value.kind == Kind::kReal) {
    sqlite3_result_double(context, value.real);
  } else if (value.kind == Kind::kText) {
    sqlite3_result_text64(context, value.text.data(), value.text.size(),
                          SQLITE_STATIC, SQLITE_UTF8);
  } else if (value.kind == Kind::kBlob) {
    sqlite3_result_blob64(context, value.text.data(), value.text.size(),
                          SQLITE_STATIC);
  }
}

}  // namespace csvimport
