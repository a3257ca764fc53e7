#pragma once

// Foreign keys that refer to rows which are not there.

#include "foreign_keys/foreign_keys.hpp"
#include "rejects/refused_records.hpp"
#include "target/table_task.hpp"

#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Whether SQLite would refuse to commit the transaction under way, as it counts
// keys that are open. Where keys were open before, it may miss some.
bool has_open_keys(SQLite::Database& database);

// The staged rows of a table whose foreign keys are open, by what is in the
// target. One thread.
class OpenKeys {
 public:
  // Of a table that is there. All is borrowed.
  OpenKeys(SQLite::Database& database, const TableTask& task);

  // Whether all keys can be told from the staged rows. What an expression that
  // the table declares makes of a key cannot, nor what SQLite chooses as rowid,
  // nor a key of which an update keeps columns.
  [[nodiscard]] bool knows_all() const { return knows_all_; }

  // Whether there are any among the staged rows with rowids from `first` to
  // `last`.
  bool has_any(std::int64_t first, std::int64_t last);

  // Adds the records to those that are in `records`, with the refusal that each
  // deserves. Whether there are any which were not in it.
  bool add_to(RefusedRecords& records);

 private:
  // One that may be open, and whether it is so of the row s, as SQL.
  struct Key {
    ForeignKey declared;
    std::string is_open_sql;
  };

  void read_keys();
  [[nodiscard]] bool is_rowid(const std::string& column) const;
  [[nodiscard]] std::optional<std::string> value_of(
      const std::string& column) const;
  [[nodiscard]] bool keeps_values(const ForeignKey& key,
                                  bool is_never_open) const;
  [[nodiscard]] std::string refers_to_itself_sql(
      const ForeignKey& key, const std::vector<std::string>& values) const;
  [[nodiscard]] std::optional<std::string> is_open_sql(
      const ForeignKey& key) const;
  [[nodiscard]] Refusal refusal_of(const ForeignKey& key) const;
  [[nodiscard]] std::string select_sql() const;
  SQLite::Statement& select(std::int64_t first, std::int64_t last);

  SQLite::Database& database_;
  const TableTask& task_;
  std::vector<Key> keys_;
  bool knows_all_ = true;
  std::optional<SQLite::Statement> select_;
};

}  // namespace csvimport
