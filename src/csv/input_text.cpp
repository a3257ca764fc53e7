#include "csv/input_text.hpp"

#include <algorithm>
#include <climits>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// What is kept stays in memory of this size for the next time; by taste.
constexpr std::size_t kMaxKeptBytes = 1024 * 1024;

// Where lines end at CR, a LF that ends the input ends its last one.
void end_with_carriage_return(Buffer& buffer) {
  const std::string_view text = buffer.view();
  if (!text.ends_with('\n')) return;
  const bool has_ended = text.size() == 1 || text[text.size() - 2] == '\r';
  if (has_ended) {
    buffer.resize(text.size() - 1);
  } else {
    buffer.data()[text.size() - 1] = '\r';
  }
}

}  // namespace

void InputText::fill(Buffer& buffer, std::size_t size) {
  while (!source_ended_ && buffer.size() < size) {
    const std::size_t wanted =
        std::min<std::size_t>(size - buffer.size(), INT_MAX);
    const int count =
        source_->read(buffer.data() + buffer.size(), static_cast<int>(wanted));
    if (count == 0) source_ended_ = true;
    buffer.resize(buffer.size() + static_cast<std::size_t>(count));
  }
}

void InputText::fill_with_records(Buffer& buffer, std::size_t size,
                                  const RecordRules& rules) {
  fill(buffer, size);
  if (!source_ended_ || added_bytes_) return;
  if (rules.limits().leaves_open_record) return;
  if (rules.dialect().line_end == LineEnd::kCr) {
    end_with_carriage_return(buffer);
  }
  const std::string end = missing_end(buffer.view(), rules);
  added_bytes_ = end.size();
  std::copy(end.begin(), end.end(), buffer.data() + buffer.size());
  buffer.resize(buffer.size() + end.size());
}

InputText::Ahead InputText::look(std::size_t size) {
  kept_.reserve(size + kSpareBytes);
  fill(kept_, size);
  return {kept_.view(), source_ended_};
}

InputText::Ahead InputText::look_at_records(std::size_t size,
                                            const RecordRules& rules) {
  kept_.reserve(size + kSpareBytes);
  fill_with_records(kept_, size, rules);
  return {kept_.view(), source_ended_};
}

void InputText::drop(std::size_t size) {
  std::memmove(kept_.data(), kept_.data() + size, kept_.size() - size);
  kept_.resize(kept_.size() - size);
  dropped_bytes_ += size;
}

bool InputText::read_records(Buffer& buffer, std::size_t size,
                             const RecordRules& rules) {
  take_kept(buffer, size);
  if (!keeps_bytes()) fill_with_records(buffer, size, rules);
  return source_ended_ && !keeps_bytes();
}

void InputText::take_kept(Buffer& buffer, std::size_t size) {
  if (kept_.size() == 0) return;
  const std::size_t count =
      std::min(size - buffer.size(), kept_.size() - kept_taken_);
  std::memcpy(buffer.data() + buffer.size(), kept_.data() + kept_taken_, count);
  buffer.resize(buffer.size() + count);
  kept_taken_ += count;
  if (keeps_bytes()) return;
  if (kept_.capacity() > kMaxKeptBytes) kept_ = Buffer();
  kept_.resize(0);
  kept_taken_ = 0;
}

void InputText::put_back(Buffer& buffer, std::size_t end) {
  const std::size_t left = buffer.size() - end;
  if (keeps_bytes()) {
    kept_taken_ -= left;  // the buffer is the start of it
    buffer.resize(end);
  } else if (left <= end) {
    kept_.reserve(left + kSpareBytes);
    kept_.resize(left);
    std::memcpy(kept_.data(), buffer.data() + end, left);
    kept_taken_ = 0;
    buffer.resize(end);
  } else {
    kept_ = std::move(buffer);
    kept_taken_ = end;
    buffer = Buffer(end + kSpareBytes);
    buffer.resize(end);
    std::memcpy(buffer.data(), kept_.data(), end);
  }
}

void InputText::take_back_end() {
  if (!added_bytes_) return;
  kept_.resize(kept_.size() -
               std::min(*added_bytes_, kept_.size() - kept_taken_));
  added_bytes_.reset();
}

}  // namespace csvimport
