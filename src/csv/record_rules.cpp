#include "csv/record_rules.hpp"

#include "csv/record_limit.hpp"

#include <algorithm>
#include <string>

namespace csvimport {

RecordRules::RecordRules(const Dialect& dialect, const ReaderLimits& limits,
                         std::optional<std::size_t> lenient_width)
    : dialect_(dialect),
      limits_(limits),
      syntax_(dialect),
      finder_(dialect),
      indexer_(dialect) {
  if (!lenient_width) return;
  lenient_indexer_.emplace(dialect, *lenient_width, limits.max_record_bytes);
}

const char* RecordRules::record_end(std::string_view text, bool is_all) const {
  if (lenient_indexer_) return lenient_indexer_->record_end(text, is_all);
  return finder_.find(text.data(), text.data() + text.size()).next;
}

RecordIndexer::Summary RecordRules::index(
    std::string_view text, bool is_all, std::vector<RecordMark>& marks) const {
  RecordIndexer::Summary summary =
      lenient_indexer_
          ? lenient_indexer_->index(text, is_all, limits_.batch_bytes, marks)
          : indexer_.index(text, marks);
  if (text.size() > limits_.max_record_bytes) {
    unmark_too_long(text, marks, summary);
  }
  return summary;
}

void RecordRules::unmark_too_long(std::string_view text,
                                  std::vector<RecordMark>& marks,
                                  RecordIndexer::Summary& summary) const {
  RecordIndexer::Summary before;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const RecordMark& mark = marks[i];
    const std::string_view record = text.substr(begin, mark.end - begin);
    if (is_too_long(record)) {
      marks.resize(i);
      summary = before;
      return;
    }
    before.lines += mark.lines;
    before.count_idle(record, syntax_);
    begin = mark.end;
  }
}

bool RecordRules::ends_record(std::string_view text) const {
  std::string longer(text);
  longer += dialect_.line_end_byte();
  std::vector<RecordMark> marks;
  if (lenient_indexer_) {
    (void)lenient_indexer_->index(longer, true, longer.size(), marks);
  } else {
    (void)indexer_.index(longer, marks);
  }
  return std::any_of(marks.begin(), marks.end(), [&](const RecordMark& mark) {
    return mark.end == text.size();
  });
}

std::size_t RecordRules::idle_line_size(std::string_view text) const {
  const std::size_t end = text.find(dialect_.line_end_byte());
  if (end == std::string_view::npos) return 0;
  const std::string_view line = text.substr(0, end + 1);
  const bool is_idle = syntax_.is_comment(line) || syntax_.is_blank_line(line);
  return is_idle && !is_too_long(line) ? end + 1 : 0;
}

std::uint64_t RecordRules::count_lines(std::string_view text) const {
  return static_cast<std::uint64_t>(
      std::count(text.begin(), text.end(), dialect_.line_end_byte()));
}

bool RecordRules::is_too_long(std::string_view record) const {
  return csvimport::is_too_long(record, dialect_.line_end,
                                limits_.max_record_bytes);
}

}  // namespace csvimport
