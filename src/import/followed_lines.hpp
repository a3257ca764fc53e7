#pragma once

// What the ledger is to say of inputs that grow (--tail).

#include "import/tail_plan.hpp"
#include "ledger/ledger.hpp"
#include "load/load_input.hpp"
#include "load/load_outcome.hpp"
#include "target/connection.hpp"

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

namespace csvimport {

// Another run has taken what an input gained meanwhile.
class TailsMoved : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "another import has read on in an input";
  }
};

struct FollowedLine {
  LedgerEntry entry;
  std::int64_t id_before = 0;  // as TailPlan::entry_id
};

// The line of `input`, if it gave records, which `tally` is of, as they come
// into `table` now. Throws ImportError for one whose start was written anew
// while it was read, SystemError.
std::vector<FollowedLine> followed_lines(LoadInput& input,
                                         const InputTally& tally,
                                         const TailPlan& plan,
                                         const std::string& table);

// Warns of records that wait for their end, where that takes long: behind a
// quote that is open over several lines.
void warn_of_open_record(const LoadInput& input, const InputTally& tally);

// Adds the lines to the ledger of the database. Throws TailsMoved, SystemError,
// ImportError.
void note_followed(Connection& database,
                   const std::vector<FollowedLine>& lines);

}  // namespace csvimport
