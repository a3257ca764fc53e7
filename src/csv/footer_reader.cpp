#include "csv/footer_reader.hpp"

#include <cstddef>
#include <utility>

namespace csvimport {

std::optional<Batch> FooterReader::next() {
  std::optional<Batch> batch;
  if (footer_records_ == 0) {
    batch = batches_.next();
  } else {
    while (!has_ended_ && !may_give()) hold_next();
    if (!held_.empty()) {
      held_records_ -= held_.front().records;
      batch = std::move(held_.front().batch);
      held_.pop_front();
    } else if (failure_) {
      std::rethrow_exception(failure_);
    }
  }
  if (batch) records_read_ += batch->records;
  return batch;
}

void FooterReader::hold_next() {
  try {
    if (std::optional<Batch> batch = batches_.next()) {
      const std::uint64_t records = count_records(*batch);
      held_.push_back({std::move(*batch), records});
      held_records_ += records;
      return;
    }
    leave_out_footer();
  } catch (...) {
    failure_ = std::current_exception();
  }
  has_ended_ = true;
}

void FooterReader::leave_out_footer() {
  took_records_ = held_records_ > 0;
  std::uint64_t left = footer_records_;
  while (!held_.empty() && held_.back().records < left) {
    left -= held_.back().records;
    held_.pop_back();
  }
  if (held_.empty()) return;
  cut(held_.back().batch, left);
  if (held_.back().batch.marks.empty()) held_.pop_back();
}

void FooterReader::cut(Batch& batch, std::uint64_t footer_records) const {
  std::size_t kept = batch.marks.size();
  while (footer_records > 0) {
    --kept;
    if (!marks_.is_idle(batch, kept)) --footer_records;
    if (marks_.is_record(batch, kept)) --batch.records;
  }
  BatchMarks::cut(batch, kept);
}

std::uint64_t FooterReader::count_records(const Batch& batch) const {
  std::uint64_t records = 0;
  for (std::size_t i = 0; i < batch.marks.size(); ++i) {
    if (!marks_.is_idle(batch, i)) ++records;
  }
  return records;
}

}  // namespace csvimport
