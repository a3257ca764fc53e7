#pragma once

// The end of one record, found byte by byte: the first line end that no quote
// and no escape makes data.

#include "csv/dialect.hpp"
#include "csv/syntax.hpp"

#include <string>
#include <string_view>

namespace csvimport {

// Finds record ends by the rules of RFC 4180 and its dialect: a quote opens a
// quoted field only as the field's first character, a doubled quote inside one
// is a quote, and a line end inside one is data, as is one that is escaped. A
// comment ends as if it were a record. Any thread may use one.
class RecordEndFinder {
 public:
  explicit RecordEndFinder(const Dialect& dialect);

  struct End {
    // The byte after the record's line end; null if the bytes hold no whole
    // record.
    const char* next = nullptr;
    // Where `next` is null: the quote that was open when the bytes ended.
    const char* open_quote = nullptr;
  };

  // The end of the record that starts at `begin`.
  [[nodiscard]] End find(const char* begin, const char* end) const;
  // The same byte where only those quotes open a field behind whose closing one
  // `after_quotes` knows the byte; null if the record is not whole. There are
  // no comments.
  [[nodiscard]] const char* find_by_quotes_of_line(
      const char* begin, const char* end,
      Syntax::AfterQuotes after_quotes) const;

 private:
  [[nodiscard]] End find_by_quotes(const char* begin, const char* end) const;
  [[nodiscard]] End find_by_fields(const char* begin, const char* end) const;
  [[nodiscard]] End find_by_syntax(const char* begin, const char* end) const;
  // The byte after the closing quote of the field whose text starts at `text`,
  // where it is a byte.
  [[nodiscard]] const char* after_closing_quote(const char* text,
                                                const char* end) const;

  std::string delimiter_;
  bool has_quote_;
  char quote_;
  char line_end_;
  bool has_comments_;
  bool needs_syntax_;  // more than bytes tell
  Syntax syntax_;
};

}  // namespace csvimport
