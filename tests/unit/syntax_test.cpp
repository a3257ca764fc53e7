// Records and fields of random bytes, in all dialects, against a plain
// reference.

#include "csv/syntax.hpp"

#include "csv/field_splitter.hpp"
#include "csv/record_index.hpp"
#include "csv/record_reader.hpp"
#include "memory_source.hpp"
#include "reference_parser.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

constexpr std::size_t kTextsPerDialect = 250;

// All that differ in what they have, with delimiters that are blanks, too.
std::vector<Dialect> all_dialects() {
  std::vector<Dialect> dialects;
  for (const char* const delimiter :
       {",", " ", "\t", "~", "x", "||", ", ", " | ", "\t\t", "\xE2\x82\xAC"}) {
    for (const std::optional<Quote>& quote :
         {std::optional<Quote>('"'), std::optional<Quote>('`'),
          std::optional(Quote("\xC3\xBE")), std::optional<Quote>()}) {
      for (unsigned choices = 0; choices < 64; ++choices) {
        Dialect dialect;
        dialect.delimiter = delimiter;
        dialect.quote = quote;
        if ((choices & 1U) != 0) dialect.line_end = LineEnd::kCr;
        if ((choices & 2U) != 0) {
          dialect.escape = '\\';
          dialect.escaped_nulls = {"\\N", "a\\a"};
        }
        dialect.trim = (choices & 4U) != 0;
        if ((choices & 8U) != 0) dialect.comment = quote ? "#" : "##";
        dialect.skips_initial_space = (choices & 16U) != 0;
        dialect.c_escapes = (choices & 32U) != 0;
        if (dialect.c_escapes && (!dialect.escape || *delimiter == 'x'))
          continue;
        dialects.push_back(std::move(dialect));
      }
    }
  }
  return dialects;
}

std::string described(const Dialect& dialect) {
  return "delimiter '" + dialect.delimiter + "', quote " +
         std::string(dialect.quote.value_or('-').bytes()) +
         (dialect.line_end == LineEnd::kCr ? ", CR" : ", LF") +
         (dialect.escape ? ", escape" : "") +
         (dialect.c_escapes ? ", as in C" : "") +
         (dialect.trim ? ", trim" : "") +
         (dialect.skips_initial_space ? ", padded" : "") +
         (dialect.comment ? ", comment" : "");
}

// Bytes that all mean something to one dialect or another.
std::string random_text(std::mt19937& random, const Dialect& dialect) {
  std::vector<std::string> pieces = {
      "a",   "a",  " ",  " ",    "\t", "\\",           "\\",
      "\r",  "\n", "\n", "\r\n", "#",  "\xEF\xBB\xBF", "N",
      "\\N", "\"", "`"};
  for (int i = 0; i < 3; ++i) pieces.push_back(dialect.delimiter);
  if (dialect.delimiter[0] > 0) pieces.emplace_back(1, dialect.delimiter[0]);
  for (int i = 0; i < 3; ++i) {
    pieces.emplace_back(1, dialect.line_end_byte());
    if (dialect.quote) pieces.emplace_back(dialect.quote->bytes());
  }
  if (dialect.quote) pieces.emplace_back(1, dialect.quote->first_byte());
  if (dialect.c_escapes) pieces.insert(pieces.end(), {"n", "101", "xC"});
  const std::size_t count = random() % (random() % 8 == 0 ? 200 : 25);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += pieces[random() % pieces.size()];
  }
  return text;
}

struct SplitField {
  std::string text;
  bool quoted = false;

  bool operator==(const SplitField&) const = default;
};

// A record, a blank line or a comment.
struct SplitLine {
  std::size_t end = 0;    // behind its line end
  std::size_t lines = 0;  // that it takes up
  bool is_comment = false;
  bool is_blank = false;
  std::vector<SplitField> fields;
  std::optional<std::size_t> text_after_quote;

  bool operator==(const SplitLine&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const SplitLine& line) {
    out << "to " << line.end << " in " << line.lines << " lines"
        << (line.is_comment ? ", comment" : "")
        << (line.is_blank ? ", blank" : "");
    for (const SplitField& field : line.fields) {
      out << (field.quoted ? " quoted " : " ")
          << testing::PrintToString(field.text);
    }
    if (line.text_after_quote) {
      out << ", text after quote " << *line.text_after_quote;
    }
    return out;
  }
};

// What the plain reference makes of a text.
struct Expected {
  std::vector<SplitLine> lines;
  std::optional<std::size_t> open_quote;
};
Expected expected_of(const Dialect& dialect, std::string_view text) {
  reference::Rules rules;
  rules.delimiter = dialect.delimiter;
  if (dialect.quote) rules.quote = dialect.quote->bytes();
  if (!dialect.quote) rules.quote.reset();
  rules.escape = dialect.escape;
  rules.c_escapes = dialect.c_escapes;
  rules.comment = dialect.comment;
  rules.trim = dialect.trim;
  rules.skips_initial_space = dialect.skips_initial_space;
  rules.line_end = dialect.line_end_byte();
  Expected expected;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const reference::Record record = reference::take_record(text, rules, begin);
    expected.open_quote = record.open_quote;
    if (!record.has_end) break;
    SplitLine line{
        record.end,
        static_cast<std::size_t>(std::count(
            text.data() + begin, text.data() + record.end, rules.line_end)),
        record.is_comment,
        record.is_blank,
        {},
        record.text_after_quote()};
    for (const reference::Field& field : record.fields) {
      const std::vector<std::string>& nulls = dialect.escaped_nulls;
      const bool is_null =
          !field.quoted &&
          std::find(nulls.begin(), nulls.end(), field.raw) != nulls.end();
      line.fields.push_back({is_null ? "" : field.text, field.quoted});
    }
    expected.lines.push_back(std::move(line));
    begin = record.end;
  }
  return expected;
}

