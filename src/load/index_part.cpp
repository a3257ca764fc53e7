#include "load/index_part.hpp"

#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"

#include <utility>

namespace csvimport {
namespace {

// Enough that little of the work is to begin parts, little enough that all
// workers have some until the end; by taste.
constexpr std::uint64_t kPartBytes = 1024 * 1024;

// Entries with the same key are in the order of their rowids.
void find_losers(const PartEntries& entries, const EntryOrder& order,
                 BuiltPart& built) {
  if (entries.refs.empty()) return;
  const SizedEntry first(entries.refs.front().begin);
  built.first_entry.assign(first.entry, first.end);
  for (std::size_t i = 1; i < entries.refs.size(); ++i) {
    const EntryRef& last = entries.refs[i - 1];
    const EntryRef& ref = entries.refs[i];
    if (last.prefix != ref.prefix) continue;
    const std::uint8_t* const entry = SizedEntry(ref.begin).entry;
    if (order.are_rivals(SizedEntry(last.begin).entry, entry)) {
      built.losers.push_back(order.rowid(entry));
    }
  }
  const SizedEntry end(entries.refs.back().begin);
  built.last_entry.assign(end.entry, end.end);
}

}  // namespace

std::optional<IndexPart> IndexParts::next() {
  if (parts_.empty()) {
    if (next_index_ == runs_.size()) return std::nullopt;
    std::vector<EntryPart> ranges = runs_[next_index_].parts(kPartBytes);
    for (EntryPart& range : ranges) {
      const auto done = static_cast<double>(parts_.size() + 1) /
                        static_cast<double>(ranges.size());
      parts_.push_back({next_index_, std::move(range), parts_.empty(), done});
    }
    ++next_index_;
  }
  IndexPart part = std::move(parts_.front());
  parts_.pop_front();
  return part;
}

BuiltPart IndexPartBuilder::operator()(const IndexPart& part) const {
  const EntryRuns& runs = runs_[part.index];
  const PartEntries entries = runs.read(part.range);
  BuiltPart built;
  built.index = part.index;
  built.done = part.done;
  if (runs.index().is_unique) {
    find_losers(entries, EntryOrder(runs.index()), built);
  }
  IndexLeafBuilder leaves(part.is_first);
  for (const EntryRef& ref : entries.refs) {
    const SizedEntry entry(ref.begin);
    leaves.add(entry.bytes(), entry.varint_size());
  }
  built.pages = leaves.finish();
  return built;
}

}  // namespace csvimport
