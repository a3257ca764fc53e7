#include "csv/record_reader.hpp"

namespace csvimport {

std::span<const Batch> RecordReader::peek(std::size_t bytes) {
  std::size_t seen = 0;
  std::size_t next = peeked_taken_;
  while (seen < bytes) {
    if (next == peeked_.size() && !peek_batch()) break;
    seen += peeked_[next].bytes.capacity();
    ++next;
  }
  return std::span(peeked_).subspan(peeked_taken_, next - peeked_taken_);
}

bool RecordReader::peek_batch() {
  if (failure_) return false;
  try {
    std::optional<Batch> batch = read_batch();
    if (!batch) return false;
    peeked_.push_back(std::move(*batch));
    return true;
  } catch (...) {
    failure_ = std::current_exception();
    return false;
  }
}

std::optional<Batch> RecordReader::read_batch() {
  std::optional<Batch> batch;
  if (records_read_ < limit_) batch = batches_.next();
  if (!batch) {
    has_ended_ = true;
    return std::nullopt;
  }
  const std::uint64_t left = limit_ - records_read_;
  if (batch->records > left) marks_.keep_first(*batch, left);
  records_read_ += batch->records;
  return batch;
}

std::optional<Batch> RecordReader::next() {
  if (peeked_taken_ < peeked_.size()) {
    return std::move(peeked_[peeked_taken_++]);
  }
  peeked_.clear();
  peeked_taken_ = 0;
  if (failure_) std::rethrow_exception(failure_);
  return read_batch();
}

}  // namespace csvimport
