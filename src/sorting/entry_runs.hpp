#pragma once

// All entries of an index, in sorted runs, and the parts of its keys' range.

#include "base/buffer.hpp"
#include "schema/index_schema.hpp"
#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"
#include "sorting/spill_file.hpp"
#include "sorting/stored_run.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace csvimport {

// A range of keys.
struct EntryPart {
  EntryBound from;
  EntryBound to;
  std::uint64_t bytes = 0;  // about so many are in it
};

// By taste: enough that little of the work on a part is to find it, little
// enough that several may be in memory.
inline constexpr std::uint64_t kPartBytes = 1024 * 1024;

// The entries of a part, in their order.
struct PartEntries {
  std::vector<EntryRef> refs;
  std::vector<Buffer> memory;  // that they may be in
};

// Keeps the runs until their entries are wanted, part by part: the parts follow
// each other, and any thread may read any of them. So one index is a task for
// many workers, and each task needs the memory of its part only. All but that
// is for one thread. Throws SystemError.
class EntryRuns {
 public:
  explicit EntryRuns(IndexSchema index) : index_(std::move(index)) {}

  [[nodiscard]] const IndexSchema& index() const { return index_; }

  void add(EntryRun run);
  [[nodiscard]] std::uint64_t bytes_in_memory() const { return in_memory_; }
  // Makes one run in the file of those in memory. Borrows the file.
  void spill(SpillFile& file);
  // Forgets all runs.
  void clear();

  // Cuts the range of all keys into parts of about `bytes` each, or more where
  // there are many runs in the file. There is one at least, and where there are
  // more, each has three entries or more.
  [[nodiscard]] std::vector<EntryPart> parts(
      std::uint64_t bytes = kPartBytes) const;
  [[nodiscard]] PartEntries read(const EntryPart& part) const;

 private:
  [[nodiscard]] std::vector<EntryPart> parts_of(
      const std::vector<const StoredRun*>& runs, std::uint64_t bytes) const;
  [[nodiscard]] PartEntries read_from(const std::vector<const StoredRun*>& runs,
                                      const EntryPart& part) const;
  [[nodiscard]] std::vector<const StoredRun*> runs_in_memory() const;
  [[nodiscard]] std::vector<const StoredRun*> all_runs() const;
  // Makes one run of those that are small.
  void merge_small();

  IndexSchema index_;
  std::vector<StoredRun> runs_;   // in memory
  std::vector<StoredRun> small_;  // too, until there are enough of them
  std::uint64_t small_bytes_ = 0;
  std::vector<StoredRun> spilled_;  // in the file
  std::uint64_t in_memory_ = 0;
};

}  // namespace csvimport
