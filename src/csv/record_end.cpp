#include "csv/record_end.hpp"

#include <cstring>

namespace csvimport {
namespace {

const char* find_byte(const char* begin, const char* end, char byte) {
  return static_cast<const char*>(
      std::memchr(begin, byte, static_cast<std::size_t>(end - begin)));
}

RecordEndFinder::End end_at(const char* line_end) {
  return {line_end == nullptr ? nullptr : line_end + 1, nullptr};
}

}  // namespace

RecordEndFinder::RecordEndFinder(const Dialect& dialect)
    : delimiter_(dialect.delimiter),
      has_quote_(dialect.quote.has_value()),
      quote_(dialect.quote.value_or('\0').first_byte()),
      line_end_(dialect.line_end_byte()),
      has_comments_(dialect.comment.has_value()),
      needs_syntax_(dialect.escape || dialect.drops_blanks() ||
                    (dialect.quote && dialect.quote->size() > 1)),
      syntax_(dialect) {}

RecordEndFinder::End RecordEndFinder::find(const char* begin,
                                           const char* end) const {
  const std::string_view text =
      without_byte_order_marks({begin, static_cast<std::size_t>(end - begin)});
  begin = text.data();
  if (has_comments_ && syntax_.is_comment(text)) {
    return end_at(find_byte(begin, end, line_end_));
  }
  if (needs_syntax_) return find_by_syntax(begin, end);
  if (!has_quote_) return end_at(find_byte(begin, end, line_end_));
  return delimiter_.size() == 1 ? find_by_quotes(begin, end)
                                : find_by_fields(begin, end);
}

const char* RecordEndFinder::after_closing_quote(const char* text,
                                                 const char* end) const {
  for (;;) {
    const char* const quote = find_byte(text, end, quote_);
    if (quote == nullptr) return nullptr;
    if (quote + 1 == end || quote[1] != quote_) return quote + 1;
    text = quote + 2;
  }
}

// With a delimiter of one byte, the byte before a quote tells whether a field
// starts there, so all that is no quote and no line end is jumped over.
RecordEndFinder::End RecordEndFinder::find_by_quotes(const char* begin,
                                                     const char* end) const {
  const char* at = begin;
  const char* line_end = find_byte(at, end, line_end_);
  for (;;) {
    const char* const limit = line_end == nullptr ? end : line_end;
    const char* quote = find_byte(at, limit, quote_);
    if (quote == nullptr) return end_at(line_end);
    at = quote + 1;
    if (quote != begin && quote[-1] != delimiter_[0]) continue;
    at = after_closing_quote(quote + 1, end);
    if (at == nullptr) return {nullptr, quote};
    if (line_end != nullptr && line_end < at) {
      line_end = find_byte(at, end, line_end_);
    }
  }
}

RecordEndFinder::End RecordEndFinder::find_by_fields(const char* begin,
                                                     const char* end) const {
  const char* field = begin;
  const char* line_end = find_byte(begin, end, line_end_);
  for (;;) {
    const char* at = field;
    if (at != end && *at == quote_) {
      at = after_closing_quote(field + 1, end);
      if (at == nullptr) return {nullptr, field};
    }
    if (line_end != nullptr && line_end < at) {
      line_end = find_byte(at, end, line_end_);
    }
    const char* const limit = line_end == nullptr ? end : line_end;
    const std::string_view rest(at, static_cast<std::size_t>(limit - at));
    const std::size_t delimiter = rest.find(delimiter_);
    if (delimiter == std::string_view::npos) return end_at(line_end);
    field = at + delimiter + delimiter_.size();
  }
}

RecordEndFinder::End RecordEndFinder::find_by_syntax(const char* begin,
                                                     const char* end) const {
  const char* at = begin;
  for (;;) {
    at = syntax_.after_padding(at, end);
    if (syntax_.quote_at(at, end)) {
      const char* const quote = at;
      at = syntax_.after_closing_quote(quote + syntax_.quote_size(), end);
      if (at == nullptr) return {nullptr, quote};
    }
    at = syntax_.text_end(at, end);
    if (at == end) return {nullptr, nullptr};
    if (*at == line_end_) return end_at(at);
    at += delimiter_.size();
  }
}

const char* RecordEndFinder::find_by_quotes_of_line(
    const char* begin, const char* end,
    Syntax::AfterQuotes after_quotes) const {
  const char* at = begin;
  for (;;) {
    at = syntax_.after_padding(at, end);
    const char* const closed = (syntax_.*after_quotes)(at, end);
    at = syntax_.text_end(closed == nullptr ? at : closed, end);
    if (at == end) return nullptr;
    if (*at == line_end_) return at + 1;
    at += delimiter_.size();
  }
}

}  // namespace csvimport
