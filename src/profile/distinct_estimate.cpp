#include "profile/distinct_estimate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace csvimport {
namespace {

// The two sums of Ertl's estimator ("New cardinality estimation algorithms for
// HyperLogLog sketches", 2017), which needs no table of corrections, neither
// for few hashes nor for many: of the registers that are 0, and of those that
// are full.
double sum_of_empty(double part) {
  if (part == 1) return std::numeric_limits<double>::infinity();
  double weight = 1;
  double sum = part;
  for (double before = -1; sum != before;) {
    part *= part;
    before = sum;
    sum += part * weight;
    weight += weight;
  }
  return sum;
}

double sum_of_full(double part) {
  if (part == 0 || part == 1) return 0;
  double weight = 1;
  double sum = 1 - part;
  for (double before = -1; sum != before;) {
    part = std::sqrt(part);
    before = sum;
    weight *= 0.5;
    sum -= (1 - part) * (1 - part) * weight;
  }
  return sum / 3;
}

}  // namespace

void DistinctEstimate::merge(const DistinctEstimate& other) {
  if (other.registers_.empty()) return;
  if (registers_.empty()) {
    registers_ = other.registers_;
    return;
  }
  std::uint8_t* const mine = registers_.data();
  const std::uint8_t* const others = other.registers_.data();
  for (std::size_t i = 0; i < kRegisters; ++i) {
    mine[i] = std::max(mine[i], others[i]);
  }
}

std::uint64_t DistinctEstimate::value() const {
  if (registers_.empty()) return 0;
  constexpr int kMaxRank = 64 - kIndexBits + 1;
  std::array<double, kMaxRank + 1> counts{};
  for (const std::uint8_t rank : registers_) counts[rank] += 1;
  constexpr auto kSize = static_cast<double>(kRegisters);
  double sum = kSize * sum_of_full(1 - counts[kMaxRank] / kSize);
  for (int rank = kMaxRank - 1; rank > 0; --rank) {
    sum = 0.5 * (sum + counts[static_cast<std::size_t>(rank)]);
  }
  sum += kSize * sum_of_empty(counts[0] / kSize);
  const double alpha = 0.5 / std::log(2.0);
  return static_cast<std::uint64_t>(std::llround(alpha * kSize * kSize / sum));
}

}  // namespace csvimport
