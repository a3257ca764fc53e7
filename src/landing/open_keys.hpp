#pragma once

// Foreign keys that refer to rows which are not there.

#include "landing/refused_records.hpp"
#include "landing/table_task.hpp"
#include "landing/target_database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Whether the transaction under way could not be committed, as keys are open
// that it has opened.
bool has_open_keys(TargetDatabase& database);

// Throws ImportError, which names a table whose keys are open and the table
// that they refer to. The transaction under way is rolled back for that: what
// was open before it does not count.
[[noreturn]] void fail_open_keys(TargetDatabase& database);

// The staged rows of a table whose foreign keys are open, by what is in the
// target. One thread; throws SQLite::Exception.
class OpenKeys {
 public:
  // Of a table that is there. All is borrowed.
  OpenKeys(TargetDatabase& database, const TableTask& task);

  // Whether all keys can be told from the staged rows. What an expression that
  // the table declares makes of a key cannot, nor what SQLite chooses as rowid.
  [[nodiscard]] bool knows_all() const { return knows_all_; }

  // Whether there are any among the staged rows with rowids below `end`.
  bool has_any_below(std::uint64_t end);

  // Adds the records to those that are in `records`, with the refusal that each
  // deserves. Whether there are any which were not in it.
  bool add_to(RefusedRecords& records);

  // Whether the last add_to() was given records whose keys are not open.
  [[nodiscard]] bool has_closed() const { return has_closed_; }

 private:
  struct ForeignKey {
    std::string parent;
    std::vector<std::string> parent_columns;
    std::vector<std::string> columns;
  };

  void read_keys();
  void read_parent_columns(ForeignKey& key);
  [[nodiscard]] bool is_rowid(const std::string& column) const;
  [[nodiscard]] std::optional<std::string> value_of(
      const std::string& column) const;
  [[nodiscard]] std::optional<std::string> is_open_sql(
      const ForeignKey& key) const;
  [[nodiscard]] Refusal refusal_of(const ForeignKey& key) const;
  [[nodiscard]] std::string select_sql() const;

  SQLite::Database& connection_;
  const TableTask& task_;
  std::vector<ForeignKey> keys_;  // that may be open
  bool knows_all_ = true;
  bool has_closed_ = false;
};

}  // namespace csvimport
