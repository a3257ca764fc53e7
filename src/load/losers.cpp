#include "load/losers.hpp"

#include "sorting/entry_run.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace csvimport {

// Entries with the same key are in the order of their rowids.
PartLosers losers_in(const PartEntries& entries, const EntryOrder& order) {
  PartLosers losers;
  if (entries.refs.empty()) return losers;
  for (std::size_t i = 1; i < entries.refs.size(); ++i) {
    const EntryRef& last = entries.refs[i - 1];
    const EntryRef& ref = entries.refs[i];
    if (last.prefix != ref.prefix) continue;
    const std::uint8_t* const entry = SizedEntry(ref.begin).entry;
    if (order.are_rivals(SizedEntry(last.begin).entry, entry)) {
      losers.rowids.push_back(order.rowid(entry));
    }
  }
  const SizedEntry first(entries.refs.front().begin);
  const SizedEntry last(entries.refs.back().begin);
  losers.first_entry.assign(first.entry, first.end);
  losers.last_entry.assign(last.entry, last.end);
  return losers;
}

// Parts are cut wherever: entries with the same key may be in several.
void Losers::add(PartLosers part) {
  if (part.first_entry.empty()) return;
  if (!last_entry_.empty() &&
      order_.are_rivals(last_entry_.data(), part.first_entry.data())) {
    rowids_.push_back(order_.rowid(part.first_entry.data()));
  }
  rowids_.insert(rowids_.end(), part.rowids.begin(), part.rowids.end());
  last_entry_ = std::move(part.last_entry);
}

std::vector<std::int64_t> Losers::take() {
  std::sort(rowids_.begin(), rowids_.end());
  return std::move(rowids_);
}

}  // namespace csvimport
