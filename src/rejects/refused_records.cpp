#include "rejects/refused_records.hpp"

#include <algorithm>

namespace csvimport {
namespace {

// Seven bits to a byte, the lowest first; the last byte has no high bit.
void append_varint(std::vector<std::uint8_t>& bytes, std::uint64_t value) {
  for (; value > 0x7F; value >>= 7) {
    bytes.push_back(static_cast<std::uint8_t>(value | 0x80));
  }
  bytes.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t take_varint(const std::vector<std::uint8_t>& bytes,
                          std::size_t& at) {
  std::uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const std::uint8_t byte = bytes[at++];
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte <= 0x7F) return value;
  }
}

}  // namespace

void RefusedRecords::add(std::uint64_t record, const Refusal& refusal) {
  if (size_ % kEntriesPerMark == 0) {
    marks_.push_back({last_record_, bytes_.size()});
  }
  append_varint(bytes_, record - last_record_);
  append_varint(bytes_, index_of(refusal));
  last_record_ = record;
  ++size_;
}

std::vector<RefusedRecords::Entry> RefusedRecords::among(
    std::uint64_t first, std::uint64_t count) const {
  std::vector<Entry> entries;
  // The last mark that stands before all of them.
  auto mark =
      std::partition_point(marks_.begin(), marks_.end(),
                           [&](const Mark& one) { return one.record < first; });
  if (mark == marks_.begin()) return entries;
  --mark;
  std::uint64_t record = mark->record;
  for (std::size_t at = mark->at; at < bytes_.size();) {
    record += take_varint(bytes_, at);
    const auto refusal = static_cast<std::uint32_t>(take_varint(bytes_, at));
    if (record >= first + count) break;
    if (record >= first) entries.push_back({record, refusal});
  }
  return entries;
}

std::optional<std::uint64_t> RefusedRecords::first() const {
  std::size_t at = 0;
  if (size_ == 0) return std::nullopt;
  return take_varint(bytes_, at);
}

bool RefusedRecords::ends_import() const {
  return std::any_of(refusals_.begin(), refusals_.end(),
                     [](const Refusal& one) { return one.ends_import; });
}

std::uint32_t RefusedRecords::index_of(const Refusal& refusal) {
  auto found = std::find(refusals_.begin(), refusals_.end(), refusal);
  if (found == refusals_.end()) found = refusals_.insert(found, refusal);
  return static_cast<std::uint32_t>(found - refusals_.begin());
}

}  // namespace csvimport
