#pragma once

// The lookup tables of an import, which columns of --extract refer to.

#include "import/import_job.hpp"
#include "schema/table_schema.hpp"
#include "schema/text_ids.hpp"
#include "target/connection.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace csvimport {

// Each once, however many columns name it. One thread, but for the ids.
class Lookups {
 public:
  // Those that the job names.
  explicit Lookups(const ImportJob& job);
  Lookups(const Lookups&) = delete;
  Lookups& operator=(const Lookups&) = delete;

  // Reads those that the database has. Comes first, if at all. Throws
  // ImportError for one that ids cannot be added to, SystemError.
  void read(Connection& database);

  // Those of one of them, for workers to ask.
  TextIds& ids_of(const std::string& table);
  // The last id of each; and has the ones behind these forgotten.
  [[nodiscard]] std::vector<std::int64_t> last_ids() const;
  void forget_after(const std::vector<std::int64_t>& last_ids);
  void forget_new();

  // Throws TargetChanged if they are not as they were in the database.
  void check_are_unchanged(Connection& database) const;
  // The same after the script `file` of --before has run, which then is to
  // blame: throws ImportError.
  void check_are_unchanged_by(const std::string& file,
                              Connection& database) const;
  // Makes those that are not there, and gives all their new rows.
  void fill(Connection& database) const;
  // Removes new rows again that nothing refers to, after some rows of these
  // tables were left out. All are there.
  void remove_unused(Connection& database,
                     const std::vector<TableSchema>& tables) const;

 private:
  struct Lookup {
    std::string table;
    TextIds ids = {};
    bool was_there = false;
    std::int64_t last_id = 0;               // that the database has
    std::vector<std::string> columns = {};  // that refer to it
  };

  [[nodiscard]] static bool is_same(const Lookup& lookup, Connection& database);

  std::deque<Lookup> lookups_;  // never moved
};

}  // namespace csvimport
