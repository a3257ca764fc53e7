#pragma once

// Landings that something is to go wrong with, and what may be left of them.

#include "cli_fixture.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace csvimport {

// A way to land the table t, and the database that it meets.
struct Landing {
  std::string name;
  std::string journal_mode;  // "" where there is no database yet
  std::string old_table;     // SQL that makes t; "" where it is new
  Arguments flags;
  // Whether the old rows have keys of new ones, and are referred to.
  bool has_conflicts = false;
};

// A new database, also one that SQLite itself fills, and with what is sorted
// in files; a new table in one that
// exists, and each way into a table that exists, also past foreign keys, in
// rollback and in WAL mode.
const std::vector<Landing>& every_landing();

// The target is t.db in a folder of its own, so that what a run leaves beside
// it shows. Another table is there, which no landing may touch.
class LandingTest : public CliTest {
 protected:
  enum class Content { kOld, kNew, kTorn };

  // Makes the database that the landing meets, with so many rows in t, and the
  // file to import; learns what the target holds before and after.
  void prepare(const Landing& landing, int old_rows, int new_rows);
  // Puts the target back to what it was.
  void reset() const;
  // Of the import, or one that differs from it in further flags.
  [[nodiscard]] Arguments command(const Arguments& further = {}) const;

  // What a copy of the target holds, all that lies beside it included; the
  // target itself stays as a run left it. Fails unless it is intact.
  [[nodiscard]] Content content() const;
  // Imports one more row, and expects that row, and nothing left behind.
  void expect_next_run_works(Content found);
  // The names in the target's folder, and what they are after a run that
  // imported, or did not.
  [[nodiscard]] Rows target_files() const;
  [[nodiscard]] Rows clean_files(Content found) const;

  [[nodiscard]] std::filesystem::path target_folder() const {
    return path("target");
  }

 private:
  // All that a database holds: of t and the other table a digest, and the
  // schema. "" if there is no file.
  static std::string digest(const std::filesystem::path& database);
  [[nodiscard]] int rows_of(Content found) const;

  Landing landing_;
  std::string old_digest_;
  std::string new_digest_;
  int old_rows_ = 0;
  int new_rows_ = 0;
};

}  // namespace csvimport
