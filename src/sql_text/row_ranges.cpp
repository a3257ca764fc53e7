#include "sql_text/row_ranges.hpp"

#include "pages/file_uri.hpp"
#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"

#include <algorithm>
#include <filesystem>

namespace csvimport {
namespace {

// By taste: of small rows, and of rows of whose size nothing is known.
constexpr std::int64_t kMostRangeRows = 65'536;
constexpr std::int64_t kSomeRows = 256;

KeyValues copy_of_key(const KeyValues& key) {
  KeyValues copy;
  for (const auto& value : key)
    copy.emplace_back(sqlite3_value_dup(value.get()));
  return copy;
}

// The columns as one term of a comparison.
std::string term_of(const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    list += (list.empty() ? "" : ", ") + column;
  }
  return columns.size() == 1 ? list : '(' + list + ')';
}

std::string key_parameters(std::size_t count) {
  return term_of(std::vector<std::string>(count, "?"));
}

std::string range_sql(const std::string& table, const TableKey& key,
                      const std::vector<std::string>& columns,
                      const RowRange& range) {
  std::string list;
  for (const std::string& column : columns) list += column + ", ";
  for (const std::string& column : key.columns) list += column + ", ";
  list.resize(list.size() - std::min<std::size_t>(list.size(), 2));
  std::string sql = "SELECT " + list + " FROM " + main_name(table);
  std::string conditions;
  const auto add = [&](const std::string& condition) {
    conditions += (conditions.empty() ? " WHERE " : " AND ") + condition;
  };
  const std::string term = term_of(key.columns);
  if (!range.after.empty())
    add(term + " > " + key_parameters(range.after.size()));
  if (!range.last.empty())
    add(term + " <= " + key_parameters(range.last.size()));
  sql += conditions;
  if (key.columns.empty()) return sql;
  std::string order;
  for (const std::string& column : key.columns) {
    order += (order.empty() ? " ORDER BY " : ", ") + column;
  }
  return sql + order;
}

}  // namespace

SQLite::Database open_unchanging(const std::string& path) {
  return {file_uri(path) + "?immutable=1",
          SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX};
}

TableKey key_of(SQLite::Database& database, const std::string& table) {
  TableKey key;
  SQLite::Statement has_none(
      database,
      "SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?1 "
      "COLLATE NOCASE");
  has_none.bind(1, table);
  if (!has_none.executeStep() || has_none.getColumn(0).getInt() == 0) {
    key.is_rowid = true;
    if (const auto name = rowid_name(names_of_columns(database, table))) {
      key.columns.push_back(*name);
    }
    return key;
  }
  SQLite::Statement columns(
      database,
      "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk");
  columns.bind(1, table);
  while (columns.executeStep()) {
    key.columns.push_back(quote_identifier(columns.getColumn(0).getString()));
  }
  return key;
}

RangeQuery::RangeQuery(SQLite::Database& database, const std::string& table,
                       const TableKey& key,
                       const std::vector<std::string>& columns,
                       const RowRange& range, const std::string& end)
    : database_(database), columns_(columns.size()) {
  const std::string sql = range_sql(table, key, columns, range) + end;
  sqlite3_stmt* statement = nullptr;
  database.check(sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1,
                                    &statement, nullptr));
  statement_.reset(statement);
}

void RangeQuery::start(const RowRange& range) {
  sqlite3_reset(statement_.get());
  int place = 0;
  for (const KeyValues* key : {&range.after, &range.last}) {
    for (const auto& value : *key) {
      database_.check(
          sqlite3_bind_value(statement_.get(), ++place, value.get()));
    }
  }
}

bool RangeQuery::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw SQLite::Exception(database_.getHandle(), code);
}

KeyValues RangeQuery::key() const {
  KeyValues key;
  const auto end = static_cast<std::size_t>(sqlite3_column_count(row()));
  for (std::size_t i = columns_; i < end; ++i) {
    key.emplace_back(
        sqlite3_value_dup(sqlite3_column_value(row(), static_cast<int>(i))));
  }
  return key;
}

RowRanges::RowRanges(const std::string& path, const std::string& table,
                     std::size_t bytes)
    : database_(open_unchanging(path)),
      table_(table),
      key_(key_of(database_, table)),
      bytes_(bytes) {
  find_size(path);
}

// Tells how many rows are a range by what a row takes in the file.
void RowRanges::find_size(const std::string& path) {
  rows_ = kSomeRows;
  is_short_ = key_.columns.empty();
  if (!key_.is_rowid || key_.columns.empty()) return;
  const std::string& rowid = key_.columns.front();
  const auto end = [&](const char* function) {
    return database_
        .execAndGet(std::string("SELECT ") + function + '(' + rowid +
                    ") FROM " + main_name(table_))
        .getInt64();
  };
  // Rowids may be any numbers, and leave gaps.
  const double span =
      static_cast<double>(end("max")) - static_cast<double>(end("min")) + 1;
  std::error_code error;
  const auto size =
      static_cast<double>(std::filesystem::file_size(path, error));
  if (error || size <= 0) return;
  const double fit = span / size * static_cast<double>(bytes_);
  rows_ = static_cast<std::int64_t>(
      std::clamp<double>(fit, 1, static_cast<double>(kMostRangeRows)));
  is_short_ = span <= static_cast<double>(rows_);
}

std::optional<RowRange> RowRanges::next() {
  if (is_done_) return std::nullopt;
  RowRange range;
  range.bytes = bytes_;
  range.after = std::move(last_);
  last_.clear();
  is_done_ = is_short_;
  if (is_short_) return range;
  RangeQuery end(database_, table_, key_, {}, range,
                 " LIMIT 1 OFFSET " + std::to_string(rows_ - 1));
  end.start(range);
  if (!end.step()) {
    is_done_ = true;
    return range;
  }
  range.last = end.key();
  last_ = copy_of_key(range.last);
  return range;
}

}  // namespace csvimport
