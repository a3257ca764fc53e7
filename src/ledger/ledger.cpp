#include "ledger/ledger.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/table_schema.hpp"
#include "target/schema_queries.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <stdexcept>

namespace csvimport {
namespace {

const std::vector<std::string> kColumns = {
    "id",   "name",     "size",     "modified", "hash", "table_name",
    "rows", "rejected", "imported", "version",  "tail"};

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
    "tail TEXT)";

std::optional<std::string> text_or_none(const SQLite::Column& value) {
  return value.isNull() ? std::nullopt : std::optional(value.getString());
}

LedgerEntry entry_of(SQLite::Statement& row) {
  const auto count = [&](int column) {
    return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
  };
  LedgerEntry entry{row.getColumn(0).getString(),
                    count(1),
                    text_or_none(row.getColumn(2)),
                    row.getColumn(3).getString(),
                    row.getColumn(4).getString(),
                    count(5),
                    count(6),
                    row.getColumn(7).getString(),
                    row.getColumn(8).getString(),
                    {},
                    row.getColumn(10).getInt64()};
  if (const auto tail = text_or_none(row.getColumn(9))) {
    entry.tail = tail_state_of(*tail);
  }
  return entry;
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
  if (entry.tail) insert.bind(10, to_json(*entry.tail));
}

}  // namespace

bool Ledger::is_ours() {
  SQLite::Database& database = connection_.database();
  return is_table(database, kLedgerTable) &&
         names_of_columns(database, kLedgerTable) == kColumns;
}

bool Ledger::exists() {
  if (!is_name_taken(connection_.database(), kLedgerTable)) return false;
  if (is_ours()) return true;
  throw ImportError({connection_.name()},
                    quoted_for_message(kLedgerTable) +
                        " is not the table that csvimport keeps of the files "
                        "it has imported; give it another name");
}

std::vector<LedgerEntry> Ledger::select(const std::string& rest,
                                        const std::vector<std::string>& texts) {
  return connection_.translate([&]() -> std::vector<LedgerEntry> {
    if (!exists()) return {};
    SQLite::Statement select(
        connection_.database(),
        "SELECT name, size, modified, hash, table_name, rows, rejected, "
        "imported, version, tail, id FROM main.csvimport_files " +
            rest);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      select.bind(static_cast<int>(i + 1), texts[i]);
    }
    std::vector<LedgerEntry> entries;
    try {
      while (select.executeStep()) entries.push_back(entry_of(select));
    } catch (const std::invalid_argument&) {
      throw ImportError({connection_.name()},
                        "row " +
                            std::to_string(select.getColumn(10).getInt64()) +
                            " of table " + quoted_for_message(kLedgerTable) +
                            " does not tell how far its file was read");
    }
    return entries;
  });
}

std::optional<LedgerEntry> Ledger::first(
    const std::string& rest, const std::vector<std::string>& texts) {
  std::vector<LedgerEntry> found = select(rest + " LIMIT 1", texts);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<LedgerEntry> Ledger::entries() { return select("ORDER BY id", {}); }

std::vector<LedgerEntry> Ledger::entries_of(const std::string& table) {
  return select("WHERE table_name = ?1 ORDER BY id", {table});
}

std::optional<LedgerEntry> Ledger::last_tail(const std::string& table,
                                             const std::string& name) {
  return first(
      "WHERE table_name = ?1 AND tail IS NOT NULL AND name = ?2 ORDER BY id "
      "DESC",
      {table, name});
}

std::optional<LedgerEntry> Ledger::last_tail(const std::string& table,
                                             std::uint64_t device,
                                             std::uint64_t inode) {
  return first("WHERE table_name = ?1 AND tail ->> 'device' = " +
                   std::to_string(device) + " AND tail ->> 'inode' = " +
                   std::to_string(inode) + " ORDER BY id DESC",
               {table});
}

std::optional<LedgerEntry> Ledger::last_tail(const std::string& table,
                                             const std::string& name,
                                             std::uint64_t device,
                                             std::uint64_t inode) {
  auto by_name = last_tail(table, name);
  auto by_file = last_tail(table, device, inode);
  const bool is_older = by_name && by_file && by_file->id < by_name->id;
  return !by_file || is_older ? by_name : by_file;
}

void Ledger::add(const LedgerEntry& entry) {
  connection_.translate([&] {
    SQLite::Database& database = connection_.database();
    if (!exists()) database.exec(kCreate);
    SQLite::Statement insert(
        database,
        "INSERT INTO main.csvimport_files (name, size, modified, hash, "
        "table_name, rows, rejected, imported, version, tail) VALUES (?1, "
        "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    bind(insert, entry);
    insert.exec();
  });
}

void Ledger::forget(const std::string& table) {
  connection_.translate([&] {
    if (!is_ours()) return;
    SQLite::Statement remove(
        connection_.database(),
        "DELETE FROM main.csvimport_files WHERE table_name = ?1");
    remove.bind(1, table);
    remove.exec();
  });
}

}  // namespace csvimport
