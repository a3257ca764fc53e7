#include "csv/record_reader.hpp"

#include "base/input_error.hpp"
#include "csv/line_count.hpp"

#include <algorithm>
#include <climits>
#include <cstring>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Room behind what is read: for the end of a last line that has none.
constexpr std::size_t kSpareBytes = 1;
constexpr std::size_t kFirstLook = 4096;  // bytes; by taste, a header fits

std::string_view view(const Buffer& buffer) {
  return {buffer.data(), buffer.size()};
}

void remove_front(Buffer& buffer, std::size_t bytes) {
  std::memmove(buffer.data(), buffer.data() + bytes, buffer.size() - bytes);
  buffer.resize(buffer.size() - bytes);
}

}  // namespace

RecordReader::RecordReader(std::unique_ptr<io::ByteSourceBase> source,
                           std::string name, const Dialect& dialect,
                           const ReaderLimits& limits)
    : source_(std::move(source)),
      name_(std::move(name)),
      dialect_(dialect),
      finder_(dialect),
      limits_(limits) {
  rest_.reserve(kFirstLook + kSpareBytes);
  fill(rest_, kFirstLook);
  if (view(rest_).starts_with(kByteOrderMark)) {
    remove_front(rest_, kByteOrderMark.size());
  }
}

Buffer RecordReader::take_buffer(std::size_t capacity) {
  Buffer buffer = supply_ ? supply_() : Buffer();
  buffer.resize(0);
  buffer.reserve(capacity);
  return buffer;
}

void RecordReader::fill(Buffer& buffer, std::size_t size) {
  while (!at_end_ && buffer.size() < size) {
    const std::size_t wanted =
        std::min<std::size_t>(size - buffer.size(), INT_MAX);
    const int count =
        source_->read(buffer.data() + buffer.size(), static_cast<int>(wanted));
    if (count == 0) {
      at_end_ = true;
      end_last_line(buffer);
    }
    buffer.resize(buffer.size() + static_cast<std::size_t>(count));
    bytes_read_ += static_cast<std::size_t>(count);
  }
}

void RecordReader::end_last_line(Buffer& buffer) {
  const char line_end = dialect_.line_end_byte();
  if (buffer.size() == 0 || buffer.data()[buffer.size() - 1] == line_end) {
    return;
  }
  buffer.resize(buffer.size() + 1);
  buffer.data()[buffer.size() - 1] = line_end;
}

void RecordReader::skip_lines(std::uint64_t count) {
  const char line_end = dialect_.line_end_byte();
  while (count > 0) {
    if (rest_.size() == 0) fill(rest_, kFirstLook);
    if (rest_.size() == 0) return;
    const std::size_t end = view(rest_).find(line_end);
    if (end == std::string_view::npos) {
      rest_.resize(0);
      continue;
    }
    remove_front(rest_, end + 1);
    ++next_line_;
    --count;
  }
}

std::optional<RecordReader::Record> RecordReader::first_record() {
  std::size_t start = 0;
  std::size_t look = kFirstLook;
  std::uint64_t line = next_line_;
  for (;;) {
    rest_.reserve(look + kSpareBytes);
    fill(rest_, look);
    if (start == rest_.size() && at_end_) return std::nullopt;
    const char* const begin = rest_.data() + start;
    const RecordEndFinder::End end =
        finder_.find(begin, rest_.data() + rest_.size());
    if (end.next == nullptr) {
      if (at_end_ || rest_.size() >= limits_.max_record_bytes) {
        fail_endless(rest_, end.open_quote);
      }
      look = std::max(look, rest_.size()) * 2;
      continue;
    }
    Record record{std::string(begin, end.next), line,
                  static_cast<std::size_t>(end.next - rest_.data())};
    if (!without_line_end(record.bytes, dialect_.line_end).empty()) {
      return record;
    }
    start = record.end;
    ++line;
  }
}

void RecordReader::drop(const Record& record) {
  next_line_ +=
      count_lines(view(rest_).substr(0, record.end), dialect_.line_end).lines;
  remove_front(rest_, record.end);
}

std::span<const Batch> RecordReader::peek(std::size_t bytes) {
  std::size_t seen = 0;
  std::size_t count = 0;
  while (seen < bytes) {
    if (count == peeked_.size()) {
      std::optional<Batch> batch = read_batch();
      if (!batch) break;
      peeked_.push_back(std::move(*batch));
    }
    seen += peeked_[count].bytes.size();
    ++count;
  }
  return {peeked_.data(), count};
}

