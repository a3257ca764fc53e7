#pragma once

// Tables by which a single b-tree is written.

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace csvimport {

// An imposter table (sqlite.org/imposter.html): a second table over a b-tree of
// the target's, which only this connection knows, and only as long as the
// object lives. What goes into it goes into that b-tree and nowhere else, past
// indexes, triggers and foreign keys, in SQLite's own transaction. The schema
// in the file is untouched. One at a time for a connection; one thread.
class Imposter {
 public:
  // Over the b-tree with that root page. `declaration` is what stands behind
  // the name in CREATE TABLE. None if SQLite does not take it. Borrows the
  // database.
  static std::optional<Imposter> over(SQLite::Database& database,
                                      std::int64_t root,
                                      const std::string& declaration);
  Imposter(Imposter&& other) noexcept
      : database_(std::exchange(other.database_, nullptr)),
        name_(std::move(other.name_)) {}
  Imposter& operator=(Imposter&&) = delete;
  ~Imposter();

  // As SQL calls it.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  Imposter(SQLite::Database& database, std::string name)
      : database_(&database), name_(std::move(name)) {}

  SQLite::Database* database_;
  std::string name_;
};

}  // namespace csvimport
