#include "target/source_table.hpp"

#include "base/import_error.hpp"
#include "base/path.hpp"
#include "pages/affinity_judge.hpp"
#include "schema/kept_digits.hpp"
#include "target/catalog.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <string_view>
#include <utility>

namespace csvimport {
namespace {

constexpr const char* kLosesDigits = "csvimport_loses_digits";

// Of a text that goes into a column of a numeric affinity: whether the number
// that it becomes says less.
void loses_digits(sqlite3_context* context, int /*count*/,
                  sqlite3_value** values) {
  const auto& judge =
      *static_cast<const AffinityJudge*>(sqlite3_user_data(context));
  const auto* const bytes =
      reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  const std::string_view text(
      bytes, static_cast<std::size_t>(sqlite3_value_bytes(values[0])));
  const auto affinity = static_cast<Affinity>(sqlite3_value_int(values[1]));
  std::optional<StoredValue> stored = stored_value(text, affinity);
  if (!stored) stored = judge(text, affinity);
  const bool loses =
      stored->kind != StoredValue::Kind::kText && !keeps_digits(text, *stored);
  sqlite3_result_int(context, loses ? 1 : 0);
}

// The file, with what locks it, as a connection without locks attaches it.
std::string uri_to_attach(const ReadAccess& access) {
  return access.indexes_log_itself ? access.uri : access.uri + "&vfs=unix";
}

}  // namespace

std::optional<std::size_t> SourceRow::bad_column() const {
  for (std::size_t i = 0; i < columns_; ++i) {
    const auto at = static_cast<int>(1 + columns_ + i);
    if (row_.getColumn(at).getInt() != 0) return i;
  }
  return std::nullopt;
}

bool SourceRow::is_null(std::size_t column) const {
  return row_.getColumn(static_cast<int>(1 + column)).isNull();
}

bool SourceRow::is_text(std::size_t column) const {
  return row_.getColumn(static_cast<int>(1 + column)).isText();
}

std::string SourceRow::text(std::size_t column) const {
  const SQLite::Column value = row_.getColumn(static_cast<int>(1 + column));
  if (!value.isBlob()) return value.getString();
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "X'";
  for (const char byte : value.getString()) {
    const auto code = static_cast<unsigned char>(byte);
    text += kDigits[code / 16];
    text += kDigits[code % 16];
  }
  return text + '\'';
}

SourceTable::SourceTable(std::string path, std::string table,
                         std::uint64_t timeout_ms)
    : path_(std::move(path)),
      place_(resolved_path(path_)),
      table_(std::move(table)),
      timeout_ms_(timeout_ms),
      access_(read_access(place_, path_)) {
  Connection connection(place_, path_, Connection::Kind::kRead, timeout_ms_);
  read_columns(connection);
  check_unchanged();
}

void SourceTable::read_columns(Connection& connection) {
  const std::optional<TargetTable> found = find_table(connection, table_);
  if (!found) throw ImportError({path_}, "changed while it was read");
  connection.translate([&] {
    SQLite::Database& database = connection.database();
    SQLite::Statement columns(
        database,
        "SELECT name, type, hidden FROM pragma_table_xinfo(?1, 'main')");
    columns.bind(1, table_);
    std::vector<std::string> names;
    while (columns.executeStep()) {
      names.push_back(columns.getColumn(0).getString());
      const std::string type = columns.getColumn(1).getString();
      const bool takes_any = found->is_strict && type == "ANY";
      columns_.push_back({names.back(), type, columns.getColumn(2).getInt() > 1,
                          takes_any ? Affinity::kBlob : affinity_of(type)});
    }
    if (!found->has_rowid) return;
    rowid_ = rowid_name(names).value_or("");
    if (rowid_.empty()) return;
    const bool has_odd_rowids =
        database
            .execAndGet("SELECT EXISTS (SELECT 1 FROM " + main_name(table_) +
                        " WHERE " + rowid_ + " < 1)")
            .getInt() != 0;
    if (has_odd_rowids) rowid_.clear();
  });
}

void SourceTable::check_unchanged() const {
  if (read_access(place_, path_) == access_) return;
  throw ImportError({path_}, "changed while it was read; import it again");
}

std::string SourceTable::bad_sql(const TakenColumn& column) const {
  if (!column.source) return column.not_null ? "1" : "0";
  const std::string value = quote_identifier(*column.source);
  std::string bad = column.not_null ? value + " IS NULL OR " : "";
  if (column.affinity == Affinity::kReal) {
    bad += "(typeof(" + value + ") = 'integer' AND CAST(" + value +
           " AS REAL) <> " + value + ") OR ";
  }
  if (column.affinity == Affinity::kText) {
    bad += "(typeof(" + value + ") = 'real' AND CAST(CAST(" + value +
           " AS TEXT) AS REAL) <> " + value + ") OR ";
  }
  if (is_numeric(column.affinity) && !column.coerces) {
    bad += "(typeof(" + value + ") = 'text' AND " + kLosesDigits + '(' + value +
           ", " + std::to_string(static_cast<int>(column.affinity)) + ")) OR ";
  }
  return bad.empty() ? "0" : '(' + bad + "0)";
}

void SourceTable::take(std::vector<TakenColumn> taken) {
  taken_ = std::move(taken);
  bad_.clear();
  for (const TakenColumn& column : taken_) {
    const std::string bad = bad_sql(column);
    if (bad != "0") bad_ += (bad_.empty() ? "" : " OR ") + bad;
  }
}

SourceTable::Counts SourceTable::count_in(Connection& connection,
                                          const std::string& source) const {
  SQLite::Statement count(
      connection.database(),
      "SELECT count(*), " +
          (bad_.empty() ? "0" : "ifnull(sum(" + bad_ + "), 0)") + " FROM " +
          source);
  count.executeStep();
  Counts counts;
  counts.bad = static_cast<std::uint64_t>(count.getColumn(1).getInt64());
  counts.good =
      static_cast<std::uint64_t>(count.getColumn(0).getInt64()) - counts.bad;
  return counts;
}

SourceTable::Counts SourceTable::count() {
  check_unchanged();
  AffinityJudge judge = ask_sqlite();
  Connection connection(place_, path_, Connection::Kind::kRead, timeout_ms_);
  return connection.translate([&] {
    connection.database().createFunction(kLosesDigits, 2, true, &judge,
                                         loses_digits);
    const Counts counts = count_in(connection, main_name(table_));
    check_unchanged();
    return counts;
  });
}

void SourceTable::check_encoding(Connection& connection,
                                 const std::string& encoding) const {
  Connection source(place_, path_, Connection::Kind::kRead, timeout_ms_);
  const std::string own = source.encoding();
  if (own == encoding) return;
  throw ImportError({path_}, "keeps texts in " + own + ", and " +
                                 "what they go into in " + encoding +
                                 ", which SQLite does not read together; "
                                 "sqlite3 " +
                                 connection.name() +
                                 " .dump | sqlite3 OTHER makes one in UTF-8");
}

SourceTable::Counts SourceTable::copy_into(const std::string& staging_path,
                                           const std::string& encoding,
                                           const TableSchema& staged) {
  check_unchanged();
  AffinityJudge judge = ask_sqlite();
  Connection connection(staging_path, path_, Connection::Kind::kScratch,
                        timeout_ms_);
  check_encoding(connection, encoding);
  std::string values;
  for (const TakenColumn& column : taken_) {
    values += (values.empty() ? "" : ", ") +
              (column.source ? quote_identifier(*column.source) : "NULL");
  }
  const std::string source = "source." + quote_identifier(table_);
  const std::string condition = bad_.empty() ? "" : " WHERE NOT (" + bad_ + ')';
  return connection.translate([&] {
    SQLite::Database& database = connection.database();
    database.exec("PRAGMA journal_mode = OFF");
    database.createFunction(kLosesDigits, 2, true, &judge, loses_digits);
    // What is attached gets the staging file's mode, by which SQLite would not
    // read a log that others have open.
    if (!access_.indexes_log_itself) {
      database.exec("PRAGMA locking_mode = NORMAL");
    }
    SQLite::Statement attach(database, "ATTACH ?1 AS source");
    attach.bind(1, uri_to_attach(access_));
    attach.exec();
    SQLite::Transaction transaction(database);
    database.exec("INSERT INTO " + main_name(staged.table) + " (" +
                  quoted_list(column_names_of(staged)) + ") SELECT " + values +
                  " FROM " + source + " NOT INDEXED" + condition);
    Counts counts;
    counts.good =
        static_cast<std::uint64_t>(sqlite3_changes64(database.getHandle()));
    if (!bad_.empty()) counts.bad = count_in(connection, source).bad;
    transaction.commit();
    check_unchanged();
    return counts;
  });
}

void SourceTable::walk(const std::function<void(const SourceRow&)>& visit) {
  check_unchanged();
  AffinityJudge judge = ask_sqlite();
  Connection connection(place_, path_, Connection::Kind::kRead, timeout_ms_);
  std::string select = rowid_.empty() ? "SELECT 0" : "SELECT " + rowid_;
  for (const TakenColumn& column : taken_) {
    select +=
        ", " + (column.source ? quote_identifier(*column.source) : "NULL");
  }
  for (const TakenColumn& column : taken_) select += ", " + bad_sql(column);
  connection.translate([&] {
    connection.database().createFunction(kLosesDigits, 2, true, &judge,
                                         loses_digits);
    SQLite::Statement rows(
        connection.database(),
        select + " FROM " + main_name(table_) + " NOT INDEXED");
    for (std::uint64_t number = 1; rows.executeStep(); ++number) {
      const auto rowid =
          static_cast<std::uint64_t>(rows.getColumn(0).getInt64());
      visit(SourceRow(rows, rowid_.empty() ? number : rowid, taken_.size()));
    }
  });
  check_unchanged();
}

}  // namespace csvimport
