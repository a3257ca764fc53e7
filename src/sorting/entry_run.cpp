#include "sorting/entry_run.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>
#include <utility>

namespace csvimport {

namespace {

// Below that, buckets cost more than comparisons; by measurement.
constexpr std::size_t kMinForBuckets = 64;

void sort_by_comparison(std::span<EntryRef> entries, const EntryOrder& order) {
  std::sort(entries.begin(), entries.end(),
            [&](const EntryRef& left, const EntryRef& right) {
              if (left.prefix != right.prefix) {
                return left.prefix < right.prefix;
              }
              return order.is_less(left.prefix, SizedEntry(left.begin).entry,
                                   right.prefix, SizedEntry(right.begin).entry);
            });
}

// Puts the entries into buckets by their prefixes, about as many as there are
// entries, and sorts each of these. `scratch` is as long as `entries`.
void sort_by_buckets(std::span<EntryRef> entries, std::span<EntryRef> scratch,
                     const EntryOrder& order) {
  const auto [least, greatest] =
      std::minmax_element(entries.begin(), entries.end(),
                          [](const EntryRef& left, const EntryRef& right) {
                            return left.prefix < right.prefix;
                          });
  const std::uint64_t first = least->prefix;
  const std::uint64_t range = greatest->prefix - first;
  if (entries.size() < kMinForBuckets || range == 0) {
    sort_by_comparison(entries, order);
    return;
  }
  const auto size_bits = static_cast<int>(std::bit_width(entries.size()));
  const auto range_bits = static_cast<int>(std::bit_width(range));
  const int shift = std::max(0, range_bits - size_bits + 1);
  const auto bucket_of = [&](const EntryRef& entry) {
    return static_cast<std::size_t>((entry.prefix - first) >> shift);
  };
  // Where each bucket begins; first the one behind it, as they are filled from
  // their ends.
  std::vector<std::uint32_t> begins((range >> shift) + 2);
  for (const EntryRef& entry : entries) ++begins[bucket_of(entry)];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  for (const EntryRef& entry : entries) {
    scratch[--begins[bucket_of(entry)]] = entry;
  }
  std::copy(scratch.begin(), scratch.end(), entries.begin());
  for (std::size_t i = 0; i + 1 < begins.size(); ++i) {
    const std::size_t size = begins[i + 1] - begins[i];
    if (size < 2) continue;
    sort_by_buckets(entries.subspan(begins[i], size),
                    scratch.subspan(begins[i], size), order);
  }
}

}  // namespace

void sort_entries(std::span<EntryRef> entries, const EntryOrder& order) {
  if (entries.empty()) return;
  std::vector<EntryRef> scratch(entries.size());
  sort_by_buckets(entries, scratch, order);
}

RunBuilder::RunBuilder(Buffer buffer, std::uint64_t start,
                       std::size_t sample_bytes)
    : start_(start), sample_bytes_(sample_bytes), next_sample_at_(start) {
  run_.bytes = std::move(buffer);
  run_.bytes.resize(0);
}

void RunBuilder::add(const EntryRef& ref) {
  const std::span<const std::uint8_t> entry = SizedEntry(ref.begin).bytes();
  const std::size_t at = run_.bytes.size();
  if (start_ + at >= next_sample_at_) {
    run_.samples.push_back({ref.prefix, start_ + at});
    next_sample_at_ = start_ + at + sample_bytes_;
  }
  run_.bytes.resize(at + entry.size());
  std::memcpy(run_.bytes.data() + at, entry.data(), entry.size());
}

EntryRun RunBuilder::finish() { return std::move(run_); }

}  // namespace csvimport
