#include "csv/field_index.hpp"

#include "csv/record_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

using FieldTexts = std::vector<std::string>;

// For each record its fields, those with quotes in angle brackets; none for a
// record of another width.
using RecordFields = std::vector<std::optional<FieldTexts>>;

FieldTexts field_texts(const std::vector<Field>& fields) {
  FieldTexts texts;
  for (const Field& field : fields) {
    const std::string text(field.text());
    texts.push_back(field.quoted ? "<" + text + ">" : text);
  }
  return texts;
}

Batch indexable_batch(std::string_view text, const Dialect& dialect) {
  Batch batch;
  batch.bytes = Buffer(text.size());
  batch.bytes.resize(text.size());
  std::copy(text.begin(), text.end(), batch.bytes.data());
  (void)RecordIndexer(dialect).index(text, batch.marks);
  batch.bytes.resize(batch.marks.empty() ? 0 : batch.marks.back().end);
  batch.has_quote = dialect.quote &&
                    text.find(dialect.quote->bytes()) != std::string_view::npos;
  return batch;
}

// Passes each record of the batch, but blank lines, to `take`: its text, and
// the byte behind its line end.
template <class Take>
void for_each_record(Batch& batch, Take take) {
  char* begin = batch.bytes.data();
  for (const RecordMark& mark : batch.marks) {
    char* const next = batch.bytes.data() + mark.end;
    char* const end = before_returns(begin, next - 1, 1);
    if (begin != end) take(begin, end, next);
    begin = next;
  }
}

// Nullopt where a closer look is due.
std::optional<RecordFields> indexed_records(std::string_view text,
                                            const Dialect& dialect,
                                            std::size_t width) {
  Batch batch = indexable_batch(text, dialect);
  FieldIndex index(dialect, width);
  if (!index.index(batch)) return std::nullopt;
  RecordFields records;
  std::vector<Field> fields(width);
  for_each_record(batch, [&](char* begin, char* end, const char* next) {
    const bool is_taken = index.take(begin, end, next, fields);
    records.push_back(is_taken ? std::optional(field_texts(fields))
                               : std::nullopt);
  });
  return records;
}

// The same by the splitter, which must not find text behind a closing quote.
RecordFields split_records(std::string_view text, const Dialect& dialect,
                           std::size_t width) {
  Batch batch = indexable_batch(text, dialect);
  const FieldSplitter splitter(dialect);
  RecordFields records;
  std::vector<Field> fields(width);
  for_each_record(batch, [&](char* begin, char* end, const char* /*next*/) {
    const SplitResult result =
        splitter.split(begin, end, batch.has_quote, fields);
    EXPECT_FALSE(result.text_after_quote) << text;
    records.push_back(result.fields == width
                          ? std::optional(field_texts(fields))
                          : std::nullopt);
  });
  return records;
}

Dialect dialect_with(char delimiter, std::optional<Quote> quote) {
  Dialect dialect;
  dialect.delimiter = delimiter;
  dialect.quote = quote;
  return dialect;
}

// One of the texts that `alphabet` has, in which every byte means something.
std::string random_bytes(std::mt19937& random, std::string_view alphabet) {
  std::string text(random() % 300, ' ');
  for (char& byte : text) byte = alphabet[random() % alphabet.size()];
  return text + "\n";
}

// Mostly of `width` fields each, some with quotes, at the right places.
std::string random_records(std::mt19937& random, std::size_t width) {
  std::string text;
  for (std::size_t left = random() % 40; left > 0; --left) {
    const std::size_t fields = random() % 20 == 0 ? random() % 6 : width;
    for (std::size_t i = 0; i < fields; ++i) {
      const std::string content(random() % 30, 'x');
      constexpr std::string_view kSpecial[] = {"", "\"\"", ",", "\n", "\r\n"};
      const std::string special(kSpecial[random() % 5]);
      text += i == 0 ? "" : ",";
      text += random() % 3 == 0 ? "\"" + content + special + content + "\""
                                : content;
    }
    text += random() % 10 == 0 ? "\r\n" : "\n";
  }
  return text;
}

