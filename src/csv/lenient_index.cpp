#include "csv/lenient_index.hpp"

#include <algorithm>
#include <cstdint>

namespace csvimport {

LenientIndexer::LenientIndexer(const Dialect& dialect, std::size_t width,
                               std::size_t max_record_bytes)
    : reading_(dialect, width, max_record_bytes),
      syntax_(dialect),
      line_end_byte_(dialect.line_end_byte()),
      quote_(dialect.quote),
      has_escape_(dialect.escape.has_value()) {}

const char* LenientIndexer::record_end(std::string_view text,
                                       bool is_all) const {
  const std::size_t line_end = text.find(line_end_byte_);
  if (line_end == std::string_view::npos) return nullptr;
  const std::string_view line = text.substr(0, line_end + 1);
  const bool has_quote =
      quote_ && line.find(quote_->bytes()) != std::string_view::npos;
  if ((!has_quote && !has_escape_) || syntax_.is_comment(line)) {
    return line.data() + line.size();
  }
  return reading_.find(text, is_all).next;
}

RecordIndexer::Summary LenientIndexer::index(
    std::string_view text, bool is_all, std::size_t enough,
    std::vector<RecordMark>& marks) const {
  marks.clear();
  RecordIndexer::Summary summary;
  std::size_t begin = 0;
  while (begin < std::min(text.size(), enough)) {
    const char* const next = record_end(text.substr(begin), is_all);
    if (next == nullptr) break;
    const auto end = static_cast<std::size_t>(next - text.data());
    const std::string_view record = text.substr(begin, end - begin);
    const auto lines = static_cast<std::uint64_t>(
        std::count(record.begin(), record.end(), line_end_byte_));
    marks.push_back(
        {static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(lines)});
    summary.lines += lines;
    summary.count_idle(record, syntax_);
    begin = end;
  }
  return summary;
}

}  // namespace csvimport
