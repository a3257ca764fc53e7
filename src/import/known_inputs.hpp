#pragma once

// Inputs that have been imported before, as the target's ledger tells (--once).

#include "import/import_job.hpp"
#include "import/import_summary.hpp"
#include "import/table_inputs.hpp"
#include "input/content_hash.hpp"
#include "ledger/ledger.hpp"
#include "ledger/table_entries.hpp"
#include "target/connection.hpp"

#include <exception>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// By the inputs' paths.
using ReadContents = std::map<std::string, Content>;

// What shows only when it is read: that an input is in the target already.
class InputsKnown : public std::exception {
 public:
  explicit InputsKnown(ReadContents contents)
      : contents_(std::move(contents)) {}

  [[nodiscard]] const char* what() const noexcept override {
    return "an input is in the target already";
  }
  // Of all inputs.
  [[nodiscard]] const ReadContents& contents() const { return contents_; }

 private:
  ReadContents contents_;
};

// The inputs of a table that have landed.
struct LandedInputs {
  std::string table;
  std::vector<LedgerEntry> lines;
  ReadContents contents;
};

// Adds them to the ledger of the database. Throws InputsKnown if some were in
// it already, or come twice; SystemError, ImportError.
void note_landed(Connection& database, const std::vector<LandedInputs>& tables);

// Tells which inputs of a job are new. One thread.
class KnownInputs {
 public:
  // Borrows the job.
  explicit KnownInputs(const ImportJob& job) : job_(job) {}

  // Looks at the ledger of the target, a path; without one, all are new. Files
  // that it may have are read. Throws ImportError for a file that has changed
  // since it came into a table, SystemError, Interrupted.
  void look_up(const std::string& target);
  // What inputs held when they were read, which saves reading them.
  void note(const ReadContents& contents) {
    for (const auto& [path, content] : contents) contents_[path] = content;
  }

  // Since the last look_up(): the job without the inputs that are known, and
  // these.
  [[nodiscard]] ImportJob rest() const;
  [[nodiscard]] const std::vector<KnownInput>& known() const { return known_; }

 private:
  void look_up(const TableInputs& inputs, Ledger& ledger);
  // The entry of what the input holds, if the ledger may have it; borrowed.
  const LedgerEntry* find(const std::string& path, const TableEntries& entries);
  // Those of the inputs that hold what one before them holds.
  void add_twins(const TableInputs& inputs);

  const ImportJob& job_;
  ReadContents contents_;
  std::vector<KnownInput> known_;
};

}  // namespace csvimport
