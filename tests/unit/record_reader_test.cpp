#include "csv/record_reader.hpp"

#include "read_records.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
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

TEST(RecordReaderTest, EndsAtItsLimitInBatchesOfAnySize) {
  const ManyRecords many;
  for (const std::size_t bytes : {1U, 300U, 20'000U}) {
    for (const std::size_t limit : {0U, 1U, 7U, 100U, 1'000'000U}) {
      ReaderLimits limits;
      limits.batch_bytes = bytes;
      RecordReader reader = reader_of(many.text, limits);
      reader.set_limit(limit);
      std::vector<ReadRecord> first = many.records;
      first.resize(std::min(limit, first.size()));
      EXPECT_EQ(read_all(reader), first);
      EXPECT_EQ(reader.records_read(), first.size());
      EXPECT_TRUE(reader.has_ended());
    }
  }
}

TEST(RecordReaderTest, PeeksUpToItsLimit) {
  RecordReader reader = reader_of("a\nb\n\nc\n");
  reader.set_limit(2);
  EXPECT_EQ(reader.peek(100'000).size(), 1);
  EXPECT_EQ(reader.records_read(), 2);
  EXPECT_EQ(read_all(reader),
            (std::vector<ReadRecord>{{"a\n", 1, 1}, {"b\n", 2, 2}}));
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

TEST(RecordReaderTest, CountsBlankLinesAsRecordsWhereTheyAre) {
  for (const char* const text : {"a\n\nb\n\r\n", "\"a\"\n\nb\n\r\n"}) {
    Reading reading;
    reading.blank_lines_are_records = true;
    const std::optional<Batch> batch = reader_of(text, reading).next();
    ASSERT_TRUE(batch.has_value());
    EXPECT_EQ(batch->records, 4U);
  }
}

// Whatever number of them comes in a batch.
TEST(RecordReaderTest, RemembersTheBlankLinesBeforeTheFirstRecord) {
  Reading reading;
  reading.bytes_per_read = 1000;
  reading.dialect.comment = "#";
  reading.limits.max_record_bytes = 10;
  reading.blank_lines_are_records = true;
  for (const std::size_t bytes : {1U, 7U, 100'000U}) {
    reading.limits.batch_bytes = bytes;
    const std::string lines(5'000, '\n');
    HeaderReader header = header_of("#\n" + lines + "#\na\n\nb\n", reading);
    const auto first = header.look();
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->line, 5'003U);
    RecordReader reader = reader_behind(std::move(header), reading);
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
  Reading reading;
  reading.dialect.escape = '\\';
  reading.dialect.comment = "#";
  for (const std::size_t bytes : {1U, 2U, 100U}) {
    reading.bytes_per_read = bytes;
    const auto read = [&](const char* text, std::uint64_t lines_to_skip = 0) {
      reading.lines_to_skip = lines_to_skip;
      return bytes_of(reader_of(text, reading));
    };
    EXPECT_EQ(read("a\n#\\\n"), "a\n#\\\n");
    EXPECT_EQ(read("a\n#\\\r\n"), "a\n#\\\r\n");
    EXPECT_EQ(read("a\n\\#\\\n"), "a\n\\#\\\n\n");
    EXPECT_EQ(read("\"#\\\n#\\\n", 1), "#\\\n");
  }
}

TEST(RecordReaderTest, EndsNoLineTwiceBehindAQuoteThatIsACharacter) {
  Reading reading;
  reading.dialect.escape = '\\';
  reading.dialect.comment = "#";
  reading.lenient_width = 1;
  for (const std::size_t bytes : {1U, 2U, 100U}) {
    reading.bytes_per_read = bytes;
    const auto read = [&](const char* text) {
      return bytes_of(reader_of(text, reading));
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
  Reading reading;
  reading.dialect.comment = "#";
  for (const bool blank_lines_are_records : {false, true}) {
    reading.blank_lines_are_records = blank_lines_are_records;
    const std::optional<Batch> batch =
        reader_of("a\n#\"\n\nb\n#", reading).next();
    ASSERT_TRUE(batch.has_value());
    EXPECT_EQ(batch->records, blank_lines_are_records ? 3U : 2U);
    EXPECT_EQ(batch->marks.size(), 5U);
  }
}

TEST(RecordReaderTest, CutsAtCarriageReturnsWhereTheyEndLines) {
  Reading reading;
  reading.dialect.line_end = LineEnd::kCr;
  const std::optional<Batch> batch =
      reader_of("a\r\r\"b\r\"\rc", reading).next();
  ASSERT_TRUE(batch.has_value());
  EXPECT_EQ(std::string(batch->bytes.data(), batch->bytes.size()),
            "a\r\r\"b\r\"\rc\r");
  EXPECT_EQ(batch->records, 3U);
}

// Wherever the text ends, the whole records are those of the longer one, and
// what follows them is told.
TEST(RecordReaderTest, LeavesAnOpenRecord) {
  const std::string text = "a,b\n1,\"x\ny\"\r\n\n2,y\n\"z\"\"\n\",3\n";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    for (const std::size_t batch_bytes : {1U, 300U}) {
      SCOPED_TRACE(size);
      ReaderLimits limits;
      limits.batch_bytes = batch_bytes;
      limits.leaves_open_record = true;
      RecordReader reader = reader_of(text.substr(0, size), limits);
      std::uint64_t end = 0;
      while (const std::optional<Batch> batch = reader.next()) {
        end += batch->bytes.size();
      }
      EXPECT_EQ(reader.next(), std::nullopt);
      const std::string open = text.substr(end, size - end);
      EXPECT_EQ(reader.end().open_bytes, open.size());
      EXPECT_EQ(reader.end().open_lines, line_ends(open));
      EXPECT_EQ(reader.end().line, line_ends(text.substr(0, end)) + 1);
      limits.leaves_open_record = false;
      RecordReader behind = reader_of(text.substr(0, end), limits);
      RecordReader whole = reader_of(text, limits);
      const std::vector<ReadRecord> all = read_all(whole);
      const std::vector<ReadRecord> some = read_all(behind);
      EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin()));
      // No whole record is left.
      EXPECT_EQ(
          open.empty() || RecordEndFinder(Dialect())
                                  .find(open.data(), open.data() + open.size())
                                  .next == nullptr,
          true);
    }
  }
}

}  // namespace
}  // namespace csvimport
