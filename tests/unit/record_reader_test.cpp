#include "csv/record_reader.hpp"

#include "read_records.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

TEST(RecordReaderTest, GivesTheSameRecordsInBatchesOfAnySize) {
  const ManyRecords many;
  for (std::size_t bytes = 1; bytes < 20'000; bytes += 1 + bytes / 150) {
    SCOPED_TRACE(bytes);
    ReaderLimits limits;
    limits.batch_bytes = bytes;
    RecordReader reader = reader_of(many.text, limits);
    EXPECT_EQ(read_all(reader), many.records);
  }
}

TEST(RecordReaderTest, GivesTheSameRecordsHoweverManyBytesARead) {
  const ManyRecords many;
  for (const std::size_t bytes : {1U, 2U, 3U, 64U, 4095U, 4096U, 4097U}) {
    SCOPED_TRACE(bytes);
    ReaderLimits limits;
    limits.batch_bytes = 300;
    RecordReader reader = reader_of(many.text, limits, bytes);
    EXPECT_EQ(read_all(reader), many.records);
  }
}

TEST(RecordReaderTest, EndsALastRecordThatHasNoEnd) {
  for (const std::size_t length : {1U, 4095U, 4096U, 4097U, 9000U}) {
    SCOPED_TRACE(length);
    const std::string text = "a\n" + std::string(length, 'x');
    RecordReader reader = reader_of(text);
    const std::vector<ReadRecord> expected{{"a\n", 1, 1},
                                           {text.substr(2) + "\n", 2, 2}};
    EXPECT_EQ(read_all(reader), expected);
  }
}

TEST(RecordReaderTest, CutsAShortInputIntoBatchesToo) {
  ReaderLimits limits;
  limits.batch_bytes = 1;
  RecordReader reader = reader_of(
      "\xEF\xBB\xBF"
      "a\nb\n\nc\n",
      limits);
  for (const std::string_view bytes : {"a\n", "b\n", "\n", "c\n"}) {
    const std::optional<Batch> batch = reader.next();
    ASSERT_TRUE(batch.has_value());
    EXPECT_EQ(std::string_view(batch->bytes.data(), batch->bytes.size()),
              bytes);
  }
  EXPECT_FALSE(reader.next().has_value());
}

TEST(RecordReaderTest, SkipsAByteOrderMark) {
  for (const std::size_t bytes_per_read : {1U, 2U, 100U}) {
    RecordReader reader =
        reader_of("\xEF\xBB\xBF\"a\n\"\n", {}, bytes_per_read);
    const std::vector<ReadRecord> expected{{"\"a\n\"\n", 1, 1}};
    EXPECT_EQ(read_all(reader), expected);
  }
}

TEST(RecordReaderTest, HasNoBatchOfAnEmptyInput) {
  RecordReader reader = reader_of("");
  EXPECT_FALSE(reader.first_record().has_value());
  EXPECT_TRUE(reader.peek(100).empty());
  EXPECT_FALSE(reader.next().has_value());
}

TEST(RecordReaderTest, CountsBlankLinesAsRecordsWhereTheyAre) {
  for (const char* const text : {"a\n\nb\n\r\n", "\"a\"\n\nb\n\r\n"}) {
    RecordReader reader = reader_of(text);
    reader.set_blank_lines_are_records(true);
    const std::optional<Batch> batch = reader.next();
    ASSERT_TRUE(batch.has_value());
    EXPECT_EQ(batch->records, 4U);
  }
}

