#include "sorting/entry_stream.hpp"

namespace csvimport {
EntryStream::EntryStream(const EntryRuns& runs, std::launch policy)
    : runs_(runs), policy_(policy), parts_(runs.parts()) {
  make_ready();
}

void EntryStream::make_ready() {
  if (next_part_ == parts_.size()) return;
  const EntryPart& part = parts_[next_part_++];
  coming_ = std::async(policy_, [this, &part] { return runs_.read(part); });
}

const std::uint8_t* EntryStream::next() {
  while (next_entry_ == entries_.refs.size()) {
    if (!coming_.valid()) return nullptr;
    entries_ = coming_.get();
    next_entry_ = 0;
    make_ready();
  }
  return SizedEntry(entries_.refs[next_entry_++].begin).entry;
}

}  // namespace csvimport