std::vector<SplitField> split(const FieldSplitter& splitter, std::string text,
                              bool has_quote,
                              std::optional<std::size_t>& after_quote) {
  std::vector<Field> fields(text.size() + 1);
  const SplitResult result =
      splitter.split(text.data(), text.data() + text.size(), has_quote, fields);
  after_quote = result.text_after_quote;
  std::vector<SplitField> all;
  for (std::size_t i = 0; i < result.fields; ++i) {
    all.push_back({std::string(fields[i].text()), fields[i].quoted});
  }
  return all;
}

// What the program makes of the text, in the terms of the reference.
std::vector<SplitLine> taken_apart(const Dialect& dialect,
                                   std::string_view text) {
  const Syntax syntax(dialect);
  const FieldSplitter splitter(dialect);
  const bool has_quote = dialect.quote && text.find(dialect.quote->bytes()) !=
                                              std::string_view::npos;
  std::vector<RecordMark> marks;
  const RecordIndexer::Summary summary =
      RecordIndexer(dialect).index(text, marks);
  std::vector<SplitLine> records;
  std::size_t begin = 0;
  std::uint64_t comments = 0;
  std::uint64_t blank_lines = 0;
  for (const RecordMark& mark : marks) {
    const std::string_view record = without_line_end(
        text.substr(begin, mark.end - begin), dialect.line_end);
    SplitLine found{mark.end, mark.lines, syntax.is_comment(record),
                    false,    {},         {}};
    if (!found.is_comment) {
      found.is_blank = syntax.is_blank(record);
      found.fields =
          split(splitter, std::string(without_byte_order_marks(record)),
                has_quote, found.text_after_quote);
    }
    comments += found.is_comment ? 1 : 0;
    blank_lines += found.is_blank ? 1 : 0;
    records.push_back(std::move(found));
    begin = mark.end;
  }
  EXPECT_EQ(summary.comments, comments);
  EXPECT_EQ(summary.blank_lines, blank_lines);
  return records;
}

TEST(SyntaxTest, MeansWhatThePlainReferenceSays) {
  std::mt19937 random(11);
  std::size_t records = 0;
  for (const Dialect& dialect : all_dialects()) {
    SCOPED_TRACE(described(dialect));
    for (std::size_t i = 0; i < kTextsPerDialect; ++i) {
      const std::string text = random_text(random, dialect);
      const Expected expected = expected_of(dialect, text);
      ASSERT_EQ(taken_apart(dialect, text), expected.lines)
          << testing::PrintToString(text);
      const char* const end = text.data() + text.size();
      const char* const rest =
          text.data() +
          (expected.lines.empty() ? 0 : expected.lines.back().end);
      const RecordEndFinder::End found =
          RecordEndFinder(dialect).find(rest, end);
      ASSERT_EQ(found.next, nullptr);
      ASSERT_EQ(found.open_quote, expected.open_quote
                                      ? text.data() + *expected.open_quote
                                      : nullptr)
          << testing::PrintToString(text);
      records += expected.lines.size();
    }
  }
  EXPECT_GT(records, 200'000U);
}

// All that the reader's batches hold, and the error that ends them.
std::string read_in_batches(const Dialect& dialect, const std::string& text,
                            std::size_t batch_bytes, bool has_header) {
  std::string all;
  std::uint64_t records = 1;
  std::uint64_t lines = 1;
  ReaderLimits limits;
  limits.batch_bytes = batch_bytes;
  all += thrown_message<std::exception>([&] {
    const RecordRules rules(dialect, limits);
    HeaderReader start = read_start(
        std::make_unique<MemorySource>(text, batch_bytes), "a.csv", rules);
    if (has_header) {
      const auto header = start.take();
      if (header) {
        all += "header " + std::to_string(header->line) + header->bytes;
      }
    }
    RecordReader reader(std::move(start), rules);
    while (const std::optional<Batch> batch = reader.next()) {
      if (lines == 1) lines = batch->first_line;
      EXPECT_EQ(batch->first_record, records);
      EXPECT_EQ(batch->first_line, lines);
      records += batch->records;
      std::size_t begin = 0;
      for (const RecordMark& mark : batch->marks) {
        all += std::to_string(lines) + ": ";
        all.append(batch->bytes.data() + begin, mark.end - begin);
        lines += mark.lines;
        begin = mark.end;
      }
    }
    throw std::runtime_error(std::to_string(records) + " records");
  });
  return all;
}

TEST(SyntaxTest, IsTheSameInBatchesOfAnySize) {
  std::mt19937 random(12);
  for (const Dialect& dialect : all_dialects()) {
    SCOPED_TRACE(described(dialect));
    for (std::size_t i = 0; i < 30; ++i) {
      const std::string text = random_text(random, dialect);
      const bool has_header = random() % 2 == 0;
      const std::string whole =
          read_in_batches(dialect, text, 10'000, has_header);
      for (const std::size_t bytes : {1U, 2U, 5U, 20U}) {
        ASSERT_EQ(read_in_batches(dialect, text, bytes, has_header), whole)
            << testing::PrintToString(text);
      }
    }
  }
}

}  // namespace
}  // namespace csvimport
