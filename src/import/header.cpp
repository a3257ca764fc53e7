#include "import/header.hpp"

#include "base/input_error.hpp"
#include "csv/encoding.hpp"
#include "csv/field_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace csvimport {
namespace {

// SQLite's limit (SQLITE_MAX_COLUMN).
constexpr std::size_t kMaxColumns = 2000;

// Throws ImportError unless the bytes are those of a text.
void check_bytes(const Location& where, std::string_view text,
                 const std::string& encoding) {
  const std::size_t invalid = find_invalid_utf8(text);
  const std::size_t at = std::min(invalid, text.find('\0'));
  if (at == text.size()) return;
  if (text[at] != '\0') {
    throw ImportError(where, invalid_byte_problem(text.substr(at), encoding));
  }
  std::string problem = "a NUL byte, which no CSV file should hold";
  if (encoding.empty()) {
    problem +=
        "; if the file is UTF-16, say so with --encoding UTF-16LE or UTF-16BE";
  }
  throw ImportError(where, problem);
}

}  // namespace

std::vector<std::string> split_first_record(const RecordReader::Record& record,
                                            const Dialect& dialect,
                                            const std::string& input_name,
                                            const std::string& encoding) {
  const Location where{input_name, record.line};
  std::string text(without_line_end(record.bytes, dialect.line_end));
  check_bytes(where, text, encoding);
  std::vector<Field> fields(kMaxColumns);
  const SplitResult split = FieldSplitter(dialect).split(
      text.data(), text.data() + text.size(), true, fields);
  if (split.text_after_quote) {
    throw ImportError(where, "field " +
                                 std::to_string(*split.text_after_quote + 1) +
                                 ": text after the closing quote; a quote "
                                 "inside a quoted field must be doubled");
  }
  if (split.fields > kMaxColumns) {
    throw ImportError(where, std::to_string(split.fields) +
                                 " columns; a SQLite table has at most " +
                                 std::to_string(kMaxColumns));
  }
  std::vector<std::string> values;
  for (std::size_t i = 0; i < split.fields; ++i) {
    values.emplace_back(fields[i].text());
  }
  return values;
}

}  // namespace csvimport
