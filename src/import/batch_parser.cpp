#include "import/batch_parser.hpp"

#include "base/input_error.hpp"
#include "csv/record_limit.hpp"
#include "csv/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

namespace csvimport {
namespace {

// SQLite's limit on a row (SQLITE_MAX_LENGTH), less what its header may take.
constexpr std::size_t kLargestRecord = 1'000'000'000 - 16'384;

std::uint64_t count(const char* begin, const char* end, char byte) {
  return static_cast<std::uint64_t>(std::count(begin, end, byte));
}

std::string hex_byte(char byte) {
  std::array<char, 5> hex{};
  std::snprintf(hex.data(), hex.size(), "0x%02X",
                static_cast<unsigned char>(byte));
  return hex.data();
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string_view problem_with(ColumnType type, std::string_view text) {
  if (type == ColumnType::kInteger) return " is not a 64-bit integer";
  const bool looks_like_one =
      text.find_first_not_of("0123456789+-.eE") == std::string_view::npos &&
      text.find_first_of("0123456789") != std::string_view::npos;
  return looks_like_one ? " is not a number that REAL keeps as it is"
                        : " is not a number";
}

Dialect ending_at_line_feeds(Dialect dialect) {
  dialect.line_end = LineEnd::kLf;
  return dialect;
}

}  // namespace

BatchParser::BatchParser(const LoadPlan& plan,
                         const std::atomic<bool>& inspect_only)
    : plan_(plan),
      inspect_only_(inspect_only),
      syntax_(plan.dialect),
      may_skip_(plan.dialect.trim || plan.dialect.comment),
      line_feeds_(ending_at_line_feeds(plan.dialect)),
      splitter_(plan.dialect),
      typer_(plan.schema.columns, plan.nulls),
      max_record_bytes_(std::min(plan.max_record_bytes, kLargestRecord)),
      crlf_(plan.dialect.line_end == LineEnd::kLf),
      fields_(plan.schema.columns.size()) {}

bool BatchParser::is_idle(const Record& record) const {
  const std::string_view text(record.begin, text_size(record));
  return syntax_.is_comment(text) ||
         (!plan_.blank_lines_are_records() && syntax_.is_blank(text));
}

bool BatchParser::bytes_are_valid(const Batch& batch) {
  const std::string_view bytes(batch.bytes.data(), batch.bytes.size());
  return bytes.find('\0') == std::string_view::npos && is_valid_utf8(bytes);
}

void BatchParser::check_bytes(const Record& record) {
  const std::string_view text(
      record.begin, static_cast<std::size_t>(record.end - record.begin));
  const std::size_t invalid = find_invalid_utf8(text);
  const std::size_t at = std::min(invalid, text.find('\0'));
  if (at == text.size()) return;
  const std::uint64_t line =
      record.line +
      count(record.begin, record.begin + at, plan_.dialect.line_end_byte());
  if (text[at] == '\0') {
    throw ImportError({plan_.input_name, line},
                      "a NUL byte, which no CSV file should hold");
  }
  throw ImportError({plan_.input_name, line},
                    "byte " + hex_byte(text[at]) +
                        " is not valid UTF-8; convert the file first, such as "
                        "with: iconv -f WINDOWS-1252 -t UTF-8");
}

// In a file that seemed to have CR line ends only, records would run together.
void BatchParser::fail_line_feed(const Record& record) const {
  throw ImportError({plan_.input_name, record.line},
                    "a line feed outside quotes, where lines end at carriage "
                    "returns; make them alike first, such as with: tr '\\r' "
                    "'\\n'");
}

void BatchParser::fail_size(const Record& record) const {
  const Location where{plan_.input_name, record.line};
  if (text_size(record) > kLargestRecord) {
    throw ImportError(where, "the record is longer than SQLite's " +
                                 std::to_string(kLargestRecord) + " bytes");
  }
  fail_too_long(where, {record.begin, text_size(record)}, plan_.dialect,
                plan_.max_record_bytes);
}

void BatchParser::fail_split(const Record& record,
                             const SplitResult& split) const {
  if (split.text_after_quote) {
    const std::size_t index = *split.text_after_quote;
    std::uint64_t line = record.line;
    std::string name = std::to_string(index + 1);
    if (index < fields_.size()) {
      for (const Field& field : std::span(fields_).first(index)) {
        line += count(field.begin, field.end, plan_.dialect.line_end_byte());
      }
      name = quoted_for_message(plan_.schema.columns[index].name);
    }
    throw ImportError({plan_.input_name, line},
                      "column " + name +
                          ": text after the closing quote; a quote inside a "
                          "quoted field must be doubled");
  }
  throw ImportError({plan_.input_name, record.line},
                    "expected " + counted(fields_.size(), "field") + ", got " +
                        std::to_string(split.fields));
}

void BatchParser::fail_misfit(const Record& record, std::size_t column) const {
  const Column& schema = plan_.schema.columns[column];
  throw ImportError(
      {plan_.input_name, record.line},
      "column " + quoted_for_message(schema.name) + ": " +
          quoted_for_message(fields_[column].text()) +
          std::string(problem_with(schema.type, fields_[column].text())));
}

}  // namespace csvimport
