#include "sorting/entry_runs.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

namespace csvimport {
namespace {

// Between samples of a run in a file: a read of the disk's. By taste.
constexpr std::size_t kSampleBytes = 32 * 1024;
// Of the runs in memory that become one in a file.
constexpr std::uint64_t kPartBytes = 1024 * 1024;

// A sample of one of the runs.
struct Candidate {
  std::uint64_t prefix = 0;
  const StoredRun* run = nullptr;
  std::size_t sample = 0;
};

std::vector<Candidate> sorted_samples(const std::vector<const StoredRun*>& runs,
                                      const EntryOrder& order) {
  std::vector<Candidate> samples;
  for (const StoredRun* const run : runs) {
    for (std::size_t i = 0; i < run->samples().size(); ++i) {
      samples.push_back({run->samples()[i].prefix, run, i});
    }
  }
  std::sort(samples.begin(), samples.end(),
            [&](const Candidate& left, const Candidate& right) {
              if (left.prefix != right.prefix) {
                return left.prefix < right.prefix;
              }
              return std::is_lt(order.compare(
                  left.run->bound_at(left.sample).entry.data(),
                  right.run->bound_at(right.sample).entry.data()));
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
  in_memory_ += run.bytes.size();
  if (run.bytes.size() > 0) runs_.emplace_back(std::move(run));
}

void EntryRuns::clear() {
  runs_.clear();
  spilled_.clear();
  in_memory_ = 0;
}

std::vector<const StoredRun*> EntryRuns::all_runs() const {
  std::vector<const StoredRun*> runs;
  for (const StoredRun& run : spilled_) runs.push_back(&run);
  for (const StoredRun& run : runs_) runs.push_back(&run);
  return runs;
}

void EntryRuns::spill(SpillFile& file) {
  if (runs_.empty()) return;
  std::vector<const StoredRun*> runs;
  for (const StoredRun& run : runs_) runs.push_back(&run);
  std::vector<EntrySample> samples;
  std::optional<std::uint64_t> start;
  std::uint64_t size = 0;
  for (const EntryPart& part : parts_of(runs, kPartBytes)) {
    const PartEntries entries = read_from(runs, part);
    std::size_t bytes = 0;
    for (const EntryRef& ref : entries.refs) {
      bytes += SizedEntry(ref.begin).bytes().size();
    }
    RunBuilder builder(Buffer(bytes), size, kSampleBytes);
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
  return parts_of(all_runs(), bytes);
}

std::vector<EntryPart> EntryRuns::parts_of(
    const std::vector<const StoredRun*>& runs, std::uint64_t bytes) const {
  // Each sample is an entry, so a part with as many has that many entries.
  constexpr std::size_t kMinSamples = 3;
  const std::vector<Candidate> samples =
      sorted_samples(runs, EntryOrder(index_));
  std::vector<EntryPart> parts(1);
  std::size_t samples_of_part = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Candidate& sample = samples[i];
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