// Whatever number of them comes in a batch.
TEST(RecordReaderTest, RemembersTheBlankLinesBeforeTheFirstRecord) {
  Dialect dialect;
  dialect.comment = '#';
  ReaderLimits limits;
  limits.max_record_bytes = 10;
  for (const std::size_t bytes : {1U, 7U, 100'000U}) {
    limits.batch_bytes = bytes;
    const std::string lines(5'000, '\n');
    RecordReader reader =
        reader_of("#\n" + lines + "#\na\n\nb\n", limits, 1000, dialect);
    const auto first = reader.first_record();
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->line, 5'003U);
    reader.set_blank_lines_are_records(true);
    std::uint64_t records = 0;
    std::uint64_t lines_read = 1;
    while (const std::optional<Batch> batch = reader.next()) {
      const bool is_first = batch->first_record <= 5'000;
      EXPECT_EQ(batch->first_record, records + 1);
      EXPECT_EQ(batch->first_line, lines_read + (is_first ? 1 : 2));
      EXPECT_EQ(batch->marks.size(), batch->records);
      records += batch->records;
      lines_read += batch->records;
    }
    EXPECT_EQ(records, 5'003U);
    EXPECT_EQ(reader.records_read(), 5'003U);
  }
}

TEST(RecordReaderTest, ForgetsTheBlankLinesBeforeAHeader) {
  RecordReader reader = reader_of("\n\na\n\n1\n");
  const auto header = reader.first_record();
  ASSERT_TRUE(header.has_value());
  reader.drop(*header);
  reader.set_blank_lines_are_records(true);
  const std::optional<Batch> batch = reader.next();
  ASSERT_TRUE(batch.has_value());
  EXPECT_EQ(batch->records, 2U);
  EXPECT_EQ(batch->first_line, 4U);
}

TEST(RecordReaderTest, SkipsLinesWhateverIsInThem) {
  RecordReader reader =
      reader_of("made by \"x\n\n" + std::string(9'000, '-') + "\na,b\n1,2\n");
  reader.skip_lines(3);
  const std::vector<ReadRecord> expected{{"a,b\n", 1, 4}, {"1,2\n", 2, 5}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(RecordReaderTest, HasNothingBehindMoreSkippedLinesThanThereAre) {
  RecordReader reader = reader_of("a\nb");
  reader.skip_lines(3);
  EXPECT_FALSE(reader.first_record().has_value());
  EXPECT_FALSE(reader.next().has_value());
}

TEST(RecordReaderTest, LeavesTheFirstRecordInPlace) {
  RecordReader reader = reader_of("\n\r\n\"a\nb\"\r\nc\n");
  const auto first = reader.first_record();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->bytes, "\"a\nb\"\r\n");
  EXPECT_EQ(first->line, 3U);
  const std::vector<ReadRecord> expected{{"\"a\nb\"\r\n", 1, 3}, {"c\n", 2, 5}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(RecordReaderTest, CountsADroppedHeaderAsLinesButNotAsARecord) {
  RecordReader reader = reader_of("\n\"a\nb\"\r\nc\nd\n");
  const auto header = reader.first_record();
  ASSERT_TRUE(header.has_value());
  reader.drop(*header);
  const std::vector<ReadRecord> expected{{"c\n", 1, 4}, {"d\n", 2, 5}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(RecordReaderTest, FindsAFirstRecordOfAnyLength) {
  const std::string header = "\"" + std::string(50'000, '\n') + "\"\n";
  RecordReader reader = reader_of(header + "a\n");
  const auto first = reader.first_record();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->bytes, header);
  reader.drop(*first);
  const std::vector<ReadRecord> expected{{"a\n", 1, 50'002}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(RecordReaderTest, GivesPeekedBatchesAgain) {
  const ManyRecords many;
  ReaderLimits limits;
  limits.batch_bytes = 100;
  RecordReader reader = reader_of(many.text, limits);
  const std::size_t few = reader.peek(5'000).size();
  const std::size_t more = reader.peek(10'000).size();
  EXPECT_LT(few, more);
  EXPECT_EQ(reader.peek(5'000).size(), few);
  EXPECT_EQ(read_all(reader), many.records);
}

TEST(RecordReaderTest, ReadsIntoTheBatchesItIsGiven) {
  ReaderLimits limits;
  limits.batch_bytes = 100;
  RecordReader reader = reader_of("a\n", limits);
  int given = 0;
  reader.set_batch_supply([&] {
    ++given;
    Batch used;
    used.bytes = Buffer(10'000);
    used.bytes.resize(10'000);
    used.marks.resize(7);
    return used;
  });
  const std::optional<Batch> batch = reader.next();
  ASSERT_TRUE(batch.has_value());
  EXPECT_EQ(batch->bytes.size(), 2U);
  EXPECT_EQ(batch->bytes.capacity(), 10'000U);
  EXPECT_EQ(batch->marks.size(), 1U);
  EXPECT_EQ(given, 1);
}

// The bytes of all batches.
std::string bytes_of(RecordReader reader) {
  std::string bytes;
  while (const std::optional<Batch> batch = reader.next()) {
    bytes.append(batch->bytes.data(), batch->bytes.size());
  }
  return bytes;
}

TEST(RecordReaderTest, TakesAnEscapeThatEndsTheInputForALiteralOne) {
  Dialect dialect;
  dialect.escape = '\\';
  for (const std::size_t bytes : {1U, 2U, 100U}) {
    const auto read = [&](const char* text) {
      return bytes_of(reader_of(text, {}, bytes, dialect));
    };
    EXPECT_EQ(read("a\\"), "a\\\\\n");
    EXPECT_EQ(read("a\\\n"), "a\\\n\n");
    EXPECT_EQ(read("a\\\r\n"), "a\\\r\n\n");
    EXPECT_EQ(read("a\\\r"), "a\\\r\r\n");
    EXPECT_EQ(read("a\\\\\n"), "a\\\\\n");
    EXPECT_EQ(read("a\\\\"), "a\\\\\n");
    EXPECT_EQ(read("\\\\\\"), "\\\\\\\\\n");
    EXPECT_EQ(read("a\\\nb"), "a\\\nb\n");
  }
}

TEST(RecordReaderTest, EndsNoCommentTwice) {
  Dialect dialect;
  dialect.escape = '\\';
  dialect.comment = '#';
  for (const std::size_t bytes : {1U, 2U, 100U}) {
    const auto read = [&](const char* text) {
      return bytes_of(reader_of(text, {}, bytes, dialect));
    };
    EXPECT_EQ(read("a\n#\\\n"), "a\n#\\\n");
    EXPECT_EQ(read("a\n#\\\r\n"), "a\n#\\\r\n");
    EXPECT_EQ(read("a\n\\#\\\n"), "a\n\\#\\\n\n");
    RecordReader reader = reader_of("\"#\\\n#\\\n", {}, bytes, dialect);
    reader.skip_lines(1);
    EXPECT_EQ(bytes_of(std::move(reader)), "#\\\n");
  }
}

TEST(RecordReaderTest, EndsNoLineTwiceBehindAQuoteThatIsACharacter) {
  Dialect dialect;
  dialect.escape = '\\';
  dialect.comment = '#';
  for (const std::size_t bytes : {1U, 2U, 100U}) {
    const auto read = [&](const char* text) {
      RecordReader reader = reader_of(text, {}, bytes, dialect);
      reader.read_leniently(1);
      return bytes_of(std::move(reader));
    };
    EXPECT_EQ(read("\"a\nb\\\r\r\n"), "\"a\nb\\\r\r\n");
    EXPECT_EQ(read("\"a\n#\\\n"), "\"a\n#\\\n");
    EXPECT_EQ(read("\"a\nb\\\n"), "\"a\nb\\\n\n");
    EXPECT_EQ(read("\"a\n#\"b\\\n"), "\"a\n#\"b\\\n");
    EXPECT_EQ(read("\"a\n#\",\\\n"), "\"a\n#\",\\\n");
    EXPECT_EQ(read("\"a\n#b\"\\\n"), "\"a\n#b\"\\\n");
  }
}

TEST(RecordReaderTest, CountsCommentsAsLinesButNotAsRecords) {
  Dialect dialect;
  dialect.comment = '#';
  for (const bool blank_lines_are_records : {false, true}) {
    RecordReader reader = reader_of("a\n#\"\n\nb\n#", {}, 100, dialect);
    reader.set_blank_lines_are_records(blank_lines_are_records);
    const std::optional<Batch> batch = reader.next();
    ASSERT_TRUE(batch.has_value());
    EXPECT_EQ(batch->records, blank_lines_are_records ? 3U : 2U);
    EXPECT_EQ(batch->marks.size(), 5U);
  }
}

TEST(RecordReaderTest, SkipsCommentsOfAnyLengthBeforeAHeader) {
  Dialect dialect;
  dialect.comment = '#';
  const std::string text = "\n#\"" + std::string(50'000, '#') + "\n\r\n" +
                           "#\n" + std::string(9'000, '\n') + "a,b\n1,2\n";
  for (const std::size_t bytes : {7U, 100'000U}) {
    RecordReader reader = reader_of(text, {}, bytes, dialect);
    const auto header = reader.first_record();
    ASSERT_TRUE(header.has_value());
    EXPECT_EQ(header->bytes, "a,b\n");
    EXPECT_EQ(header->line, 9'005U);
  }
}

TEST(RecordReaderTest, FindsTheFirstRecordBehindComments) {
  Dialect dialect;
  dialect.comment = '#';
  RecordReader reader = reader_of("#\"\n\n#b\na\n", {}, 100, dialect);
  const auto first = reader.first_record();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->bytes, "a\n");
  EXPECT_EQ(first->line, 4U);
}

TEST(RecordReaderTest, CutsAtCarriageReturnsWhereTheyEndLines) {
  Dialect dialect;
  dialect.line_end = LineEnd::kCr;
  RecordReader reader(std::make_unique<MemorySource>("a\r\r\"b\r\"\rc"),
                      "a.csv", dialect, {});
  const std::optional<Batch> batch = reader.next();
  ASSERT_TRUE(batch.has_value());
  EXPECT_EQ(std::string(batch->bytes.data(), batch->bytes.size()),
            "a\r\r\"b\r\"\rc\r");
  EXPECT_EQ(batch->records, 3U);
}

}  // namespace
}  // namespace csvimport
