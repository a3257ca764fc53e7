#include "csv/header_reader.hpp"

#include "read_records.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

TEST(HeaderReaderTest, SkipsAByteOrderMark) {
  Reading reading;
  for (const std::size_t bytes_per_read : {1U, 2U, 100U}) {
    reading.bytes_per_read = bytes_per_read;
    RecordReader reader = reader_of("\xEF\xBB\xBF\"a\n\"\n", reading);
    const std::vector<ReadRecord> expected{{"\"a\n\"\n", 1, 1}};
    EXPECT_EQ(read_all(reader), expected);
  }
}

TEST(HeaderReaderTest, HasNothingOfAnEmptyInput) {
  HeaderReader header = header_of("");
  EXPECT_FALSE(header.look().has_value());
  EXPECT_FALSE(header.take().has_value());
  EXPECT_FALSE(header.has_passed_lines());
  RecordReader reader = reader_behind(std::move(header));
  EXPECT_TRUE(reader.peek(100).empty());
  EXPECT_FALSE(reader.next().has_value());
}

TEST(HeaderReaderTest, ForgetsTheBlankLinesBeforeAHeader) {
  Reading reading;
  reading.blank_lines_are_records = true;
  HeaderReader header = header_of("\n\na\n\n1\n", reading);
  ASSERT_TRUE(header.take().has_value());
  RecordReader reader = reader_behind(std::move(header), reading);
  const std::optional<Batch> batch = reader.next();
  ASSERT_TRUE(batch.has_value());
  EXPECT_EQ(batch->records, 2U);
  EXPECT_EQ(batch->first_line, 4U);
}

TEST(HeaderReaderTest, SkipsLinesWhateverIsInThem) {
  Reading reading;
  reading.lines_to_skip = 3;
  RecordReader reader = reader_of(
      "made by \"x\n\n" + std::string(9'000, '-') + "\na,b\n1,2\n", reading);
  const std::vector<ReadRecord> expected{{"a,b\n", 1, 4}, {"1,2\n", 2, 5}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(HeaderReaderTest, HasNothingBehindMoreSkippedLinesThanThereAre) {
  Reading reading;
  reading.lines_to_skip = 3;
  HeaderReader header = header_of("a\nb", reading);
  EXPECT_FALSE(header.look().has_value());
  EXPECT_FALSE(reader_behind(std::move(header)).next().has_value());
}

TEST(HeaderReaderTest, LeavesInPlaceWhatIsOnlyLookedAt) {
  HeaderReader header = header_of("\n\r\n\"a\nb\"\r\nc\n");
  const auto first = header.look();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->bytes, "\"a\nb\"\r\n");
  EXPECT_EQ(first->line, 3U);
  RecordReader reader = reader_behind(std::move(header));
  const std::vector<ReadRecord> expected{{"\"a\nb\"\r\n", 1, 3}, {"c\n", 2, 5}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(HeaderReaderTest, CountsTheHeaderAsLinesButNotAsARecord) {
  HeaderReader header = header_of("\n\"a\nb\"\r\nc\nd\n");
  ASSERT_TRUE(header.take().has_value());
  RecordReader reader = reader_behind(std::move(header));
  const std::vector<ReadRecord> expected{{"c\n", 1, 4}, {"d\n", 2, 5}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(HeaderReaderTest, TakesARecordOfAnyLength) {
  const std::string bytes = "\"" + std::string(50'000, '\n') + "\"\n";
  HeaderReader header = header_of(bytes + "a\n");
  const auto first = header.take();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->bytes, bytes);
  RecordReader reader = reader_behind(std::move(header));
  const std::vector<ReadRecord> expected{{"a\n", 1, 50'002}};
  EXPECT_EQ(read_all(reader), expected);
}

TEST(HeaderReaderTest, SkipsCommentsOfAnyLength) {
  Reading reading;
  reading.dialect.comment = "#";
  const std::string text = "\n#\"" + std::string(50'000, '#') + "\n\r\n" +
                           "#\n" + std::string(9'000, '\n') + "a,b\n1,2\n";
  for (const std::size_t bytes : {7U, 100'000U}) {
    reading.bytes_per_read = bytes;
    const auto first = header_of(text, reading).take();
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->bytes, "a,b\n");
    EXPECT_EQ(first->line, 9'005U);
  }
}

TEST(HeaderReaderTest, FindsTheFirstRecordBehindComments) {
  Reading reading;
  reading.dialect.comment = "#";
  const auto first = header_of("#\"\n\n#b\na\n", reading).look();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->bytes, "a\n");
  EXPECT_EQ(first->line, 4U);
}

TEST(HeaderReaderTest, DoesNotCountBlankLinesAsPartOfARecord) {
  Reading reading;
  reading.limits.max_record_bytes = 100;
  const auto first =
      header_of(std::string(4'090, '\n') + "id,name\n", reading).look();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(first->bytes, "id,name\n");
  EXPECT_EQ(first->line, 4'091U);
}

}  // namespace
}  // namespace csvimport
