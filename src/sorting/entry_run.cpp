#include "sorting/entry_run.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace csvimport {

void sort_entries(std::span<EntryRef> entries, const EntryOrder& order) {
  std::sort(entries.begin(), entries.end(),
            [&](const EntryRef& left, const EntryRef& right) {
              if (left.prefix != right.prefix) {
                return left.prefix < right.prefix;
              }
              return order.compare(SizedEntry(left.begin).entry,
                                   SizedEntry(right.begin).entry) < 0;
            });
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
