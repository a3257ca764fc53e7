#include "csv/footer_reader.hpp"

#include "base/import_error.hpp"
#include "read_records.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {
namespace {

Reading with_footer(std::uint64_t records, std::size_t batch_bytes) {
  Reading reading;
  reading.limits.batch_bytes = batch_bytes;
  reading.footer_records = records;
  return reading;
}

// All bytes that the reader gives, and how many records they are.
struct Given {
  std::string bytes;
  std::uint64_t records = 0;

  bool operator==(const Given&) const = default;
};

Given all_of(RecordReader& reader) {
  Given given;
  while (const std::optional<Batch> batch = reader.next()) {
    given.bytes += batch->bytes.view();
    given.records += batch->records;
  }
  EXPECT_EQ(reader.records_read(), given.records);
  return given;
}

Given all_of(const std::string& text, const Reading& reading) {
  RecordReader reader = reader_of(text, reading);
  return all_of(reader);
}

TEST(FooterReaderTest, LeavesOutTheLastRecordsWhateverTheBatches) {
  const ManyRecords many;
  const std::size_t count = many.records.size();
  for (const std::size_t footer :
       {std::size_t{1}, std::size_t{2}, std::size_t{7}, count / 2, count - 1,
        count, count + 1, std::size_t{1} << 40}) {
    for (const std::size_t bytes : {1U, 20U, 300U, 4096U, 100'000U}) {
      SCOPED_TRACE(std::to_string(footer) + " in batches of " +
                   std::to_string(bytes));
      std::vector<ReadRecord> expected = many.records;
      expected.resize(count - std::min(footer, count));
      RecordReader reader = reader_of(many.text, with_footer(footer, bytes));
      EXPECT_EQ(read_all(reader), expected);
      EXPECT_EQ(reader.records_read(), expected.size());
    }
  }
}

TEST(FooterReaderTest, GivesPeekedBatchesWithoutTheFooter) {
  for (const std::size_t bytes : {1U, 4U, 100U}) {
    RecordReader reader = reader_of("a\nb\nc\nd\n", with_footer(2, bytes));
    std::string peeked;
    for (const Batch& batch : reader.peek(1000)) peeked += batch.bytes.view();
    EXPECT_EQ(peeked, "a\nb\n");
    EXPECT_EQ(all_of(reader), (Given{"a\nb\n", 2}));
  }
}

TEST(FooterReaderTest, CountsNoBlankLinesNorComments) {
  for (const std::size_t bytes : {1U, 3U, 8U, 100U}) {
    Reading reading = with_footer(2, bytes);
    reading.dialect.comment = "#";
    EXPECT_EQ(all_of("a\nb\n#x\n\nsum\n\r\n#y\n(2 rows)\n\n#z\n\n", reading),
              (Given{"a\nb\n#x\n\n", 2}));
    reading.blank_lines_are_records = true;
    EXPECT_EQ(all_of("\na\n\n#x\n\nsum\n\n(2 rows)\n\n#z\n\n", reading),
              (Given{"\na\n\n#x\n\n", 4}));
    EXPECT_EQ(all_of("\n\nsum\n", reading), (Given{"", 0}));
    EXPECT_EQ(all_of("\n\nsum\nof all\n\n", reading), (Given{"\n\n", 2}));
  }
}

TEST(FooterReaderTest, LeavesOutWhatIsNoGoodRecord) {
  for (const std::size_t bytes : {1U, 4U, 100U}) {
    EXPECT_EQ(all_of("a,b\nc,d\n\"never closed\n", with_footer(1, bytes)),
              (Given{"a,b\nc,d\n", 2}));
    EXPECT_EQ(all_of("a,b\nc,d\n\"x\n\ny\"\n\"z", with_footer(2, bytes)),
              (Given{"a,b\nc,d\n", 2}));
  }
}

TEST(FooterReaderTest, FailsBehindTheRecordsThatWereReadBefore) {
  for (const std::size_t bytes : {1U, 4U, 20U}) {
    Reading reading = with_footer(3, bytes);
    reading.limits.max_record_bytes = 4;
    RecordReader reader = reader_of("a\nb\nlonger\nc\n", reading);
    std::string read;
    const std::string message = thrown_message<ImportError>([&] {
      while (const std::optional<Batch> batch = reader.next()) {
        read += batch->bytes.view();
      }
    });
    EXPECT_EQ(read, "a\nb\n");
    EXPECT_TRUE(message.starts_with("a.csv:3: the record is longer than 4"))
        << message;
  }
}

}  // namespace
}  // namespace csvimport
