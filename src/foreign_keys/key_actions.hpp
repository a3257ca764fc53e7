#pragma once

// What foreign keys do to rows of other tables, of which SQLite says nothing.

#include "foreign_keys/reached_keys.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// What became of rows of a table, as others did that they referred to.
struct KeyAction {
  std::string sentence;    // without a period
  bool is_of_new = false;  // of rows that came meanwhile
};

// One by which ON DELETE RESTRICT forbids that rows go: SQLite does not, where
// keys are deferred. Rows of `emptied` tables refer to nothing then; those of
// `written` ones may by then, of others they do now.
std::optional<Reference> find_restriction(
    SQLite::Database& database, const RowsChange& change,
    const std::vector<std::string>& emptied,
    const std::vector<std::string>& written);

// Counts the rows that go by ON DELETE CASCADE, or lose their key by ON DELETE
// and ON UPDATE SET NULL and SET DEFAULT; and has SQLite refuse each row that
// ON UPDATE RESTRICT forbids. It does so by temporary triggers, and counts in a
// temporary table, so that what a savepoint undoes does not count. All are
// made in the transaction under way. Costs next to nothing where there are no
// such keys. One thread.
class KeyActions {
 public:
  // Borrows the database.
  explicit KeyActions(SQLite::Database& database) : database_(database) {}

  // The change is about to come. Of `emptied` tables nothing is told. Those
  // that are `written` may get rows before it, or meanwhile: of these it is
  // told as well, and apart, that they go or lose their keys.
  void watch(const RowsChange& change, const std::vector<std::string>& emptied,
             const std::vector<std::string>& written);

  // What was done since, and ends it. `own_updates` tells how many rows of a
  // table were given values, other than by foreign keys, in some of these
  // columns: they are not among those that are told.
  std::vector<KeyAction> take(
      const std::function<std::uint64_t(
          const std::string& table, const std::vector<std::string>& columns)>&
          own_updates);

 private:
  struct Watched {
    std::string table;
    std::vector<std::string> key;
    std::vector<std::string> columns;  // that get other values; none: rows go
    std::string action;
    bool parents_go = false;
    std::string new_rows = {};  // if of these alone: whether OLD is, as SQL
  };

  void hold(const Reference& reference);
  std::string note_new(const std::string& table);
  void count(const Watched& watched);
  void make_trigger(const std::string& event, const std::string& body);
  [[nodiscard]] std::uint64_t rows_of(std::size_t number) const;
  [[nodiscard]] std::string sentence(const Watched& watched,
                                     std::uint64_t rows) const;

  SQLite::Database& database_;
  std::vector<Watched> watched_;
  std::vector<std::string> noted_;  // tables whose new rows are
  std::vector<std::string> triggers_;
};

}  // namespace csvimport
