#include "sorting/entry_runs.hpp"

#include "base/interrupt.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

// Between samples of a run in a file: a read of the disk's. By taste.
constexpr std::size_t kPartSampleBytes = 32 * 1024;
// In a run of less, there are few samples, and parts are cut at samples. So
// small runs become one of that size; by taste.
constexpr std::uint64_t kSmallRunBytes = 16 * 1024;
constexpr std::uint64_t kMergedRunBytes = 1024 * 1024;
constexpr std::size_t kMergedSampleBytes = 1024;
// Of a part for each run in the file, so that the two samples that it is looked
// for between are not most of what is read.
constexpr std::uint64_t kPartBytesOfRun = 64 * 1024;

// A sample of one of the runs.
struct PartSample {
  std::uint64_t prefix = 0;
  const StoredRun* run = nullptr;
  std::size_t sample = 0;
  const std::uint8_t* entry = nullptr;
};

// `memory` is where entries may be that were read for it.
std::vector<PartSample> sorted_samples(
    const std::vector<const StoredRun*>& runs, const EntryOrder& order,
    std::vector<Buffer>& memory) {
  std::vector<PartSample> samples;
  for (const StoredRun* const run : runs) {
    throw_if_interrupted();
    for (std::size_t i = 0; i < run->samples().size(); ++i) {
      Buffer scratch;
      const std::uint8_t* const entry = run->entry_at(i, scratch).entry;
      samples.push_back({run->samples()[i].prefix, run, i, entry});
      if (scratch.size() > 0) memory.push_back(std::move(scratch));
    }
  }
  std::sort(samples.begin(), samples.end(),
            [&](const PartSample& left, const PartSample& right) {
              return order.is_less(left.prefix, left.entry, right.prefix,
                                   right.entry);
            });
  return samples;
}

void add_refs(const std::uint8_t* at, const std::uint8_t* end,
              const EntryOrder& order, std::vector<EntryRef>& refs) {
  while (at != end) {
    const SizedEntry entry(at);
    refs.push_back({order.prefix(entry.entry), at});
    at = entry.end;
  }
}

}  // namespace

void EntryRuns::add(EntryRun run) {
  const std::size_t size = run.bytes.size();
  if (size == 0) return;
  in_memory_ += size;
  if (size >= kSmallRunBytes) {
    runs_.emplace_back(std::move(run));
    return;
  }
  small_.emplace_back(std::move(run));
  small_bytes_ += size;
  if (small_bytes_ >= kMergedRunBytes) merge_small();
}

void EntryRuns::merge_small() {
  std::vector<const StoredRun*> runs;
  for (const StoredRun& run : small_) runs.push_back(&run);
  const PartEntries entries = read_from(runs, {});
  RunBuilder builder(Buffer(small_bytes_), 0, kMergedSampleBytes);
  for (const EntryRef& ref : entries.refs) builder.add(ref);
  runs_.emplace_back(builder.finish());
  small_.clear();
  small_bytes_ = 0;
}

void EntryRuns::clear() {
  runs_.clear();
  small_.clear();
  spilled_.clear();
  small_bytes_ = 0;
  in_memory_ = 0;
}

std::vector<const StoredRun*> EntryRuns::runs_in_memory() const {
  std::vector<const StoredRun*> runs;
  for (const StoredRun& run : runs_) runs.push_back(&run);
  for (const StoredRun& run : small_) runs.push_back(&run);
  return runs;
}

std::vector<const StoredRun*> EntryRuns::all_runs() const {
  std::vector<const StoredRun*> runs = runs_in_memory();
  for (const StoredRun& run : spilled_) runs.push_back(&run);
  return runs;
}

void EntryRuns::spill(SpillFile& file) {
  if (!small_.empty()) merge_small();
  if (runs_.empty()) return;
  const std::vector<const StoredRun*> runs = runs_in_memory();
  std::vector<EntrySample> samples;
  std::optional<std::uint64_t> start;
  std::uint64_t size = 0;
  for (const EntryPart& part : parts_of(runs, kPartBytes)) {
    throw_if_interrupted();
    const PartEntries entries = read_from(runs, part);
    std::size_t bytes = 0;
    for (const EntryRef& ref : entries.refs) {
      bytes += SizedEntry(ref.begin).bytes().size();
    }
    RunBuilder builder(Buffer(bytes), size, kPartSampleBytes);
    for (const EntryRef& ref : entries.refs) builder.add(ref);
    const EntryRun run = builder.finish();
    const std::uint64_t at = file.append({run.bytes.data(), run.bytes.size()});
    if (!start) start = at;
    size += run.bytes.size();
    samples.insert(samples.end(), run.samples.begin(), run.samples.end());
  }
  if (size > 0) spilled_.emplace_back(std::move(samples), file, *start, size);
  runs_.clear();
  in_memory_ = 0;
}

std::vector<EntryPart> EntryRuns::parts(std::uint64_t bytes) const {
  return parts_of(all_runs(),
                  std::max(bytes, spilled_.size() * kPartBytesOfRun));
}

std::vector<EntryPart> EntryRuns::parts_of(
    const std::vector<const StoredRun*>& runs, std::uint64_t bytes) const {
  // Each sample is an entry, so a part with as many has that many entries.
  constexpr std::size_t kMinSamples = 3;
  std::vector<Buffer> memory;
  const std::vector<PartSample> samples =
      sorted_samples(runs, EntryOrder(index_), memory);
  std::vector<EntryPart> parts(1);
  std::size_t samples_of_part = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const PartSample& sample = samples[i];
    if (parts.back().bytes >= bytes && samples_of_part >= kMinSamples &&
        samples.size() - i >= kMinSamples) {
      parts.back().to = sample.run->bound_at(sample.sample);
      EntryPart next;
      next.from = parts.back().to;
      parts.push_back(std::move(next));
      samples_of_part = 0;
    }
    ++samples_of_part;
    parts.back().bytes += sample.run->bytes_of_sample(sample.sample);
  }
  return parts;
}

PartEntries EntryRuns::read(const EntryPart& part) const {
  return read_from(all_runs(), part);
}

PartEntries EntryRuns::read_from(const std::vector<const StoredRun*>& runs,
                                 const EntryPart& part) const {
  const EntryOrder order(index_);
  PartEntries entries;
  for (const StoredRun* const run : runs) {
    const std::uint64_t from =
        part.from.is_open() ? 0 : run->find(part.from, order);
    const std::uint64_t to =
        part.to.is_open() ? run->size() : run->find(part.to, order);
    if (from == to) continue;
    Buffer scratch;
    const std::uint8_t* const begin = run->read(from, to, scratch);
    add_refs(begin, begin + (to - from), order, entries.refs);
    if (scratch.size() > 0) entries.memory.push_back(std::move(scratch));
  }
  sort_entries(entries.refs, order);
  return entries;
}

}  // namespace csvimport
