#include "sorting/entry_buffer.hpp"

#include "base/buffer.hpp"
#include "pages/varint.hpp"

namespace csvimport {
namespace {

// Between samples of a run in memory, so that few entries are looked at in vain
// to find one; by taste.
constexpr std::size_t kRunSampleBytes = 1024;

}  // namespace

void EntryBuffer::add(const RecordEncoder::Row& entry) {
  const std::size_t size = entry.size();
  const std::size_t begin = bytes_.size();
  bytes_.resize(begin + varint_size(size) + size);
  entry.copy_to(put_varint(&bytes_[begin], size));
  begins_.push_back(begin);
}

EntryRun EntryBuffer::finish(const EntryOrder& order) {
  refs_.clear();
  for (const std::size_t begin : begins_) {
    const std::uint8_t* const at = &bytes_[begin];
    refs_.push_back({order.prefix(SizedEntry(at).entry), at});
  }
  sort_entries(refs_, order);
  RunBuilder builder(Buffer(bytes_.size()), 0, kRunSampleBytes);
  for (const EntryRef& ref : refs_) builder.add(ref);
  if (bytes_.capacity() > kMaxKeptEntryBytes) {
    bytes_ = {};
  } else {
    bytes_.clear();
  }
  begins_.clear();
  return builder.finish();
}

}  // namespace csvimport
