#include "csv/record_index.hpp"

#include "csv/byte_mask.hpp"
#include "csv/byte_order_mark.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace csvimport {

struct RecordIndexer::State {
  std::string_view text;
  std::vector<RecordMark>& marks;
  std::size_t returns;       // CRs that belong to a line end, at most
  std::size_t at;            // all before it is dealt with
  std::uint64_t open_lines;  // line ends in the record under way
  Summary summary;

  // The record under way ends before `end`.
  void mark(std::size_t end) {
    const char* const begin = text.data() + record_begin();
    const char* const line_end = text.data() + end - 1;
    const char* const text_end = before_returns(begin, line_end, returns);
    const bool blank = text_end == begin || (*begin == kByteOrderMark[0] &&
                                             holds_marks_only(begin, text_end));
    if (blank) ++summary.blank_lines;
    add(end);
  }
  void add(std::size_t end) {
    summary.lines += open_lines;
    marks.push_back({static_cast<std::uint32_t>(end),
                     static_cast<std::uint32_t>(open_lines)});
    open_lines = 0;
  }

  [[nodiscard]] static bool holds_marks_only(const char* begin,
                                             const char* end) {
    const auto size = static_cast<std::size_t>(end - begin);
    return without_byte_order_marks({begin, size}).empty();
  }

  [[nodiscard]] std::size_t record_begin() const {
    return marks.empty() ? 0 : marks.back().end;
  }
};

RecordIndexer::RecordIndexer(const Dialect& dialect)
    : finder_(dialect),
      syntax_(dialect),
      fits_blocks_(!dialect.drops_blanks() &&
                   (!dialect.quote || (dialect.quote->size() == 1 &&
                                       dialect.delimiter.size() == 1))),
      has_idle_lines_(dialect.drops_blanks() || dialect.comment),
      escape_(dialect.escape),
      comment_(dialect.comment),
      delimiter_(dialect.delimiter[0]),
      quote_(dialect.quote.value_or('\0').first_byte()),
      has_quote_(dialect.quote.has_value()),
      line_end_(dialect.line_end_byte()),
      returns_(returns_of(dialect.line_end)) {}

RecordIndexer::Summary RecordIndexer::index(
    std::string_view text, std::vector<RecordMark>& marks) const {
  Summary lines;
  if (lines_are_records(text) && index_lines(text, marks, lines)) return lines;
  marks.clear();
  State state{text, marks, returns_, 0, 0, {}};
  const bool by_blocks = fits_blocks_ && !holds_more_than_quotes(text);
  while (state.at < text.size()) {
    if (by_blocks) index_by_blocks(state);
    if (state.at < text.size() && !index_by_finder(state)) break;
  }
  return state.summary;
}

bool RecordIndexer::lines_are_records(std::string_view text) const {
  constexpr std::size_t kMaxReturns = 1;
  return fits_blocks_ && !has_idle_lines_ && !escape_ &&
         returns_ <= kMaxReturns &&
         (!has_quote_ || text.find(quote_) == std::string_view::npos);
}

bool RecordIndexer::holds_more_than_quotes(std::string_view text) const {
  return (escape_ && text.find(*escape_) != std::string_view::npos) ||
         (comment_ && text.find(*comment_) != std::string_view::npos);
}

bool RecordIndexer::index_by_finder(State& state) const {
  const char* const begin = state.text.data() + state.record_begin();
  const char* const end = state.text.data() + state.text.size();
  const char* const next = finder_.find(begin, end).next;
  if (next == nullptr) return false;
  state.at = static_cast<std::size_t>(next - state.text.data());
  state.open_lines =
      static_cast<std::uint64_t>(std::count(begin, next, line_end_));
  if (!has_idle_lines_) {
    state.mark(state.at);
    return true;
  }
  state.summary.count_idle({begin, static_cast<std::size_t>(next - begin)},
                           syntax_);
  state.add(state.at);
  return true;
}

// Marks the records that end in the block at state.at.
void RecordIndexer::mark_ends(State& state, std::uint64_t line_ends,
                              std::uint64_t record_ends) {
  const bool one_line_each = line_ends == record_ends;
  std::uint64_t counted = 0;  // the line ends up to the last mark
  for (std::uint64_t ends = record_ends; ends != 0; ends &= ends - 1) {
    const auto bit = static_cast<unsigned>(std::countr_zero(ends));
    if (one_line_each) {
      ++state.open_lines;
    } else {
      const std::uint64_t up_to = line_ends & ((std::uint64_t{2} << bit) - 1);
      state.open_lines += count_of(up_to & ~counted);
      counted = up_to;
    }
    state.mark(state.at + bit + 1);
  }
  if (one_line_each) return;
  state.open_lines += count_of(line_ends & ~counted);
}

void RecordIndexer::index_by_blocks(State& state) const {
  QuoteParity parity;
  std::uint64_t field_starts = 1;  // bit 0: a field may start at the next byte
  TextBlocks blocks(state.text, state.at);
  while (blocks.has_next()) {
    const char* const block = blocks.next();
    const std::uint64_t line_ends = positions_of(line_end_, block);
    std::uint64_t record_ends = line_ends;
    if (has_quote_) {
      const std::uint64_t quotes = positions_of(quote_, block);
      const std::uint64_t delimiters = positions_of(delimiter_, block);
      const std::uint64_t quoted = parity.quoted(quotes);
      record_ends = line_ends & ~quoted;
      // A doubled quote looks like a field that closes and opens again.
      const std::uint64_t before_field =
          (delimiters & ~quoted) | record_ends | (quotes & ~quoted);
      const std::uint64_t may_open = before_field << 1 | field_starts;
      if ((quotes & quoted & ~may_open) != 0) return;
      field_starts = before_field >> 63;
    }
    mark_ends(state, line_ends, record_ends);
    state.at = std::min(blocks.at(), state.text.size());
  }
}

bool RecordIndexer::index_lines(std::string_view text,
                                std::vector<RecordMark>& marks,
                                Summary& summary) const {
  constexpr std::size_t kStep = 4;
  constexpr std::size_t kNewMarks = 1024;  // at a time; by taste
  std::uint64_t line_starts = 1;  // bit 0: a line starts at the next byte
  // Bit 0: of the line that goes on with the next byte, a CR is all so far.
  std::uint64_t after_return = 0;
  std::size_t lines = 0;
  summary = {};
  TextBlocks blocks(text);
  while (blocks.has_next()) {
    const std::size_t at = blocks.at();
    const char* const block = blocks.next();
    const std::uint64_t ends = positions_of(line_end_, block);
    const std::uint64_t starts = ends << 1 | line_starts;
    if ((starts & positions_of(kByteOrderMark[0], block)) != 0) return false;
    const std::uint64_t returns =
        returns_ == 0 ? 0 : starts & positions_of('\r', block);
    summary.blank_lines +=
        count_of(ends & (starts | returns << 1 | after_return));
    line_starts = ends >> 63;
    after_return = returns >> 63;
    if (marks.size() < lines + kMaskBytes + kStep) {
      marks.resize(lines + kNewMarks);
    }
    RecordMark* const out = marks.data() + lines;
    lines += put_positions<kStep>(ends, [&](std::size_t i, std::size_t place) {
      out[i] = {static_cast<std::uint32_t>(at + place + 1), 1};
    });
  }
  marks.resize(lines);
  summary.lines = lines;
  summary.has_no_quote = true;
  return true;
}

}  // namespace csvimport
