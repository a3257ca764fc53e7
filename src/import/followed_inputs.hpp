#pragma once

// Inputs that grow, and what the target's ledger tells of how far they have
// been read (--tail).

#include "import/import_job.hpp"
#include "import/table_inputs.hpp"
#include "input/input.hpp"
#include "ledger/ledger.hpp"

#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Tells where the inputs of a job are gone on with. One thread.
class FollowedInputs {
 public:
  // Borrows the job.
  explicit FollowedInputs(const ImportJob& job) : job_(job) {}

  // Looks at the inputs and at the ledger of the target, a path; without one,
  // nothing was read before. Warns of files that are others by now. Throws
  // ImportError for what cannot be followed, SystemError, Interrupted.
  void look_up(const std::string& target);

  // Since the last look_up(): the job with those inputs that have gained a
  // line, and right before each the file that had its name earlier, if that
  // has; and the inputs that have not.
  [[nodiscard]] const ImportJob& rest() const { return rest_; }
  [[nodiscard]] const std::vector<std::string>& idle() const { return idle_; }

 private:
  // Without a ledger, nothing is known of it.
  void look_at(const std::string& path, const std::string& table,
               Ledger* ledger);
  [[nodiscard]] TailPlan plan_for(Input& input, const std::string& table,
                                  Ledger& ledger);
  // The file is not the one that `entry` tells of.
  void begin_anew(Input& input, const LedgerEntry& entry, Ledger& ledger,
                  TailPlan& plan);
  // Goes on with the file at `path`, which had the name of `input` before,
  // where the ledger or else `entry` says, if it has gained a line.
  void add_earlier(const std::string& path, const std::string& input,
                   const std::string& table, Ledger& ledger,
                   std::optional<LedgerEntry> entry);
  [[nodiscard]] bool is_input(const std::string& path) const;

  const ImportJob& job_;
  ImportJob rest_;
  std::vector<std::string> idle_;
};

}  // namespace csvimport
