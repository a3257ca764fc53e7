#pragma once

// How a CSV file is written.

#include "csv/quote.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

enum class LineEnd {
  kLf,      // LF or CRLF
  kCr,      // CR alone, as old Macs wrote
  kCrCrLf,  // CR CR LF, as CRLF becomes that is written as a text; or as kLf
};

constexpr char byte_of(LineEnd line_end) {
  return line_end == LineEnd::kCr ? '\r' : '\n';
}

// As many CRs before the byte of a line end belong to it, where they are there.
constexpr std::size_t returns_of(LineEnd line_end) {
  switch (line_end) {
    case LineEnd::kCr:
      return 0;
    case LineEnd::kLf:
      return 1;
    case LineEnd::kCrCrLf:
      return 2;
  }
  return 0;
}

// Where a text ends before a line end's byte at `at`: before the CRs, among the
// bytes from `begin` on, that belong to it, `returns` at most.
template <typename Char>
constexpr Char* before_returns(Char* begin, Char* at, std::size_t returns) {
  for (; returns > 0 && at != begin && at[-1] == '\r'; --returns) --at;
  return at;
}

// What may end a line that is skipped, beside CR LF. Where records end at CR,
// the lines before them may end otherwise.
constexpr std::string_view ends_of_skipped_lines(LineEnd line_end) {
  return line_end == LineEnd::kCr ? "\r\n" : "\n";
}

// The bytes of a record without its line end.
std::string_view without_line_end(std::string_view record, LineEnd line_end);

// Whether a comment, if there are any, starts with `byte`.
inline bool starts_comment(const std::optional<std::string>& comment,
                           char byte) {
  return comment && comment->starts_with(byte);
}

// The rules that differ from file to file; the others are those of RFC 4180.
struct Dialect {
  std::string delimiter = ",";  // one byte or several, valid UTF-8
  std::optional<Quote> quote = '"';
  LineEnd line_end = LineEnd::kLf;
  // Makes the next character literal, but for c_escapes. It is no other
  // character of the dialect.
  std::optional<char> escape = std::nullopt;
  // Escapes before letters and numbers stand for bytes, as c_escape() says. No
  // delimiter starts with a letter or digit then, and the quote is none.
  bool c_escapes = false;
  // Spellings of NULL that hold the escape: what an unquoted field that is NULL
  // reads before escapes are taken away, or a quoted one where that may be.
  std::vector<std::string> escaped_nulls = {};
  bool nulls_may_be_quoted = false;
  bool trim = false;                 // drops spaces and tabs around fields
  bool skips_initial_space = false;  // before each field
  // Starts a line that is no record.
  std::optional<std::string> comment = std::nullopt;

  bool operator==(const Dialect& other) const = default;

  [[nodiscard]] bool drops_blanks() const {
    return trim || skips_initial_space;
  }
  [[nodiscard]] char line_end_byte() const { return byte_of(line_end); }
};

}  // namespace csvimport
