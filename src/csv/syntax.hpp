#pragma once

// The meaning of the bytes of a CSV file where they stand: a delimiter, a
// quote, an escaped character, a blank, the end of a field, a comment.

#include "csv/blank.hpp"
#include "csv/byte_order_mark.hpp"
#include "csv/dialect.hpp"

#include <cstddef>
#include <cstring>
#include <string_view>
#include <utility>

namespace csvimport {

// Reads the bytes of one dialect. In all members `at` and `end` bound what is
// there to be read; `end` is no end of a record. Any thread may use one.
class Syntax {
 public:
  explicit Syntax(Dialect dialect)
      : dialect_(std::move(dialect)),
        quote_(dialect_.quote.value_or('\0')),
        quote_size_(dialect_.quote ? quote_.size() : 0) {}

  [[nodiscard]] bool delimiter_at(const char* at, const char* end) const {
    const std::string& delimiter = dialect_.delimiter;
    return static_cast<std::size_t>(end - at) >= delimiter.size() &&
           *at == delimiter[0] &&
           std::memcmp(at, delimiter.data(), delimiter.size()) == 0;
  }
  [[nodiscard]] bool quote_at(const char* at, const char* end) const {
    return at != end && *at == quote_.first_byte() &&
           (quote_size_ == 1 || is_long_quote(at, end));
  }
  // Of the quote, in bytes.
  [[nodiscard]] std::size_t quote_size() const { return quote_size_; }
  [[nodiscard]] bool escape_at(const char* at, const char* end) const {
    return at != end && *at == dialect_.escape;
  }
  // Whether it is dropped around fields, unless it belongs to a delimiter.
  [[nodiscard]] bool is_blank(char byte) const {
    return dialect_.trim && is_blank_byte(byte);
  }

  // Behind what is dropped around fields.
  [[nodiscard]] const char* after_blanks(const char* at, const char* end) const;
  // The same for blanks behind a closing quote, which are never data.
  [[nodiscard]] const char* after_any_blanks(const char* at,
                                             const char* end) const;
  // Where the first character stands of a field that begins at `at`, behind
  // what is dropped before it.
  [[nodiscard]] const char* after_padding(const char* at,
                                          const char* end) const;
  // The byte after the character that the escape at `at` makes literal: a
  // delimiter, a line end with its CRs, or one byte. The escape may be the last
  // byte.
  [[nodiscard]] const char* after_escaped(const char* at,
                                          const char* end) const;
  // The byte after the quote that closes the field whose text starts at `at`;
  // null if none does.
  [[nodiscard]] const char* after_closing_quote(const char* at,
                                                const char* end) const;
  // The same for the field that starts at `at`, a quote or not, if nothing but
  // blanks stand between the quote that closes it and a delimiter or `end`;
  // null if something does.
  [[nodiscard]] const char* after_clean_quotes(const char* at,
                                               const char* end) const;
  // The same, where quotes before other text are data.
  [[nodiscard]] const char* after_outer_quotes(const char* at,
                                               const char* end) const;
  // Either of these two.
  using AfterQuotes = const char* (Syntax::*)(const char*, const char*) const;
  // Whether a quote that stands in a field at `at` is the outer one that closes
  // it.
  [[nodiscard]] bool closes_field(const char* at, const char* end) const {
    const char* const next = after_any_blanks(at + quote_size_, end);
    return next == end || delimiter_at(next, end);
  }
  // The delimiter or line end that ends the unquoted text at `at`; `end` if
  // none does.
  [[nodiscard]] const char* text_end(const char* at, const char* end) const {
    const char line_end = dialect_.line_end_byte();
    return text_end(at, end, line_end, line_end);
  }
  // The same where either byte is taken for a line end.
  [[nodiscard]] const char* text_end(const char* at, const char* end,
                                     char line_end, char other_line_end) const;

  // Whether a line, or what starts with one, is a comment, if it stands where a
  // record would begin.
  [[nodiscard]] bool is_comment(std::string_view line) const {
    if (!dialect_.comment) return false;
    line = without_byte_order_marks(line);
    const char* const end = line.data() + line.size();
    const char* const at = after_blanks(line.data(), end);
    return std::string_view(at, static_cast<std::size_t>(end - at))
        .starts_with(*dialect_.comment);
  }
  // Whether there is anything but blanks that are dropped: behind a closing
  // quote, up to where its field ends, that is text which breaks the rules.
  [[nodiscard]] bool has_text(const char* at, const char* end) const {
    return after_blanks(at, end) != end;
  }
  // Whether a record without its line end has nothing in it.
  [[nodiscard]] bool is_blank(std::string_view record) const {
    record = without_byte_order_marks(record);
    const char* const end = record.data() + record.size();
    return after_padding(record.data(), end) == end;
  }

  // The same of one with its line end.
  [[nodiscard]] bool is_blank_line(std::string_view line) const {
    return is_blank(without_line_end(line, dialect_.line_end));
  }

 private:
  // Whether a quote of several bytes stands there.
  [[nodiscard]] bool is_long_quote(const char* at, const char* end) const {
    return quote_size_ > 1 &&
           std::string_view(at, static_cast<std::size_t>(end - at))
               .starts_with(quote_.bytes());
  }

  Dialect dialect_;
  Quote quote_;
  std::size_t quote_size_;  // 0 where there is none
};

}  // namespace csvimport
