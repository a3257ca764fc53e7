#pragma once

// Rows that refer to others, before the import and after it.

#include "foreign_keys/foreign_keys.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// One whose rows do not refer to others as they did before.
struct BrokenReference {
  std::string child;
  std::string parent;
  bool lacks_key = false;  // the parent has not the key for it any more
};

// Tells whether rows refer to others as they did before; what referred to
// nothing then may go on to do so. Where no foreign keys are enforced
// meanwhile; and where they are, as SQLite only counts: it takes a key that
// refers to nothing for closed once another, older one is, or where a row comes
// that only the child's affinity makes equal, or one that replaces the child.
// One at a time for a connection; one thread.
class ReferringRows {
 public:
  // Borrows the database, and makes a temporary table. That is to come before
  // the transaction: in one that has changed a schema, SQLite reads all schemas
  // again whenever a savepoint is undone, and connects FTS5 tables once more,
  // each time for as long as the transaction lasts.
  explicit ReferringRows(SQLite::Database& database);
  ReferringRows(const ReferringRows&) = delete;
  ReferringRows& operator=(const ReferringRows&) = delete;
  ~ReferringRows();

  // From here on it is about rows of these tables and those that refer to them,
  // or about all. They are still as they were.
  void watch(const std::vector<std::string>& tables);
  void watch_all();

  [[nodiscard]] bool is_watching() const { return is_watching_; }

  // Whether any of the rows referred to nothing.
  [[nodiscard]] bool had_broken() const { return had_broken_; }

  // The rows of `table` are none of those that were there.
  void forget(const std::string& table);

  // One of those watched that is broken now and was not before.
  std::optional<BrokenReference> find_broken();

 private:
  void note(const std::vector<Reference>& references);
  bool has_more_broken(const Reference& reference);

  SQLite::Database& database_;
  // Each by its table and number. Those for which the parent had not the key
  // before either are not among them.
  std::set<std::pair<std::string, int>> watched_;
  bool is_watching_ = false;
  bool had_broken_ = false;
};

}  // namespace csvimport
