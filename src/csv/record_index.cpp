#include "csv/record_index.hpp"

#include "csv/block_loops.hpp"

#include <algorithm>

namespace csvimport {
namespace {

BlockSyntax block_syntax_of(const Dialect& dialect) {
  BlockSyntax syntax = {dialect.delimiter[0], std::nullopt,
                        dialect.line_end_byte()};
  if (dialect.quote) syntax.quote = dialect.quote->first_byte();
  return syntax;
}

}  // namespace

RecordIndexer::RecordIndexer(const Dialect& dialect)
    : finder_(dialect),
      syntax_(dialect),
      fits_blocks_(!dialect.drops_blanks() &&
                   (!dialect.quote || (dialect.quote->size() == 1 &&
                                       dialect.delimiter.size() == 1))),
      has_idle_lines_(dialect.drops_blanks() || dialect.comment),
      escape_(dialect.escape),
      comment_(dialect.comment),
      blocks_(block_syntax_of(dialect)),
      returns_(returns_of(dialect.line_end)) {}

RecordIndexer::Summary RecordIndexer::index(
    std::string_view text, std::vector<RecordMark>& marks) const {
  RecordMarker marker{text, marks, returns_};
  if (lines_are_records(text)) {
    marker.summary.has_no_quote = true;
    if (block_loops().mark_lines(marker, blocks_.line_end)) {
      return marker.summary;
    }
    marker.summary = {};
  }
  marks.clear();
  const bool by_blocks = fits_blocks_ && !holds_more_than_quotes(text);
  while (marker.at < text.size()) {
    if (by_blocks) block_loops().mark_records(marker, blocks_);
    if (marker.at < text.size() && !index_by_finder(marker)) break;
  }
  return marker.summary;
}

bool RecordIndexer::lines_are_records(std::string_view text) const {
  constexpr std::size_t kMaxReturns = 1;
  return fits_blocks_ && !has_idle_lines_ && !escape_ &&
         returns_ <= kMaxReturns &&
         (!blocks_.quote ||
          text.find(*blocks_.quote) == std::string_view::npos);
}

bool RecordIndexer::holds_more_than_quotes(std::string_view text) const {
  return (escape_ && text.find(*escape_) != std::string_view::npos) ||
         (comment_ && text.find(*comment_) != std::string_view::npos);
}

bool RecordIndexer::index_by_finder(RecordMarker& marker) const {
  const char* const begin = marker.text.data() + marker.record_begin();
  const char* const end = marker.text.data() + marker.text.size();
  const char* const next = finder_.find(begin, end).next;
  if (next == nullptr) return false;
  marker.at = static_cast<std::size_t>(next - marker.text.data());
  marker.open_lines =
      static_cast<std::uint64_t>(std::count(begin, next, blocks_.line_end));
  if (!has_idle_lines_) {
    marker.mark(marker.at);
    return true;
  }
  marker.summary.count_idle({begin, static_cast<std::size_t>(next - begin)},
                            syntax_);
  marker.add(marker.at);
  return true;
}

}  // namespace csvimport
