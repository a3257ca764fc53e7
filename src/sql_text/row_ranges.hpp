#pragma once

// A table in ranges of its key, for several to read at the same time.

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

struct ValueFree {
  void operator()(sqlite3_value* value) const noexcept {
    sqlite3_value_free(value);
  }
};
// The key of a row: its rowid, or the columns of its primary key.
using KeyValues = std::vector<std::unique_ptr<sqlite3_value, ValueFree>>;

// The rows behind one key, up to another, which is among them; without a bound
// where there is none.
struct RowRange {
  KeyValues after;
  KeyValues last;
  std::size_t bytes = 0;  // about so many
};

inline std::size_t bytes_of(const RowRange& range) { return range.bytes; }

// What the rows of a table are ordered by.
struct TableKey {
  // As SQL names it. None: there is a rowid, and columns have all its names.
  std::vector<std::string> columns;
  bool is_rowid = false;
};

// Opens a file that nobody changes, to read it. Throws SQLite::Exception.
SQLite::Database open_unchanging(const std::string& path);

// Throws SQLite::Exception.
TableKey key_of(SQLite::Database& database, const std::string& table);

// The rows of ranges, in order. One thread.
class RangeQuery {
 public:
  // `columns` and `end` are SQL; the key's columns come behind the others. The
  // ranges are those that have bounds where `range` has. Borrows the database.
  // Throws SQLite::Exception, as does all else.
  RangeQuery(SQLite::Database& database, const std::string& table,
             const TableKey& key, const std::vector<std::string>& columns,
             const RowRange& range, const std::string& end = "");

  // Begins a range.
  void start(const RowRange& range);
  // Finds the next row; false if there is none.
  bool step();
  // Ends the range before its last row.
  void stop() { sqlite3_reset(statement_.get()); }

  // Valid as long as the row is the one that was found last.
  [[nodiscard]] sqlite3_stmt* row() const { return statement_.get(); }
  [[nodiscard]] KeyValues key() const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept {
      sqlite3_finalize(statement);
    }
  };

  SQLite::Database& database_;
  std::size_t columns_;  // before the key's
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

// A WorkSource: ranges that follow on one another, of about `bytes` each as far
// as can be told beforehand. One thread.
class RowRanges {
 public:
  // Throws SQLite::Exception, as does next().
  RowRanges(const std::string& path, const std::string& table,
            std::size_t bytes);

  [[nodiscard]] bool is_short() const { return is_short_; }
  std::optional<RowRange> next();
  // It never waits.
  static void stop() {}

 private:
  void find_size(const std::string& path);

  SQLite::Database database_;
  std::string table_;
  TableKey key_;
  std::size_t bytes_;
  std::int64_t rows_ = 0;  // of a range
  bool is_short_ = false;
  bool is_done_ = false;
  KeyValues last_;  // of the range before
};

}  // namespace csvimport
