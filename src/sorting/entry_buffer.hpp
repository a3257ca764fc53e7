#pragma once

// Entries as they come, on their way into a run.

#include "pages/record_encoder.hpp"
#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {

// One long entry is no reason to keep more memory than that for good; by taste.
inline constexpr std::size_t kMaxKeptEntryBytes = 4 * 1024 * 1024;

// One thread at a time.
class EntryBuffer {
 public:
  void add(const RecordEncoder::Row& entry);
  // All of them, in their order; leaves the buffer empty.
  EntryRun finish(const EntryOrder& order);

 private:
  std::vector<std::uint8_t> bytes_;  // sized entries
  std::vector<std::size_t> begins_;  // where in it each one begins
  std::vector<EntryRef> refs_;
};

}  // namespace csvimport
