#pragma once

// Tables of ours that SQLite reads as its own (sqlite.org/vtab.html).

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <string>
#include <utility>

namespace csvimport {

// What can be read so: rows in an order of its own, and a walk through them.
template <class T>
concept ReadableTable = std::constructible_from<typename T::Cursor, const T&> &&
    requires(const T& table, typename T::Cursor& cursor,
             sqlite3_context* context, std::size_t column) {
  // CREATE TABLE, whose columns say how values compare.
  { table.declaration() } -> std::same_as<std::string>;
  cursor.start();  // at the first row
  cursor.next();
  { cursor.is_at_end() } -> std::same_as<bool>;
  { cursor.rowid() } -> std::same_as<std::int64_t>;
  cursor.give(context, column);  // a value of the row it stands at
};

// Makes a table known to one connection, as long as the object lives. Borrows
// both. What the table throws becomes an error of the statement that reads it.
// One thread.
template <class Table>
class VirtualTable {
 public:
  // There without CREATE VIRTUAL TABLE, by the name `name`, which nothing else
  // has.
  VirtualTable(SQLite::Database& database, std::string name, const Table& table)
      : database_(database), name_(std::move(name)) {
    static_assert(ReadableTable<Table>);
    static const sqlite3_module module = callbacks();
    const int code = sqlite3_create_module(database.getHandle(), name_.c_str(),
                                           &module, const_cast<Table*>(&table));
    if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
  }
  VirtualTable(const VirtualTable&) = delete;
  VirtualTable& operator=(const VirtualTable&) = delete;
  ~VirtualTable() {
    sqlite3_create_module(database_.getHandle(), name_.c_str(), nullptr,
                          nullptr);
  }

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  // What SQLite keeps comes first.
  struct Connected : sqlite3_vtab {
    explicit Connected(const Table& it) : sqlite3_vtab{}, table(it) {}
    const Table& table;
  };
  struct Walk : sqlite3_vtab_cursor {
    explicit Walk(const Table& table) : sqlite3_vtab_cursor{}, cursor(table) {}
    typename Table::Cursor cursor;
  };

  static auto& of(sqlite3_vtab_cursor* walk) {
    return static_cast<Walk*>(walk)->cursor;
  }

  // No exception may pass SQLite.
  template <class Action>
  static int guarded(sqlite3_vtab* table, Action action) {
    try {
      action();
      return SQLITE_OK;
    } catch (const std::bad_alloc&) {
      return SQLITE_NOMEM;
    } catch (const std::exception& error) {
      // Not SQLITE_ERROR, as no row is to blame.
      table->zErrMsg = sqlite3_mprintf("%s", error.what());
      return SQLITE_IOERR;
    }
  }

  static int connect(sqlite3* database, void* self, int /*count*/,
                     const char* const* /*arguments*/, sqlite3_vtab** table,
                     char** /*error*/) {
    const auto& source = *static_cast<const Table*>(self);
    try {
      const int code =
          sqlite3_declare_vtab(database, source.declaration().c_str());
      if (code == SQLITE_OK) *table = new Connected(source);
      return code;
    } catch (const std::bad_alloc&) {
      return SQLITE_NOMEM;
    }
  }
  static int disconnect(sqlite3_vtab* table) {
    delete static_cast<Connected*>(table);
    return SQLITE_OK;
  }
  // All of it is read, in its order.
  static int choose_plan(sqlite3_vtab* /*table*/,
                         sqlite3_index_info* /*info*/) {
    return SQLITE_OK;
  }
  static int open(sqlite3_vtab* table, sqlite3_vtab_cursor** walk) {
    return guarded(table, [&] {
      *walk = new Walk(static_cast<Connected*>(table)->table);
    });
  }
  static int close(sqlite3_vtab_cursor* walk) {
    delete static_cast<Walk*>(walk);
    return SQLITE_OK;
  }
  static int start(sqlite3_vtab_cursor* walk, int /*plan*/,
                   const char* /*name*/, int /*count*/,
                   sqlite3_value** /*arguments*/) {
    return guarded(walk->pVtab, [&] { of(walk).start(); });
  }
  static int go_on(sqlite3_vtab_cursor* walk) {
    return guarded(walk->pVtab, [&] { of(walk).next(); });
  }
  static int is_at_end(sqlite3_vtab_cursor* walk) {
    return of(walk).is_at_end() ? 1 : 0;
  }
  static int give_column(sqlite3_vtab_cursor* walk, sqlite3_context* context,
                         int column) {
    of(walk).give(context, static_cast<std::size_t>(column));
    return SQLITE_OK;
  }
  static int give_rowid(sqlite3_vtab_cursor* walk, sqlite3_int64* rowid) {
    *rowid = of(walk).rowid();
    return SQLITE_OK;
  }

  // Without xCreate.
  static sqlite3_module callbacks() {
    sqlite3_module module{};
    module.xConnect = connect;
    module.xBestIndex = choose_plan;
    module.xDisconnect = disconnect;
    module.xOpen = open;
    module.xClose = close;
    module.xFilter = start;
    module.xNext = go_on;
    module.xEof = is_at_end;
    module.xColumn = give_column;
    module.xRowid = give_rowid;
    return module;
  }

  SQLite::Database& database_;
  std::string name_;
};

}  // namespace csvimport
