#include "sorting/stored_run.hpp"

#include <algorithm>
#include <compare>
#include <cstring>

namespace csvimport {
namespace {

bool comes_before(std::uint64_t prefix, const std::uint8_t* entry,
                  const EntryBound& bound, const EntryOrder& order) {
  if (prefix != bound.prefix) return prefix < bound.prefix;
  return std::is_lt(order.compare(entry, bound.entry.data()));
}

}  // namespace

const std::uint8_t* StoredRun::read(std::uint64_t from, std::uint64_t to,
                                    Buffer& scratch) const {
  if (file_ == nullptr) {
    return reinterpret_cast<const std::uint8_t*>(memory_.data()) + from;
  }
  const auto size = static_cast<std::size_t>(to - from);
  scratch.resize(0);
  scratch.reserve(size);
  scratch.resize(size);
  file_->read(start_ + from, {scratch.data(), size});
  return reinterpret_cast<const std::uint8_t*>(scratch.data());
}

EntryBound StoredRun::bound_at(std::size_t sample) const {
  Buffer scratch;
  const SizedEntry entry(
      read(samples_[sample].at, end_of_sample(sample), scratch));
  return {samples_[sample].prefix, {entry.entry, entry.end}};
}

bool StoredRun::is_before(std::size_t sample, const EntryBound& bound,
                          const EntryOrder& order) const {
  const std::uint64_t prefix = samples_[sample].prefix;
  if (prefix != bound.prefix) return prefix < bound.prefix;
  Buffer scratch;
  const SizedEntry entry(
      read(samples_[sample].at, end_of_sample(sample), scratch));
  return comes_before(prefix, entry.entry, bound, order);
}

std::uint64_t StoredRun::find(const EntryBound& bound,
                              const EntryOrder& order) const {
  std::size_t first = 0;  // sample that is not before the bound
  std::size_t last = samples_.size();
  while (first < last) {
    const std::size_t middle = first + (last - first) / 2;
    if (is_before(middle, bound, order)) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  if (first == 0) return 0;
  const std::uint64_t start = samples_[first - 1].at;
  const std::uint64_t end = end_of_sample(first - 1);
  Buffer scratch;
  const std::uint8_t* const begin = read(start, end, scratch);
  const std::uint8_t* at = begin;
  while (at != begin + (end - start)) {
    const SizedEntry entry(at);
    if (!comes_before(order.prefix(entry.entry), entry.entry, bound, order)) {
      break;
    }
    at = entry.end;
  }
  return start + static_cast<std::uint64_t>(at - begin);
}

}  // namespace csvimport
