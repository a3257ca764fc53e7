#include "import/header.hpp"

#include "base/input_error.hpp"
#include "csv/field_splitter.hpp"
#include "csv/record_end.hpp"
#include "csv/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace csvimport {
namespace {

// SQLite's limit (SQLITE_MAX_COLUMN).
constexpr std::size_t kMaxColumns = 2000;

bool looks_compressed(std::string_view text) {
  using namespace std::string_view_literals;
  constexpr std::array kMagics = {"\x1F\x8B"sv, "BZh"sv,
                                  "\xFD"
                                  "7zXZ"sv,
                                  "\x28\xB5\x2F\xFD"sv, "PK\x03\x04"sv};
  return std::any_of(kMagics.begin(), kMagics.end(),
                     [&](auto magic) { return text.starts_with(magic); });
}

// Throws ImportError unless the bytes are those of a text.
void check_bytes(const Location& where, std::string_view text) {
  const bool has_nul = text.find('\0') != std::string_view::npos;
  if (!has_nul && is_valid_utf8(text)) return;
  if (looks_compressed(text)) {
    throw ImportError(where,
                      "looks compressed; decompress it first, such as with: "
                      "zcat FILE | csvimport - DATABASE");
  }
  if (has_nul) {
    throw ImportError(where,
                      "a NUL byte, which no CSV file should hold; UTF-16 text "
                      "must be converted to UTF-8 first");
  }
  throw ImportError(where,
                    "not valid UTF-8; convert the file first, such as with: "
                    "iconv -f WINDOWS-1252 -t UTF-8");
}

}  // namespace

std::vector<std::string> split_first_record(const RecordReader::Record& record,
                                            const Dialect& dialect,
                                            const std::string& input_name) {
  const Location where{input_name, record.line};
  std::string text(without_line_end(record.bytes, dialect.line_end));
  check_bytes(where, text);
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