// How many of the texts were indexed.
int expect_like_the_splitter(const Dialect& dialect, std::size_t width,
                             const std::vector<std::string>& texts) {
  int count = 0;
  for (const std::string& text : texts) {
    const std::optional<RecordFields> records =
        indexed_records(text, dialect, width);
    if (!records) continue;
    EXPECT_EQ(*records, split_records(text, dialect, width)) << text;
    ++count;
  }
  return count;
}

TEST(FieldIndexTest, TakesTheFieldsOfRecords) {
  const RecordFields records =
      indexed_records("a,\"b, \"\"c\"\"\",\n1,\"\",\"x\ny\"\r\n", {}, 3)
          .value();
  EXPECT_EQ(records[0], (FieldTexts{"a", "<b, \"c\">", ""}));
  EXPECT_EQ(records[1], (FieldTexts{"1", "<>", "<x\ny>"}));
}

TEST(FieldIndexTest, GoesOnBehindARecordOfAnotherWidth) {
  const RecordFields records =
      indexed_records("a,b\nc\n\nd,\"e\"\"\"\n", {}, 2).value();
  EXPECT_EQ(records, (RecordFields{FieldTexts{"a", "b"}, std::nullopt,
                                   FieldTexts{"d", "<e\">"}}));
  EXPECT_FALSE(
      indexed_records("a,b\n1,2,3\n", {}, 2));  // more than there may be
}

TEST(FieldIndexTest, LeavesQuotesElsewhereToTheSplitter) {
  for (const char* const text : {"5\" pipe,b\n", "\"a\" b,c\n", "\"a\"\r,b\n",
                                 "\"a\"\r\r\n", "\xEF\xBB\xBF\"a\",b\n"}) {
    EXPECT_FALSE(indexed_records(text, {}, 2)) << text;
  }
}

TEST(FieldIndexTest, LeavesOtherDialectsToTheSplitter) {
  Dialect with_escape;
  with_escape.escape = '\\';
  Dialect with_blanks;
  with_blanks.trim = true;
  Dialect with_comments;
  with_comments.comment = "#";
  EXPECT_FALSE(indexed_records("a,b\n", with_escape, 2));
  EXPECT_FALSE(indexed_records("a,b\n", with_blanks, 2));
  EXPECT_TRUE(indexed_records("a,b\n", with_comments, 2));
  EXPECT_FALSE(indexed_records("a,\"b\"\n", with_comments, 2));
}

TEST(FieldIndexTest, TakesWhatTheSplitterSplits) {
  std::mt19937 random(11);
  for (const std::size_t width : {1U, 2U, 4U, 9U}) {
    std::vector<std::string> texts(2'000);
    for (std::string& text : texts) text = random_records(random, width);
    EXPECT_GT(expect_like_the_splitter({}, width, texts), 500) << width;
  }
}

TEST(FieldIndexTest, TakesWhatTheSplitterSplitsInAnyText) {
  std::mt19937 random(12);
  const auto expect = [&](const Dialect& dialect, std::string_view alphabet) {
    std::vector<std::string> texts(5'000);
    for (std::string& text : texts) text = random_bytes(random, alphabet);
    for (const std::size_t width : {1U, 2U, 3U}) {
      (void)expect_like_the_splitter(dialect, width, texts);
    }
  };
  expect({}, "a\",\n");
  expect({}, "aaaaaaaaaaaaaaaaaaaa,,,\"\n\r");
  expect({}, "\"\"\"\"\"\",\n");
  expect(dialect_with(';', '\''), "a';\n\r");
  expect(dialect_with('\t', std::nullopt), "a\"\t\n\r");
}

}  // namespace
}  // namespace csvimport
