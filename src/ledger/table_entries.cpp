#include "ledger/table_entries.hpp"

#include <utility>

namespace csvimport {

TableEntries::TableEntries(std::vector<LedgerEntry> entries)
    : entries_(std::move(entries)) {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const LedgerEntry& entry = entries_[i];
    last_by_name_[entry.name] = i;
    if (entry.is_followed) continue;
    by_hash_.emplace(entry.hash, i);
    by_size_.emplace(entry.size, i);
  }
}

const LedgerEntry* TableEntries::find(const std::string& hash) const {
  const auto first = by_hash_.lower_bound(hash);
  const bool is_there = first != by_hash_.end() && first->first == hash;
  return is_there ? &entries_[first->second] : nullptr;
}

const LedgerEntry* TableEntries::last(const std::string& name) const {
  const auto last = last_by_name_.find(name);
  return last == last_by_name_.end() ? nullptr : &entries_[last->second];
}

}  // namespace csvimport
