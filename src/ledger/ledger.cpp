#include "ledger/ledger.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

constexpr const char* kCreate =
    "CREATE TABLE main.csvimport_files ("
    "id INTEGER PRIMARY KEY, "
    "name TEXT NOT NULL, "
    "size INTEGER NOT NULL, "
    "modified TEXT, "
    "hash TEXT NOT NULL, "
    "table_name TEXT NOT NULL COLLATE NOCASE, "
    "rows INTEGER NOT NULL, "
    "rejected INTEGER NOT NULL, "
    "imported TEXT NOT NULL, "
    "version TEXT NOT NULL, "
    "followed INTEGER NOT NULL)";

std::optional<std::string> text_or_none(const SQLite::Column& value) {
  return value.isNull() ? std::nullopt : std::optional(value.getString());
}

LedgerEntry entry_of(SQLite::Statement& row) {
  const auto count = [&](int column) {
    return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
  };
  return {row.getColumn(0).getString(),
          count(1),
          text_or_none(row.getColumn(2)),
          row.getColumn(3).getString(),
          row.getColumn(4).getString(),
          count(5),
          count(6),
          row.getColumn(7).getString(),
          row.getColumn(8).getString(),
          row.getColumn(9).getInt() != 0,
          row.getColumn(10).getInt64()};
}

void bind(SQLite::Statement& insert, const LedgerEntry& entry) {
  const auto number = [](std::uint64_t value) {
    return static_cast<std::int64_t>(value);
  };
  insert.bind(1, entry.name);
  insert.bind(2, number(entry.size));
  if (entry.modified) insert.bind(3, *entry.modified);
  insert.bind(4, entry.hash);
  insert.bind(5, entry.table);
  insert.bind(6, number(entry.rows));
  insert.bind(7, number(entry.rejected));
  insert.bind(8, entry.imported);
  insert.bind(9, entry.version);
  insert.bind(10, entry.is_followed ? 1 : 0);
}

}  // namespace

Ledger::Ledger(Connection& connection)
    : connection_(connection),
      table_(connection, kLedgerTable,
             {"id", "name", "size", "modified", "hash", "table_name", "rows",
              "rejected", "imported", "version", "followed"},
             kCreate) {}

std::vector<LedgerEntry> Ledger::select(const std::string& rest,
                                        const std::vector<std::string>& texts) {
  if (!table_.exists()) return {};
  return connection_.translate([&] {
    SQLite::Statement select(
        connection_.database(),
        "SELECT name, size, modified, hash, table_name, rows, rejected, "
        "imported, version, followed, id FROM main.csvimport_files " +
            rest + " ORDER BY id");
    for (std::size_t i = 0; i < texts.size(); ++i) {
      select.bind(static_cast<int>(i + 1), texts[i]);
    }
    std::vector<LedgerEntry> entries;
    while (select.executeStep()) entries.push_back(entry_of(select));
    return entries;
  });
}

std::vector<LedgerEntry> Ledger::entries() { return select("", {}); }

std::vector<LedgerEntry> Ledger::entries_of(const std::string& table) {
  return select("WHERE table_name = ?1", {table});
}

void Ledger::add(const LedgerEntry& entry) {
  table_.make();
  connection_.translate([&] {
    SQLite::Statement insert(
        connection_.database(),
        "INSERT INTO main.csvimport_files (name, size, modified, hash, "
        "table_name, rows, rejected, imported, version, followed) VALUES (?1, "
        "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    bind(insert, entry);
    insert.exec();
  });
}

}  // namespace csvimport
