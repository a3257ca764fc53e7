#pragma once

// All entries of an index, one after the other.

#include "sorting/entry_runs.hpp"

#include <cstddef>
#include <cstdint>
#include <future>
#include <vector>

namespace csvimport {

// Gives them in their order. The next part of them is a future value: made
// ready while those of the one before are used, or when it is needed. One
// thread.
class EntryStream {
 public:
  // Borrows the runs.
  EntryStream(const EntryRuns& runs, std::launch policy);

  // The next entry, valid until the one after it is asked for; null behind the
  // last one. Throws SystemError.
  const std::uint8_t* next();

 private:
  void make_ready();

  const EntryRuns& runs_;
  const std::launch policy_;
  const std::vector<EntryPart> parts_;
  std::size_t next_part_ = 0;
  std::future<PartEntries> coming_;
  PartEntries entries_;
  std::size_t next_entry_ = 0;
};

}  // namespace csvimport
