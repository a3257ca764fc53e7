#pragma once

// How a CSV file is written.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

enum class LineEnd {
  kLf,  // LF or CRLF
  kCr,  // CR alone, as old Macs wrote
};

constexpr char byte_of(LineEnd line_end) {
  return line_end == LineEnd::kLf ? '\n' : '\r';
}

// The bytes of a record without its line end, LF, CRLF or CR by `line_end`.
std::string_view without_line_end(std::string_view record, LineEnd line_end);

// The rules that differ from file to file; the others are those of RFC 4180.
struct Dialect {
  std::string delimiter = ",";  // one byte or several, valid UTF-8
  std::optional<char> quote = '"';
  LineEnd line_end = LineEnd::kLf;
  // Makes the next character literal; none of the others.
  std::optional<char> escape = std::nullopt;
  // Spellings of NULL that hold the escape: what an unquoted field that is NULL
  // reads before escapes are taken away.
  std::vector<std::string> escaped_nulls = {};
  bool trim = false;    // drops spaces and tabs around fields
  bool padded = false;  // drops spaces before fields
  // Starts a line that is no record.
  std::optional<char> comment = std::nullopt;

  bool operator==(const Dialect& other) const = default;

  [[nodiscard]] bool drops_blanks() const { return trim || padded; }
  [[nodiscard]] char line_end_byte() const { return byte_of(line_end); }
};

}  // namespace csvimport
