#pragma once

// About how many different values there are.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {

// HyperLogLog over hashes of 64 bits, with 4096 registers: its standard error
// is 1.6 in 100. What it says depends on the set of hashes alone, neither on
// their order nor on how they were parted before a merge. One thread at a time.
class DistinctEstimate {
 public:
  // 12 bits of the hash choose a register, which keeps at which of the other
  // bits, at most, the first 1 stood.
  void add(std::uint64_t hash) {
    if (registers_.empty()) registers_.resize(kRegisters);
    const auto rank = static_cast<std::uint8_t>(
        std::countl_zero(hash << kIndexBits | std::uint64_t{1}
                                                  << (kIndexBits - 1)) +
        1);
    // Written in any case, as nobody can guess whether it is higher.
    std::uint8_t& highest = registers_[hash >> (64 - kIndexBits)];
    highest = std::max(highest, rank);
  }
  void merge(const DistinctEstimate& other);
  void clear() { registers_.clear(); }

  // Rounded; 0 for none.
  [[nodiscard]] std::uint64_t value() const;

 private:
  static constexpr int kIndexBits = 12;
  static constexpr std::size_t kRegisters = std::size_t{1} << kIndexBits;

  std::vector<std::uint8_t> registers_;  // none before the first hash
};

}  // namespace csvimport
