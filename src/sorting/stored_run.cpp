#include "sorting/stored_run.hpp"

#include <algorithm>

namespace csvimport {
namespace {

// More than most entries take.
constexpr std::uint64_t kFirstRead = 512;

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

SizedEntry StoredRun::entry_at(std::size_t sample, Buffer& scratch) const {
  const std::uint64_t start = samples_[sample].at;
  const std::uint64_t end = end_of_sample(sample);
  const std::uint64_t first_end = std::min(end, start + kFirstRead);
  const SizedEntry entry(read(start, first_end, scratch));
  const auto size = static_cast<std::uint64_t>(entry.end - entry.begin);
  if (start + size <= first_end) return entry;
  return SizedEntry(read(start, start + size, scratch));
}

EntryBound StoredRun::bound_at(std::size_t sample) const {
  Buffer scratch;
  const SizedEntry entry = entry_at(sample, scratch);
  return {samples_[sample].prefix, {entry.entry, entry.end}};
}

bool StoredRun::is_before(std::size_t sample, const EntryBound& bound,
                          const EntryOrder& order) const {
  const std::uint64_t prefix = samples_[sample].prefix;
  if (prefix != bound.prefix) return prefix < bound.prefix;
  Buffer scratch;
  return order.is_less(prefix, entry_at(sample, scratch).entry, bound.prefix,
                       bound.entry.data());
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
    if (!order.is_less(order.prefix(entry.entry), entry.entry, bound.prefix,
                       bound.entry.data())) {
      break;
    }
    at = entry.end;
  }
  return start + static_cast<std::uint64_t>(at - begin);
}

}  // namespace csvimport
