#include "csv/record_reader.hpp"

#include "base/import_error.hpp"
#include "csv/record_limit.hpp"
#include "input/encoding.hpp"

#include <algorithm>
#include <climits>
#include <cstring>
#include <string_view>

namespace csvimport {
namespace {

// Room behind what is read: for the end of a last line that has none, and for
// an escape.
constexpr std::size_t kSpareBytes = 2;
// What is put aside is kept in memory of this size for the next time; by taste.
constexpr std::size_t kMaxKeptBytes = 1024 * 1024;
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
      indexer_(dialect),
      syntax_(dialect),
      limits_(limits),
      next_target_(limits.batch_bytes) {
  rest_.reserve(kFirstLook + kSpareBytes);
  fill(rest_, first_look());
  if (view(rest_).starts_with(kByteOrderMark)) {
    remove_front(rest_, kByteOrderMark.size());
  }
}

std::size_t RecordReader::first_look() const {
  return std::clamp(limits_.batch_bytes, kByteOrderMark.size(), kFirstLook);
}

Batch RecordReader::take_batch(std::size_t capacity) {
  Batch batch = supply_ ? supply_() : Batch();
  batch.bytes.resize(0);
  batch.bytes.reserve(capacity);
  batch.defect.reset();
  return batch;
}

void RecordReader::fill(Buffer& buffer, std::size_t size) {
  while (!at_end_ && buffer.size() < size) {
    const std::size_t wanted =
        std::min<std::size_t>(size - buffer.size(), INT_MAX);
    const int count =
        source_->read(buffer.data() + buffer.size(), static_cast<int>(wanted));
    if (count == 0) at_end_ = true;
    buffer.resize(buffer.size() + static_cast<std::size_t>(count));
  }
}

void RecordReader::fill_lines(Buffer& buffer, std::size_t size) {
  fill(buffer, size);
  if (!at_end_ || last_line_is_ended_) return;
  last_line_is_ended_ = true;
  const std::string end = missing_end(view(buffer));
  bytes_added_ = end.size();
  std::copy(end.begin(), end.end(), buffer.data() + buffer.size());
  buffer.resize(buffer.size() + end.size());
}

std::string RecordReader::missing_end(std::string_view text) const {
  if (text.empty()) return "";
  const std::string line_end(1, dialect_.line_end_byte());
  if (!ends_escaped(text)) return text.ends_with(line_end) ? "" : line_end;
  if (text.ends_with(*dialect_.escape)) return *dialect_.escape + line_end;
  if (text.ends_with(line_end)) return is_whole(text) ? "" : line_end;
  const bool may_be_crlf = line_end == "\n" && text.ends_with('\r');
  return may_be_crlf ? "\r\n" : line_end;
}

bool RecordReader::is_whole(std::string_view text) const {
  std::string ended(text);
  ended += dialect_.line_end_byte();
  std::vector<RecordMark> marks;
  if (lenient_indexer_) {
    (void)lenient_indexer_->index(ended, true, ended.size(), marks);
  } else {
    (void)indexer_.index(ended, marks);
  }
  return std::any_of(marks.begin(), marks.end(), [&](const RecordMark& mark) {
    return mark.end == text.size();
  });
}

bool RecordReader::ends_escaped(std::string_view text) const {
  if (!dialect_.escape) return false;
  text = without_line_end(text, dialect_.line_end);
  if (dialect_.line_end == LineEnd::kLf && text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  const std::size_t before = text.find_last_not_of(*dialect_.escape);
  const std::size_t escapes =
      text.size() - (before == std::string_view::npos ? 0 : before + 1);
  return escapes % 2 == 1;  // others escape each other
}

void RecordReader::skip_lines(std::uint64_t count) {
  const char line_end = dialect_.line_end_byte();
  while (count > 0) {
    if (rest_.size() == 0) fill(rest_, first_look());
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

std::size_t RecordReader::idle_line_size(std::string_view text) const {
  const std::size_t end = text.find(dialect_.line_end_byte());
  if (end == std::string_view::npos) return 0;
  const std::string_view line = text.substr(0, end + 1);
  const bool is_idle =
      syntax_.is_comment(line) ||
      syntax_.is_blank(without_line_end(line, dialect_.line_end));
  return is_idle && !is_too_long(line) ? end + 1 : 0;
}

void RecordReader::pass_idle_lines() {
  std::size_t look = first_look();
  for (;;) {
    rest_.reserve(look + kSpareBytes);
    fill_lines(rest_, look);
    std::string_view text = view(rest_);
    while (const std::size_t size = idle_line_size(text)) {
      if (!syntax_.is_comment(text) && blank_lines_passed_++ == 0) {
        next_blank_line_ = next_line_;
      }
      text.remove_prefix(size);
      ++next_line_;
    }
    const bool is_whole =
        text.find(dialect_.line_end_byte()) != std::string_view::npos;
    remove_front(rest_, rest_.size() - text.size());
    if (is_whole || at_end_ || rest_.size() >= longest_record()) return;
    look = std::max(first_look(), 2 * rest_.size());
  }
}

std::optional<RecordReader::Record> RecordReader::first_record() {
  pass_idle_lines();
  std::size_t look = first_look();
  for (;;) {
    rest_.reserve(look + kSpareBytes);
    fill_lines(rest_, look);
    if (rest_.size() == 0) return std::nullopt;
    const char* const begin = rest_.data();
    const char* const next = record_end(begin, begin + rest_.size());
    if (next != nullptr) {
      Record record{std::string(begin, next), next_line_};
      if (is_too_long(record.bytes)) fail_endless();
      return record;
    }
    if (at_end_ || rest_.size() >= longest_record()) fail_endless();
    look = std::max(look, rest_.size()) * 2;
  }
}

void RecordReader::drop(const Record& record) {
  const char* const begin = rest_.data();
  next_line_ += count_lines(begin, begin + record.bytes.size());
  remove_front(rest_, record.bytes.size());
  blank_lines_passed_ = 0;
}

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

std::optional<Batch> RecordReader::next() {
  if (peeked_taken_ < peeked_.size()) {
    return std::move(peeked_[peeked_taken_++]);
  }
  peeked_.clear();
  peeked_taken_ = 0;
  if (failure_) std::rethrow_exception(failure_);
  return read_batch();
}

void RecordReader::read_leniently(std::size_t width) {
  lenient_indexer_.emplace(dialect_, width, limits_.max_record_bytes);
}

const char* RecordReader::record_end(const char* begin, const char* end) const {
  if (!lenient_indexer_) return finder_.find(begin, end).next;
  const std::string_view text(begin, static_cast<std::size_t>(end - begin));
  return lenient_indexer_->record_end(text, at_end_);
}

RecordIndexer::Summary RecordReader::index(Batch& batch) const {
  return lenient_indexer_
             ? lenient_indexer_->index(view(batch.bytes), nothing_follows(),
                                       limits_.batch_bytes, batch.marks)
             : indexer_.index(view(batch.bytes), batch.marks);
}

bool RecordReader::is_too_long(std::string_view record) const {
  return csvimport::is_too_long(record, dialect_.line_end,
                                limits_.max_record_bytes);
}

void RecordReader::unmark_too_long(Batch& batch,
                                   RecordIndexer::Summary& summary) const {
  if (batch.bytes.size() <= limits_.max_record_bytes) return;
  RecordIndexer::Summary before;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < batch.marks.size(); ++i) {
    const RecordMark& mark = batch.marks[i];
    const std::string_view record =
        view(batch.bytes).substr(begin, mark.end - begin);
    if (is_too_long(record)) {
      batch.marks.resize(i);
      summary = before;
      return;
    }
    before.lines += mark.lines;
    if (syntax_.is_comment(record)) {
      ++before.comments;
    } else if (syntax_.is_blank(without_line_end(record, dialect_.line_end))) {
      ++before.blank_lines;
    }
    begin = mark.end;
  }
}

void RecordReader::take_rest(Buffer& buffer, std::size_t size) {
  if (rest_.size() == 0) return;
  const std::size_t count =
      std::min(size - buffer.size(), rest_.size() - rest_taken_);
  std::memcpy(buffer.data() + buffer.size(), rest_.data() + rest_taken_, count);
  buffer.resize(buffer.size() + count);
  rest_taken_ += count;
  if (rest_taken_ < rest_.size()) return;
  if (rest_.capacity() > kMaxKeptBytes) rest_ = Buffer();
  rest_.resize(0);
  rest_taken_ = 0;
}

void RecordReader::set_aside_rest(Batch& batch) {
  const std::size_t end = batch.marks.back().end;
  const std::size_t left = batch.bytes.size() - end;
  if (rest_taken_ < rest_.size()) {
    rest_taken_ -= left;  // the batch is the start of it
    batch.bytes.resize(end);
  } else if (left <= end) {
    rest_.reserve(left + kSpareBytes);
    rest_.resize(left);
    std::memcpy(rest_.data(), batch.bytes.data() + end, left);
    rest_taken_ = 0;
    batch.bytes.resize(end);
  } else {
    rest_ = std::move(batch.bytes);
    rest_taken_ = end;
    batch.bytes = Buffer(end + kSpareBytes);
    batch.bytes.resize(end);
    std::memcpy(batch.bytes.data(), rest_.data(), end);
  }
}

bool RecordReader::cut(Batch& batch) {
  RecordIndexer::Summary summary = index(batch);
  unmark_too_long(batch, summary);
  if (batch.marks.empty()) return false;
  set_aside_rest(batch);
  batch.first_record = next_record_;
  batch.first_line = next_line_;
  batch.records = batch.marks.size() - summary.comments -
                  (blank_lines_are_records_ ? 0 : summary.blank_lines);
  batch.has_quote = dialect_.quote && view(batch.bytes).find(*dialect_.quote) !=
                                          std::string_view::npos;
  next_record_ += batch.records;
  next_line_ += summary.lines;
  return true;
}

void RecordReader::drop_added_end() {
  if (!last_line_is_ended_) return;
  rest_.resize(rest_.size() -
               std::min(bytes_added_, rest_.size() - rest_taken_));
  last_line_is_ended_ = false;
}

void RecordReader::cut_endless(Batch& batch) {
  const std::string_view bytes = view(batch.bytes);
  Endless endless =
      explain_endless(without_line_end(bytes, dialect_.line_end), next_line_,
                      dialect_, limits_.max_record_bytes);
  const std::size_t end =
      bytes.find(dialect_.line_end_byte(), endless.open_quote.value_or(0));
  // Also where the line ends, but beyond the limit: what there is to be seen of
  // that depends on the batch.
  if (lenient_indexer_ || !endless.open_quote ||
      end == std::string_view::npos || is_too_long(bytes.substr(0, end + 1))) {
    throw ImportError({name_, endless.defect.line}, endless.defect.reason);
  }
  const std::uint64_t lines = count_lines(bytes.data(), bytes.data() + end + 1);
  batch.marks = {
      {static_cast<std::uint32_t>(end + 1), static_cast<std::uint32_t>(lines)}};
  batch.defect = std::move(endless.defect);
  set_aside_rest(batch);
  drop_added_end();
  next_target_ = std::min(kFirstLook, limits_.batch_bytes);
  batch.first_record = next_record_++;
  batch.first_line = next_line_;
  batch.records = 1;
  batch.has_quote = true;
  next_line_ += lines;
}

Batch RecordReader::blank_batch() {
  const std::size_t lines =
      std::min<std::uint64_t>(blank_lines_passed_, limits_.batch_bytes);
  Batch batch = take_batch(lines);
  batch.bytes.resize(lines);
  std::memset(batch.bytes.data(), dialect_.line_end_byte(), lines);
  batch.marks.clear();
  for (std::size_t end = 1; end <= lines; ++end) {
    batch.marks.push_back({static_cast<std::uint32_t>(end), 1});
  }
  batch.first_record = next_record_;
  batch.records = lines;
  batch.first_line = next_blank_line_;
  batch.has_quote = false;
  next_record_ += lines;
  next_blank_line_ += lines;
  blank_lines_passed_ -= lines;
  return batch;
}

std::optional<Batch> RecordReader::read_batch() {
  if (blank_lines_are_records_ && blank_lines_passed_ > 0) return blank_batch();
  std::size_t target = next_target_;
  next_target_ = std::min(2 * next_target_, limits_.batch_bytes);
  Batch batch = take_batch(target + kSpareBytes);
  for (;;) {
    take_rest(batch.bytes, target);
    if (rest_taken_ == rest_.size()) fill_lines(batch.bytes, target);
    if (batch.bytes.size() == 0) return std::nullopt;
    if (cut(batch)) return batch;
    if (nothing_follows() || batch.bytes.size() >= longest_record()) {
      cut_endless(batch);
      return batch;
    }
    target =
        std::min(std::max(target, batch.bytes.size()) * 2, longest_record());
    batch.bytes.reserve(target + kSpareBytes);
  }
}

std::uint64_t RecordReader::count_lines(const char* begin,
                                        const char* end) const {
  return static_cast<std::uint64_t>(
      std::count(begin, end, dialect_.line_end_byte()));
}

void RecordReader::fail_endless() const {
  const Endless endless =
      explain_endless(without_line_end(view(rest_), dialect_.line_end),
                      next_line_, dialect_, limits_.max_record_bytes);
  throw ImportError({name_, endless.defect.line}, endless.defect.reason);
}

}  // namespace csvimport
