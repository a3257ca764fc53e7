#pragma once

// A table of a database that is an input: what it declares, and its rows.

#include "schema/affinity.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"
#include "target/read_access.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace csvimport {

struct SourceColumn {
  std::string name;
  std::string type;  // as it is declared
  bool is_generated = false;
  Affinity affinity = Affinity::kBlob;  // ANY has none in a STRICT table
};

// What a column of the target takes of an input.
struct TakenColumn {
  std::optional<std::string> source;  // a column there; none: NULL
  // That of the target's column. Values that it would change for others, such
  // as '01067' for 1067, are bad; those that it only writes another way are
  // not.
  Affinity affinity = Affinity::kBlob;
  bool coerces = false;   // such texts are not bad
  bool not_null = false;  // NULL is bad
};

// A row as SourceTable::walk() shows it, valid during the call.
class SourceRow {
 public:
  SourceRow(SQLite::Statement& row, std::uint64_t place, std::size_t columns)
      : row_(row), place_(place), columns_(columns) {}

  // What messages call it by: its rowid, or its number from 1 on.
  [[nodiscard]] std::uint64_t place() const { return place_; }
  // The first of the taken columns that has a bad value.
  [[nodiscard]] std::optional<std::size_t> bad_column() const;
  [[nodiscard]] bool is_null(std::size_t column) const;
  [[nodiscard]] bool is_text(std::size_t column) const;
  // The value: of a BLOB, as SQL writes it.
  [[nodiscard]] std::string text(std::size_t column) const;

 private:
  SQLite::Statement& row_;
  std::uint64_t place_;
  std::size_t columns_;
};

// It is only read, and nothing is made beside its file; each call opens it, and
// throws ImportError if it has changed since the first one. One thread. Throws
// SystemError, Interrupted, too.
class SourceTable {
 public:
  // Reads which columns the table has, which is there.
  SourceTable(std::string path, std::string table, std::uint64_t timeout_ms);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::string& table() const { return table_; }
  [[nodiscard]] const std::vector<SourceColumn>& columns() const {
    return columns_;
  }
  // Of the file with its log.
  [[nodiscard]] std::uint64_t size_bytes() const {
    return access_.size + access_.log_size;
  }

  // What walk() and copy() take of it. Comes before them.
  void take(std::vector<TakenColumn> taken);

  struct Counts {
    std::uint64_t good = 0;
    std::uint64_t bad = 0;  // with a bad value
  };
  // How many rows there are.
  Counts count();
  // Appends the good rows to the table `staged` of the database at
  // `staging_path`, which nobody has open and whose texts are in `encoding`, in
  // the order of walk().
  Counts copy_into(const std::string& staging_path, const std::string& encoding,
                   const TableSchema& staged);
  // Shows all rows in their order.
  void walk(const std::function<void(const SourceRow&)>& visit);

 private:
  void read_columns(Connection& connection);
  void check_unchanged() const;
  [[nodiscard]] std::string bad_sql(const TakenColumn& column) const;
  [[nodiscard]] Counts count_in(Connection& connection,
                                const std::string& source) const;
  void check_encoding(Connection& connection,
                      const std::string& encoding) const;

  std::string path_;
  std::string place_;  // the same without links
  std::string table_;
  std::uint64_t timeout_ms_;
  ReadAccess access_;
  std::vector<SourceColumn> columns_;
  std::string rowid_;  // as SQL calls it; "" if rows have none of use
  std::vector<TakenColumn> taken_;
  std::string bad_;  // SQL: whether a row has a bad value; "" if none can
};

}  // namespace csvimport
