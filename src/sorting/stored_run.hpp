#pragma once

// A sorted run, in memory or in a file.

#include "base/buffer.hpp"
#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"
#include "sorting/spill_file.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace csvimport {

// A place between entries: before `entry`, which has that prefix; without one,
// before or behind all.
struct EntryBound {
  std::uint64_t prefix = 0;
  std::vector<std::uint8_t> entry;

  [[nodiscard]] bool is_open() const { return entry.empty(); }
};

// What does not change may be asked by any thread; it throws SystemError.
class StoredRun {
 public:
  explicit StoredRun(EntryRun run)
      : samples_(std::move(run.samples)),
        memory_(std::move(run.bytes)),
        size_(memory_.size()) {}
  // One of `size` bytes, of which the first one is at `start` in the file; that
  // is borrowed.
  StoredRun(std::vector<EntrySample> samples, const SpillFile& file,
            std::uint64_t start, std::uint64_t size)
      : samples_(std::move(samples)),
        file_(&file),
        start_(start),
        size_(size) {}

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const std::vector<EntrySample>& samples() const {
    return samples_;
  }
  // The entries from the sample to the next one take so many bytes.
  [[nodiscard]] std::uint64_t bytes_of_sample(std::size_t sample) const {
    return end_of_sample(sample) - samples_[sample].at;
  }

  // The bytes from `from` up to `to`: in memory, or in `scratch` after that.
  const std::uint8_t* read(std::uint64_t from, std::uint64_t to,
                           Buffer& scratch) const;
  // Where the first entry is that does not come before `bound`; size() if there
  // is none.
  [[nodiscard]] std::uint64_t find(const EntryBound& bound,
                                   const EntryOrder& order) const;
  // The entry of a sample: in memory, or in `scratch` after that.
  SizedEntry entry_at(std::size_t sample, Buffer& scratch) const;
  // The same as a bound.
  [[nodiscard]] EntryBound bound_at(std::size_t sample) const;

 private:
  [[nodiscard]] std::uint64_t end_of_sample(std::size_t sample) const {
    return sample + 1 < samples_.size() ? samples_[sample + 1].at : size_;
  }
  [[nodiscard]] bool is_before(std::size_t sample, const EntryBound& bound,
                               const EntryOrder& order) const;

  std::vector<EntrySample> samples_;
  Buffer memory_;
  const SpillFile* file_ = nullptr;
  std::uint64_t start_ = 0;
  std::uint64_t size_;
};

}  // namespace csvimport
