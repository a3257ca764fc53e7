// How reading ends early.

#include "csv/record_reader.hpp"

#include "base/import_error.hpp"
#include "base/system_error.hpp"
#include "read_records.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

std::string message_of(std::string text, const ReaderLimits& limits = {}) {
  RecordReader reader = reader_of(std::move(text), limits);
  return thrown_message<ImportError>([&] { (void)read_all(reader); });
}

// The defects of the records of `text` that have one, as "bytes: line: reason".
std::vector<std::string> defects_of(std::string text,
                                    const ReaderLimits& limits = {}) {
  RecordReader reader = reader_of(std::move(text), limits);
  std::vector<std::string> defects;
  while (const auto batch = reader.next()) {
    if (!batch->defect) continue;
    EXPECT_EQ(batch->records, 1U);
    EXPECT_EQ(batch->marks.size(), 1U);
    defects.push_back(std::string(batch->bytes.data(), batch->bytes.size()) +
                      ": " + std::to_string(batch->defect->line) + ": " +
                      batch->defect->reason);
  }
  return defects;
}

using Defects = std::vector<std::string>;

TEST(RecordReaderFailureTest, NamesTheLineOfAQuoteThatNeverCloses) {
  const std::string problem =
      ": the quote that opens here never closes; if quotes are data, use "
      "--quotechar none";
  EXPECT_EQ(defects_of("a\n\"b\nc\"\nd,\"e\nf\n"),
            (Defects{"d,\"e\n: 4" + problem}));
  EXPECT_EQ(defects_of("\"" + std::string(20'000, '\n')),
            (Defects{"\"\n: 1" + problem}));
  EXPECT_EQ(defects_of("a\n\n\"b\nc\",\"d\n"),
            (Defects{"\"b\nc\",\"d\n: 4" + problem}));
}

TEST(RecordReaderFailureTest, GoesOnBehindTheLineOfAnOpenQuote) {
  const ManyRecords many;
  const std::string open = "x,\"y\nz\n";
  const std::uint64_t lines = line_ends(many.text);
  for (const std::size_t bytes : {1U, 500U, 1'000'000U}) {
    ReaderLimits limits;
    limits.batch_bytes = bytes;
    RecordReader reader = reader_of(many.text + open, limits);
    std::vector<ReadRecord> records;
    while (const auto batch = reader.next()) {
      if (!batch->defect) take_apart(*batch, records);
    }
    ASSERT_EQ(records.size(), many.records.size() + 1);
    EXPECT_EQ(reader.records_read(), many.records.size() + 2);
    EXPECT_EQ(records.back(),
              (ReadRecord{"z\n", many.records.size() + 2, lines + 2}));
    records.resize(many.records.size());
    EXPECT_EQ(records, many.records);
  }
}

TEST(RecordReaderFailureTest, FindsNothingBehindAnEscapedLineEndInAnOpenQuote) {
  Reading reading;
  reading.dialect.escape = '\\';
  reading.blank_lines_are_records = true;
  for (const std::string end : {"\n", "\r\n"}) {
    RecordReader reader = reader_of("a\n\"b\\" + end, reading);
    while (const auto batch = reader.next()) EXPECT_EQ(batch->records, 1U);
    EXPECT_EQ(reader.records_read(), 2U);
  }
}

TEST(RecordReaderFailureTest, EndsTheLastLineBehindAnOpenQuoteAnew) {
  Reading reading;
  reading.dialect.escape = '\\';
  reading.blank_lines_are_records = true;
  // As long as the quote is open, this CRLF stands behind an escaped CR.
  RecordReader reader = reader_of("\"a\nb\\\r\r\n", reading);
  while (const auto batch = reader.next()) EXPECT_EQ(batch->records, 1U);
  EXPECT_EQ(reader.records_read(), 2U);
}

TEST(RecordReaderFailureTest, GivesUpOnARecordLongerThanTheLimit) {
  ReaderLimits limits;
  limits.batch_bytes = 100;
  limits.max_record_bytes = 5'000;
  const std::string around(4'096, '\n');
  EXPECT_EQ(message_of(around + std::string(6'000, 'x') + "\n", limits),
            "a.csv:4097: the record is longer than 5000 bytes; if that is "
            "right, raise --max-record");
  EXPECT_EQ(
      defects_of(around + "a,\"" + std::string(6'000, '\n') + "\"\n", limits),
      (Defects{"a,\"\n: 4097: the quote that opens here does not close within "
               "5000 bytes; if the field is that long, raise --max-record",
               "\"\n: 10097: the quote that opens here never closes; if quotes "
               "are data, use --quotechar none"}));
}

TEST(RecordReaderFailureTest, GivesUpOnTheLongLineOfAnOpenQuoteInAnyBatch) {
  const std::string problem =
      "the quote that opens here does not close within 100 bytes; if the field "
      "is that long, raise --max-record";
  for (const std::size_t bytes : {1U, 100U, 1'000U}) {
    ReaderLimits limits;
    limits.batch_bytes = bytes;
    limits.max_record_bytes = 100;
    const std::string start = "a\nb,\"" + std::string(97, 'x');
    EXPECT_EQ(defects_of(start + "\r\n\n", limits).size(), 1U);
    EXPECT_EQ(message_of(start + "x\nc\n", limits), "a.csv:2: " + problem);
  }
}

TEST(RecordReaderFailureTest, TellsAQuoteBeyondTheLimitFromOneThatNeverCloses) {
  for (const std::size_t bytes : {1U, 1'000U}) {
    ReaderLimits limits;
    limits.batch_bytes = bytes;
    limits.max_record_bytes = 100;
    const std::string start = "a\n\"" + std::string(99, 'x') + "\r\n";
    const std::string never =
        "the quote that opens here never closes; if quotes are data, use "
        "--quotechar none";
    ASSERT_EQ(defects_of(start, limits).size(), 1U);
    EXPECT_TRUE(defects_of(start, limits)[0].ends_with(never));
    ASSERT_EQ(defects_of(start + "y", limits).size(), 1U);
    EXPECT_FALSE(defects_of(start + "y", limits)[0].ends_with(never));
  }
}

TEST(RecordReaderFailureTest, TakesARecordAsLongAsTheLimitInAnyBatch) {
  const std::string text = "a\n" + std::string(5'000, 'x') + "\r\nb\n";
  for (std::size_t bytes = 1; bytes < 12'000; bytes += 97) {
    SCOPED_TRACE(bytes);
    ReaderLimits limits;
    limits.batch_bytes = bytes;
    limits.max_record_bytes = 5'000;
    RecordReader reader = reader_of(text, limits);
    EXPECT_EQ(read_all(reader).size(), 3U);
  }
}

TEST(RecordReaderFailureTest, TakesNoLongerRecordInAnyBatch) {
  const std::string text = "a\n\"" + std::string(2'600, '\n') + "\",\"" +
                           std::string(2'600, '\n') + "\"\nb\n";
  for (std::size_t bytes = 1; bytes < 12'000; bytes += 97) {
    SCOPED_TRACE(bytes);
    ReaderLimits limits;
    limits.batch_bytes = bytes;
    limits.max_record_bytes = 5'000;
    EXPECT_EQ(defects_of(text, limits).size(), 2U);
  }
}

TEST(RecordReaderFailureTest, HoldsCommentsToTheLimitToo) {
  Dialect dialect;
  dialect.comment = "#";
  ReaderLimits limits;
  limits.max_record_bytes = 100;
  for (const std::size_t bytes : {1U, 1'000U}) {
    limits.batch_bytes = bytes;
    RecordReader reader = reader_of("a\n#" + std::string(100, 'x') + "\nb\n",
                                    limits, 100, dialect);
    EXPECT_EQ(thrown_message<ImportError>([&] { (void)read_all(reader); }),
              "a.csv:2: the record is longer than 100 bytes; if that is right, "
              "raise --max-record");
  }
}

TEST(RecordReaderFailureTest,
     ReportsAFailureOfTheSourceBehindTheBatchesBeforeIt) {
  const ManyRecords many;
  ReaderLimits limits;
  limits.batch_bytes = 300;
  for (std::size_t byte = 0; byte < many.text.size(); byte += 241) {
    SCOPED_TRACE(byte);
    std::vector<ReadRecord> records;
    EXPECT_THROW(
        {
          const RecordRules rules(Dialect(), limits);
          RecordReader reader(
              read_start(std::make_unique<MemorySource>(many.text, 1000, byte),
                         "a.csv", rules),
              rules);
          while (const auto batch = reader.next()) take_apart(*batch, records);
        },
        SystemError);
    ASSERT_LE(records.size(), many.records.size());
    EXPECT_TRUE(
        std::equal(records.begin(), records.end(), many.records.begin()));
  }
}

}  // namespace
}  // namespace csvimport
