#pragma once

// What the target is to know of inputs that grow (--tail).

#include "import/tail_plan.hpp"
#include "ledger/ledger.hpp"
#include "ledger/tails.hpp"
#include "load/load_input.hpp"
#include "load/load_outcome.hpp"
#include "target/connection.hpp"

#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Another run has taken what an input gained meanwhile.
class TailsMoved : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "another import has read on in what is followed";
  }
};

struct FollowedLine {
  LedgerEntry entry;
  TailState state;
};

// The line of `input`, if it gave records, which `tally` is of, as they come
// into `table` now. Throws ImportError for one whose start was written anew
// while it was read, SystemError.
std::optional<FollowedLine> followed_line(LoadInput& input,
                                          const InputTally& tally,
                                          const TailPlan& plan,
                                          const std::string& table);

// Warns of records that wait for their end, where that takes long: behind a
// quote that is open over several lines.
void warn_of_open_record(const LoadInput& input, const InputTally& tally);

// Throws TailsMoved unless the states in the database are those that were
// `seen`; SystemError, ImportError.
void check_tails_are(Connection& database, const std::vector<TailState>& seen);

// Adds the lines to the database. Throws SystemError, ImportError.
void note_followed(Connection& database,
                   const std::vector<FollowedLine>& lines);

}  // namespace csvimport
