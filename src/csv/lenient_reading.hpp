#pragma once

// The lenient reading of a record: where one that may break the rules ends, and
// which of its quotes open a field.

#include "csv/dialect.hpp"
#include "csv/syntax.hpp"

#include <cstddef>
#include <string_view>

namespace csvimport {

// Which quotes at the start of a field enclose it.
enum class QuoteReading {
  // All, as in RFC 4180. Text behind a closing quote is an error.
  kStrict,
  // All; text behind a closing quote, but for blanks, belongs to the field.
  kKeepText,
  // All, up to the quote in the same line that a delimiter or the line's end
  // follows; quotes before other text are data. The record is that line.
  kOuter,
  // Those that close in the same line with nothing behind them; the others are
  // ordinary characters. The record is that line.
  kWithinLine,
};

// Reads a record that may break the rules in the way that makes most sense of
// it. Of these readings it is the first that holds:
//
// 1. kKeepText, if all quotes close with no text behind them, and the record
//    has the right number of fields;
// 2. kOuter, if all quotes that open a field have their outer one, and the line
//    has that number;
// 3. kKeepText, if all quotes close, those with text behind them in the line
//    where they opened, and the record has that number;
// 4. kWithinLine, if the line has that number;
// 5. kKeepText, if all quotes close and the record has that number, unless the
//    line where a quote closes with text behind it, which opened in another,
//    begins a record that keeps the rules, has that number, and ends where this
//    one does;
// 6. kKeepText, if the quotes are as in 3 and the record has fewer fields;
// 7. kWithinLine.
//
// Empty fields beyond the number do not count.
//
// What it comes to depends on the record and what follows it within the limit,
// and on nothing else; and reading the record alone, once its end is known,
// gives the same. Any thread may use one.
class LenientReading {
 public:
  // Records are to have `width` fields, at least 1, and `max_record_bytes` at
  // most.
  LenientReading(const Dialect& dialect, std::size_t width,
                 std::size_t max_record_bytes);

  struct Record {
    // The byte after its line end; null if there is none: more bytes are
    // needed, or, if there are none or the limit is reached, the line is too
    // long.
    const char* next = nullptr;
    QuoteReading quotes = QuoteReading::kKeepText;
  };
  // The record that the text starts with, behind byte-order marks if it has
  // any. The text is all that there is if `is_all` says so. Comments and blank
  // lines are none.
  [[nodiscard]] Record find(std::string_view text, bool is_all) const;

  // How to read the record whose text, without a line end, this is.
  [[nodiscard]] QuoteReading read(std::string_view text) const;

 private:
  // What stops a walk at the end of the bytes.
  enum class End { kOfBytes, kOfRecord };

  // What the readings are of.
  struct Bytes {
    std::string_view text;  // with its byte-order marks
    const char* begin;      // behind them
    End kind;

    [[nodiscard]] const char* end() const { return text.data() + text.size(); }
  };

  // A record as one reading sees it.
  struct Walk {
    const char* next = nullptr;  // null if it does not end
    std::size_t fields = 0;
    bool has_text_behind = false;  // a closing quote
    // Behind one in a later line than the other: where the line begins that the
    // first such one closes in; null if there is none.
    const char* late_line = nullptr;
    bool has_stray_quote = false;  // in a field that none encloses
    bool is_open = false;          // a quote has no outer one
    bool is_overfull = false;      // a field beyond the width is not empty
  };
  [[nodiscard]] Walk walk_quotes(const char* begin, const char* end,
                                 End kind) const;
  // Whether a record ends at `end` that begins at `line`, in a later line than
  // the one that a walk found: with the right number of fields, and no text
  // behind quotes or quotes astray.
  [[nodiscard]] bool is_record(const char* line, const char* end) const;
  // By the quotes that `after_quotes` says the enclosed fields end behind, null
  // for a quote that is data.
  [[nodiscard]] Walk walk_line(const Bytes& bytes,
                               Syntax::AfterQuotes after_quotes) const;
  // The first line end that is not escaped; `end` if there is none.
  [[nodiscard]] const char* line_end(const char* at, const char* end) const;
  // Where the last line of the text begins.
  [[nodiscard]] const char* last_line(const char* at, const char* end) const;
  [[nodiscard]] bool has_quote(const char* at, const char* end) const;
  [[nodiscard]] bool fits(const Walk& walk) const {
    return walk.fields >= width_ && !walk.is_overfull;
  }
  // Takes the end from a record that is too long.
  void hold_to_limit(Walk& walk, const Bytes& bytes) const;
  // What the readings of the bytes come to, of which by_quotes is known.
  [[nodiscard]] Record chosen(const Walk& by_quotes, const Bytes& bytes) const;
  // Where the text of a field ends that goes on at `at`: before its delimiter
  // or line end with its CRs.
  struct FieldEnd {
    const char* text_end;
    const char* at;  // the delimiter, the line end, or the end
  };
  [[nodiscard]] FieldEnd field_end(const char* at, const char* end) const;

  Syntax syntax_;
  LineEnd line_end_kind_;
  char line_end_;
  std::size_t returns_;  // CRs that belong to a line end, at most
  std::size_t delimiter_size_;
  std::size_t width_;
  std::size_t max_bytes_;  // of a record, less its line end
};

}  // namespace csvimport
