#include "ledger/tails.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>

namespace csvimport {
namespace {

constexpr const char* kCreateTails =
    "CREATE TABLE main.csvimport_tails ("
    "id INTEGER PRIMARY KEY, "
    "table_name TEXT NOT NULL COLLATE NOCASE, "
    "name TEXT NOT NULL, "
    "device INTEGER NOT NULL, "
    "inode INTEGER NOT NULL, "
    "born INTEGER NOT NULL, "
    "size INTEGER NOT NULL, "
    "line INTEGER NOT NULL, "
    "start_size INTEGER NOT NULL, "
    "hash TEXT NOT NULL, "
    "delimiter TEXT NOT NULL, "
    "quote TEXT, "
    "trim INTEGER NOT NULL, "
    "skip_initial_space INTEGER NOT NULL, "
    "read_at TEXT NOT NULL)";

std::optional<Quote> quote_of(const SQLite::Column& value) {
  if (value.isNull()) return std::nullopt;
  const std::string bytes = value.getString();
  return bytes.empty() || bytes.size() > 4 ? Quote('\n') : Quote(bytes);
}

TailState state_of(SQLite::Statement& row) {
  const auto count = [&](int column) {
    return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
  };
  TailState state;
  state.id = row.getColumn(0).getInt64();
  state.table = row.getColumn(1).getString();
  state.name = row.getColumn(2).getString();
  state.identity = {count(3), count(4), row.getColumn(5).getInt64()};
  state.resumption.offset = count(6);
  state.resumption.line = count(7);
  state.resumption.start_bytes = count(8);
  state.print = row.getColumn(9).getString();
  Dialect& dialect = state.resumption.dialect;
  dialect.delimiter = row.getColumn(10).getString();
  dialect.quote = quote_of(row.getColumn(11));
  dialect.trim = row.getColumn(12).getInt() != 0;
  dialect.skips_initial_space = row.getColumn(13).getInt() != 0;
  state.read_at = row.getColumn(14).getString();
  return state;
}

// Whether the importer may have written it.
bool can_be_right(const TailState& state) {
  const Resumption& from = state.resumption;
  const std::string& delimiter = from.dialect.delimiter;
  const auto is_line_end = [](std::string_view text) {
    return text.find_first_of("\r\n") != std::string_view::npos;
  };
  return from.start_bytes <= from.offset &&
         static_cast<std::int64_t>(from.offset) >= 0 && from.line >= 1 &&
         !delimiter.empty() && !is_line_end(delimiter) &&
         !(from.dialect.quote && is_line_end(from.dialect.quote->bytes()));
}

void bind(SQLite::Statement& statement, const TailState& state) {
  const auto number = [](std::uint64_t value) {
    return static_cast<std::int64_t>(value);
  };
  const Resumption& from = state.resumption;
  if (state.id != 0) statement.bind(1, state.id);
  statement.bind(2, state.table);
  statement.bind(3, state.name);
  statement.bind(4, number(state.identity.device));
  statement.bind(5, number(state.identity.inode));
  statement.bind(6, state.identity.born_ns);
  statement.bind(7, number(from.offset));
  statement.bind(8, number(from.line));
  statement.bind(9, number(from.start_bytes));
  statement.bind(10, state.print);
  statement.bind(11, from.dialect.delimiter);
  if (from.dialect.quote) {
    statement.bind(12, std::string(from.dialect.quote->bytes()));
  }
  statement.bind(13, from.dialect.trim ? 1 : 0);
  statement.bind(14, from.dialect.skips_initial_space ? 1 : 0);
  statement.bind(15, state.read_at);
}

}  // namespace

Tails::Tails(Connection& connection)
    : connection_(connection),
      table_(connection, kTailsTable,
             {"id", "table_name", "name", "device", "inode", "born", "size",
              "line", "start_size", "hash", "delimiter", "quote", "trim",
              "skip_initial_space", "read_at"},
             kCreateTails) {}

std::vector<TailState> Tails::all() {
  if (!table_.exists()) return {};
  std::vector<TailState> states;
  connection_.translate([&] {
    SQLite::Statement select(
        connection_.database(),
        "SELECT id, table_name, name, device, inode, born, size, line, "
        "start_size, hash, delimiter, quote, trim, skip_initial_space, read_at "
        "FROM main.csvimport_tails ORDER BY id");
    while (select.executeStep()) states.push_back(state_of(select));
  });
  for (const TailState& state : states) {
    if (can_be_right(state)) continue;
    throw ImportError(
        {connection_.name()},
        "row " + std::to_string(state.id) + " of table " +
            quoted_for_message(kTailsTable) +
            " does not tell how far its file was read; remove it to have the "
            "file read from its start");
  }
  return states;
}

void Tails::put(const TailState& state) {
  table_.make();
  connection_.translate([&] {
    SQLite::Statement insert(
        connection_.database(),
        "INSERT OR REPLACE INTO main.csvimport_tails VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
    bind(insert, state);
    insert.exec();
  });
}

}  // namespace csvimport
