#include "landing/entry_table.hpp"

#include "schema/table_schema.hpp"
#include "target/indexes.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <exception>
#include <new>
#include <utility>

namespace csvimport {

// A walk through the entries. What SQLite keeps of it comes first.
class EntryTable::Cursor : public sqlite3_vtab_cursor {
 public:
  explicit Cursor(const EntryTable& table)
      : sqlite3_vtab_cursor{},
        table_(table),
        values_(table.runs_.index().columns.size() + 1) {}

  void start() {
    stream_.emplace(table_.runs_, table_.policy_);
    row_ = 0;
    next();
  }
  void next() {
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
  [[nodiscard]] bool is_at_end() const { return is_at_end_; }
  [[nodiscard]] std::int64_t row() const { return row_; }

  void give(sqlite3_context* context, std::size_t column) const {
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

 private:
  static constexpr std::int64_t kRowsBetweenCalls = 8192;

  const EntryTable& table_;
  std::optional<EntryStream> stream_;
  std::vector<RecordValue> values_;
  std::optional<std::int64_t> rowid_;  // there, unless at the end
  std::int64_t row_ = 0;
  bool is_at_end_ = true;
};

namespace {

// What SQLite keeps of the table comes first.
struct Connected : sqlite3_vtab {
  explicit Connected(const EntryTable& entries)
      : sqlite3_vtab{}, table(entries) {}

  const EntryTable& table;
};

EntryTable::Cursor& of(sqlite3_vtab_cursor* cursor) {
  return *static_cast<EntryTable::Cursor*>(cursor);
}

// No exception may pass SQLite.
template <class Action>
int guarded(sqlite3_vtab* table, Action action) {
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

int connect(sqlite3* database, void* entries, int /*count*/,
            const char* const* /*arguments*/, sqlite3_vtab** table,
            char** /*error*/) {
  const auto& source = *static_cast<const EntryTable*>(entries);
  try {
    const int code =
        sqlite3_declare_vtab(database, source.declaration().c_str());
    if (code == SQLITE_OK) *table = new Connected(source);
    return code;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Connected*>(table);
  return SQLITE_OK;
}

// All of it is read, in its order.
int choose_plan(sqlite3_vtab* /*table*/, sqlite3_index_info* /*info*/) {
  return SQLITE_OK;
}

int open_cursor(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor) {
  return guarded(table, [&] {
    *cursor = new EntryTable::Cursor(static_cast<Connected*>(table)->table);
  });
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  delete &of(cursor);
  return SQLITE_OK;
}

int start(sqlite3_vtab_cursor* cursor, int /*plan*/, const char* /*name*/,
          int /*count*/, sqlite3_value** /*arguments*/) {
  return guarded(cursor->pVtab, [&] { of(cursor).start(); });
}

int go_on(sqlite3_vtab_cursor* cursor) {
  return guarded(cursor->pVtab, [&] { of(cursor).next(); });
}

int is_at_end(sqlite3_vtab_cursor* cursor) {
  return of(cursor).is_at_end() ? 1 : 0;
}

int give_column(sqlite3_vtab_cursor* cursor, sqlite3_context* context,
                int column) {
  of(cursor).give(context, static_cast<std::size_t>(column));
  return SQLITE_OK;
}

int give_row(sqlite3_vtab_cursor* cursor, sqlite3_int64* row) {
  *row = of(cursor).row();
  return SQLITE_OK;
}

// There without CREATE VIRTUAL TABLE, as it has no xCreate.
sqlite3_module module_of_entries() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = choose_plan;
  module.xDisconnect = disconnect;
  module.xOpen = open_cursor;
  module.xClose = close_cursor;
  module.xFilter = start;
  module.xNext = go_on;
  module.xEof = is_at_end;
  module.xColumn = give_column;
  module.xRowid = give_row;
  return module;
}

}  // namespace

EntryTable::EntryTable(SQLite::Database& database, const EntryRuns& runs,
                       const EntryRowids& rowids, std::launch policy,
                       std::function<void(std::int64_t row)> on_row)
    : database_(database),
      runs_(runs),
      rowids_(rowids),
      policy_(policy),
      on_row_(std::move(on_row)),
      module_(free_name(database, "csvimport_entries")) {
  static const sqlite3_module module = module_of_entries();
  const int code = sqlite3_create_module(database.getHandle(), module_.c_str(),
                                         &module, this);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
}

EntryTable::~EntryTable() {
  sqlite3_create_module(database_.getHandle(), module_.c_str(), nullptr,
                        nullptr);
}

std::string EntryTable::name() const { return quote_identifier(module_); }

std::string EntryTable::declaration() const {
  std::string columns;
  for (std::size_t i = 0; i < runs_.index().columns.size(); ++i) {
    columns += column_name(i) + ", ";
  }
  return "CREATE TABLE entries (" + columns + kRowidName + ')';
}

}  // namespace csvimport
