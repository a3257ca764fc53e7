#include "csv/lenient_reading.hpp"

#include "csv/byte_order_mark.hpp"
#include "csv/record_limit.hpp"

namespace csvimport {
namespace {

constexpr std::size_t kLongestLineEnd = 3;  // bytes

}  // namespace

LenientReading::LenientReading(const Dialect& dialect, std::size_t width,
                               std::size_t max_record_bytes)
    : syntax_(dialect),
      line_end_kind_(dialect.line_end),
      line_end_(dialect.line_end_byte()),
      returns_(returns_of(dialect.line_end)),
      delimiter_size_(dialect.delimiter.size()),
      width_(width),
      max_bytes_(max_record_bytes) {}

LenientReading::Record LenientReading::find(std::string_view text,
                                            bool is_all) const {
  const std::size_t enough = max_bytes_ + kLongestLineEnd;
  if (text.size() >= enough) {
    text = text.substr(0, enough);
    is_all = true;
  }
  const Bytes bytes{text, without_byte_order_marks(text).data(), End::kOfBytes};
  Walk by_quotes = walk_quotes(bytes.begin, bytes.end(), bytes.kind);
  const bool is_cut = by_quotes.next == nullptr && !by_quotes.is_overfull;
  if (is_cut && !is_all) return {};
  hold_to_limit(by_quotes, bytes);
  return chosen(by_quotes, bytes);
}

QuoteReading LenientReading::read(std::string_view text) const {
  const Bytes bytes{text, text.data(), End::kOfRecord};
  return chosen(walk_quotes(bytes.begin, bytes.end(), bytes.kind), bytes)
      .quotes;
}

void LenientReading::hold_to_limit(Walk& walk, const Bytes& bytes) const {
  if (walk.next == nullptr) return;
  const char* const begin = bytes.text.data();
  const std::string_view record(begin,
                                static_cast<std::size_t>(walk.next - begin));
  if (is_too_long(record, line_end_kind_, max_bytes_)) walk.next = nullptr;
}

LenientReading::Record LenientReading::chosen(const Walk& by_quotes,
                                              const Bytes& bytes) const {
  const Record all{by_quotes.next, QuoteReading::kKeepText};
  const bool is_clean = by_quotes.next != nullptr && !by_quotes.has_text_behind;
  if (is_clean && fits(by_quotes)) return all;
  const Walk outer = walk_line(bytes, &Syntax::after_outer_quotes);
  if (outer.next != nullptr && !outer.is_open && fits(outer)) {
    return {outer.next, QuoteReading::kOuter};
  }
  const Walk by_line = walk_line(bytes, &Syntax::after_clean_quotes);
  const Record line{by_line.next, QuoteReading::kWithinLine};
  if (by_quotes.next == nullptr) return line;
  const char* const late_line = by_quotes.late_line;
  if (fits(by_quotes) && late_line == nullptr) return all;
  if (fits(by_line)) return line;
  if (fits(by_quotes)) return is_record(late_line, all.next) ? line : all;
  return late_line != nullptr || by_quotes.is_overfull ? line : all;
}

bool LenientReading::is_record(const char* line, const char* end) const {
  const std::string_view text =
      without_byte_order_marks({line, static_cast<std::size_t>(end - line)});
  if (syntax_.is_comment(text)) return false;
  const Walk walk = walk_quotes(text.data(), end, End::kOfRecord);
  return walk.next == end && fits(walk) && !walk.has_text_behind &&
         !walk.has_stray_quote;
}

LenientReading::FieldEnd LenientReading::field_end(const char* at,
                                                   const char* end) const {
  const char* const stop = syntax_.text_end(at, end);
  const bool is_line_end = stop != end && *stop == line_end_;
  return {is_line_end ? before_returns(at, stop, returns_) : stop, stop};
}

LenientReading::Walk LenientReading::walk_quotes(const char* begin,
                                                 const char* end,
                                                 End kind) const {
  Walk walk;
  bool is_multiline = false;
  const char* at = begin;
  for (;;) {
    ++walk.fields;
    at = syntax_.after_padding(at, end);
    bool has_content = false;
    if (syntax_.quote_at(at, end)) {
      const char* const text = at + syntax_.quote_size();
      at = syntax_.after_closing_quote(text, end);
      if (at == nullptr) return walk;
      const bool spans_lines = line_end(text, at) != at;
      const FieldEnd field = field_end(at, end);
      const bool text_follows =
          syntax_.after_any_blanks(at, field.text_end) != field.text_end;
      walk.has_text_behind |= text_follows;
      if (text_follows && spans_lines && walk.late_line == nullptr) {
        walk.late_line = last_line(text, at);
      }
      is_multiline |= spans_lines;
      has_content = text_follows || at != text + syntax_.quote_size();
      at = field.at;
    } else {
      const FieldEnd field = field_end(at, end);
      has_content = syntax_.has_text(at, field.text_end);
      walk.has_stray_quote |= has_quote(at, field.text_end);
      at = field.at;
    }
    if (at == end && kind == End::kOfBytes) return walk;
    walk.is_overfull |= has_content && walk.fields > width_;
    // Whatever follows, this will not be the reading.
    if (walk.is_overfull && is_multiline) return walk;
    if (at == end) {
      walk.next = end;
      return walk;
    }
    if (*at == line_end_) {
      walk.next = at + 1;
      return walk;
    }
    at += delimiter_size_;
  }
}

LenientReading::Walk LenientReading::walk_line(
    const Bytes& bytes, Syntax::AfterQuotes after_quotes) const {
  const char* const stop = line_end(bytes.begin, bytes.end());
  const bool has_end = stop != bytes.end();
  Walk walk;
  if (has_end) {
    walk.next = stop + 1;
  } else if (bytes.kind == End::kOfRecord) {
    walk.next = stop;
  }
  hold_to_limit(walk, bytes);
  const char* at = bytes.begin;
  const char* const end = has_end ? before_returns(at, stop, returns_) : stop;
  for (;;) {
    ++walk.fields;
    at = syntax_.after_padding(at, end);
    const char* const closed = (syntax_.*after_quotes)(at, end);
    walk.is_open |= closed == nullptr && syntax_.quote_at(at, end);
    const char* const field_end =
        syntax_.text_end(closed == nullptr ? at : closed, end);
    const bool has_content = closed == nullptr
                                 ? syntax_.has_text(at, field_end)
                                 : closed != at + 2 * syntax_.quote_size();
    walk.is_overfull |= has_content && walk.fields > width_;
    at = field_end;
    if (at == end) return walk;
    at += delimiter_size_;
  }
}

const char* LenientReading::line_end(const char* at, const char* end) const {
  while (at != end && *at != line_end_) {
    at = syntax_.escape_at(at, end) ? syntax_.after_escaped(at, end) : at + 1;
  }
  return at;
}

const char* LenientReading::last_line(const char* at, const char* end) const {
  for (const char* next = at; next != end; ++next) {
    next = line_end(next, end);
    if (next == end) break;
    at = next + 1;
  }
  return at;
}

bool LenientReading::has_quote(const char* at, const char* end) const {
  while (at != end && !syntax_.quote_at(at, end)) {
    at = syntax_.escape_at(at, end) ? syntax_.after_escaped(at, end) : at + 1;
  }
  return at != end;
}

}  // namespace csvimport
