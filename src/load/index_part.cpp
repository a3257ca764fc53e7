#include "load/index_part.hpp"

#include "sorting/entry_order.hpp"
#include "sorting/entry_run.hpp"

#include <utility>

namespace csvimport {
std::optional<IndexPart> IndexParts::next() {
  if (parts_.empty()) {
    if (next_index_ == runs_.size()) return std::nullopt;
    std::vector<EntryPart> ranges = runs_[next_index_].parts();
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
    built.losers = losers_in(entries, EntryOrder(runs.index()));
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