std::optional<Batch> RecordReader::next() {
  if (peeked_.empty()) return read_batch();
  std::optional<Batch> batch = std::move(peeked_.front());
  peeked_.erase(peeked_.begin());
  return batch;
}

RecordReader::Cut RecordReader::cut_without_quotes(const Buffer& buffer) const {
  const std::string_view text = view(buffer);
  const std::size_t last = text.rfind(dialect_.line_end_byte());
  if (last == std::string_view::npos) return {};
  const LineCount count =
      count_lines(text.substr(0, last + 1), dialect_.line_end);
  const std::uint64_t skipped =
      blank_lines_are_records_ ? 0 : count.blank_lines;
  return {last + 1, count.lines - skipped, count.lines, nullptr};
}

RecordReader::Cut RecordReader::cut_by_records(const Buffer& buffer) const {
  const char* const end = buffer.data() + buffer.size();
  const char* at = buffer.data();
  Cut cut;
  for (;;) {
    const RecordEndFinder::End found = finder_.find(at, end);
    if (found.next == nullptr) {
      cut.open_quote = found.open_quote;
      break;
    }
    const std::string_view record(at,
                                  static_cast<std::size_t>(found.next - at));
    const bool blank = without_line_end(record, dialect_.line_end).empty();
    if (!blank || blank_lines_are_records_) ++cut.records;
    at = found.next;
  }
  cut.bytes = static_cast<std::size_t>(at - buffer.data());
  cut.lines =
      count_lines(view(buffer).substr(0, cut.bytes), dialect_.line_end).lines;
  return cut;
}

RecordReader::Cut RecordReader::cut(const Buffer& buffer,
                                    bool has_quote) const {
  return has_quote ? cut_by_records(buffer) : cut_without_quotes(buffer);
}

std::optional<Batch> RecordReader::read_batch() {
  std::size_t target = std::max(limits_.batch_bytes, rest_.size());
  Buffer buffer = take_buffer(target + kSpareBytes);
  buffer.resize(rest_.size());
  std::memcpy(buffer.data(), rest_.data(), rest_.size());
  rest_.resize(0);
  for (;;) {
    fill(buffer, target);
    if (buffer.size() == 0) return std::nullopt;
    const bool has_quote =
        dialect_.quote &&
        view(buffer).find(*dialect_.quote) != view(buffer).npos;
    const Cut cut = this->cut(buffer, has_quote);
    if (cut.bytes > 0) {
      const std::size_t left = buffer.size() - cut.bytes;
      rest_.reserve(left + kSpareBytes);
      rest_.resize(left);
      std::memcpy(rest_.data(), buffer.data() + cut.bytes, left);
      buffer.resize(cut.bytes);
      Batch batch{std::move(buffer), next_record_,       cut.records,
                  next_line_,        bytes_read_ - left, has_quote};
      next_record_ += cut.records;
      next_line_ += cut.lines;
      return batch;
    }
    if (at_end_ || buffer.size() >= limits_.max_record_bytes) {
      fail_endless(buffer, cut.open_quote);
    }
    target =
        std::min(std::max(target, buffer.size()) * 2, limits_.max_record_bytes);
    buffer.reserve(target + kSpareBytes);
  }
}

void RecordReader::fail_endless(const Buffer& buffer,
                                const char* open_quote) const {
  const std::size_t before =
      open_quote == nullptr
          ? 0
          : static_cast<std::size_t>(open_quote - buffer.data());
  const std::uint64_t line =
      next_line_ +
      count_lines(view(buffer).substr(0, before), dialect_.line_end).lines;
  const std::string limit = std::to_string(limits_.max_record_bytes);
  if (open_quote != nullptr && at_end_) {
    throw ImportError({name_, line}, "the quote that opens here never closes");
  }
  if (open_quote != nullptr) {
    throw ImportError({name_, line},
                      "the quote that opens here does not close within " +
                          limit +
                          " bytes; if the field is that long, raise "
                          "--max-record");
  }
  throw ImportError({name_, line}, "the record is longer than " + limit +
                                       " bytes; if that is right, raise "
                                       "--max-record");
}

}  // namespace csvimport
