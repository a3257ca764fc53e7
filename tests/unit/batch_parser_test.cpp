#include "load/batch_parser.hpp"

#include "base/import_error.hpp"
#include "csv/record_index.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {
namespace {

using namespace std::string_literals;
using Rows = std::vector<std::string>;

// Notes each finished row as "record:value|value|...".
struct NotingSink {
  NotingSink& begin_row() {
    row.clear();
    return *this;
  }
  void add_null() { row += "NULL|"; }
  void add_integer(std::int64_t value) { row += std::to_string(value) + "|"; }
  void add_real(double value) { row += std::to_string(value) + "|"; }
  void add_text(std::string_view text) { row += std::string(text) + "|"; }
  void end_row(std::uint64_t record, const NotingSink& /*sink*/) {
    rows.push_back(std::to_string(record) + ":" + row);
  }

  std::string row;
  Rows rows;
};

// Parses a batch that starts at record 11 and line 101 of "a.csv".
class BatchParserTest : public testing::Test {
 protected:
  BatchParserTest() {
    plan_.names.input = "a.csv";
    plan_.schema = {"t",
                    {{"id", ColumnType::kInteger, false, false},
                     {"name", ColumnType::kText, false, false}}};
    plan_.names.fields = {"id", "name"};
    plan_.sources = {{0}, {1}};
  }

  BatchReport parse(std::string_view text) {
    Batch batch;
    batch.bytes = Buffer(text.size());
    batch.bytes.resize(text.size());
    std::copy(text.begin(), text.end(), batch.bytes.data());
    (void)RecordIndexer(plan_.dialect).index(text, batch.marks);
    batch.first_record = 11;
    batch.first_line = 101;
    batch.has_quote =
        plan_.dialect.quote &&
        text.find(plan_.dialect.quote->bytes()) != std::string_view::npos;
    return BatchParser(plan_, records_before_, inspect_only_)
        .parse(batch, sink_);
  }
  void take_one_column() {
    plan_.schema.columns = {{"name"}};
    plan_.names.fields = {"name"};
    plan_.sources = {{0}};
  }
  std::string message_of(std::string_view text) {
    return thrown_message<ImportError>([&] { (void)parse(text); });
  }

  LoadPlan plan_;
  std::uint64_t records_before_ = 0;
  std::atomic<bool> inspect_only_{false};
  NotingSink sink_;
};

TEST_F(BatchParserTest, PassesRowsOnWithTheirNumbers) {
  const BatchReport report = parse("1,a\n2,\"b\nc\"\r\n,\"\"\n");
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a|", "12:2|b\nc|", "13:NULL||"}));
  EXPECT_EQ(report.rows, 3U);
  EXPECT_FALSE(report.contradicted);
}

TEST_F(BatchParserTest, SkipsBlankLines) {
  EXPECT_EQ(parse("\n1,a\n\r\n2,\"b\"\n\n").rows, 2U);
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a|", "12:2|b|"}));
}

TEST_F(BatchParserTest, KeepsBlankLinesInATableOfOneColumn) {
  take_one_column();
  EXPECT_EQ(parse("a\n\n\r\nb\n").rows, 4U);
  EXPECT_EQ(sink_.rows, (Rows{"11:a|", "12:NULL|", "13:NULL|", "14:b|"}));
}

TEST_F(BatchParserTest, OnlyInspectsBehindAContradiction) {
  const BatchReport report = parse("1,a\n2.5,b\n3,c\n");
  EXPECT_TRUE(report.contradicted);
  EXPECT_EQ(report.rows, 3U);
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a|"}));
  EXPECT_TRUE(report.evidence[0].has(NumberKind::kReal));
}

TEST_F(BatchParserTest, PassesNoRowOnWhileItOnlyInspects) {
  inspect_only_ = true;
  EXPECT_EQ(parse("1,a\nx,b\n").rows, 2U);
  EXPECT_TRUE(sink_.rows.empty());
}

TEST_F(BatchParserTest, NamesTheLineOfARecordWithAnotherWidth) {
  EXPECT_EQ(message_of("1,a\n\n\"2\",\"x\ny\"\n3\n"),
            "a.csv:105: expected 2 fields, got 1");
  EXPECT_EQ(message_of("1,a,b\n"), "a.csv:101: expected 2 fields, got 3");
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a|", "12:2|x\ny|"}));
}

TEST_F(BatchParserTest, NamesTheLineWhereTextFollowsAClosingQuote) {
  const std::string problem =
      ": text after the closing quote; a quote inside a quoted field must be "
      "doubled";
  EXPECT_EQ(message_of("\"1\n\n\",\"a\"b\n"),
            "a.csv:103: column \"name\"" + problem +
                "; if quotes are data, use --quotechar none");
  EXPECT_EQ(message_of("1,a,\"b\"c\n"), "a.csv:101: column 3" + problem);
}

TEST_F(BatchParserTest, NamesAValueThatADeclaredTypeDoesNotTake) {
  plan_.schema.columns[0].declared = true;
  EXPECT_EQ(message_of("1,a\n1.5,b\n"),
            "a.csv:102: column \"id\": \"1.5\" is not a 64-bit integer");
  plan_.schema.columns[0].type = ColumnType::kReal;
  EXPECT_EQ(message_of("1,a\nx,b\n"),
            "a.csv:102: column \"id\": \"x\" is not a number");
}

TEST_F(BatchParserTest, NamesBytesThatAreNotText) {
  EXPECT_EQ(message_of("1,a\n2,\"b\nc\xE9\"\n"),
            "a.csv:103: column \"name\": byte 0xE9 is not valid UTF-8; name "
            "the file's encoding, "
            "such as with --encoding WINDOWS-1252");
  EXPECT_EQ(
      message_of("1,a\n2,b\0c\n"s),
      "a.csv:102: column \"name\": a NUL byte, which no CSV file should hold");
}

TEST_F(BatchParserTest, NamesTheColumnOfBytesInQuotesInAnyDialect) {
  plan_.dialect.delimiter = "||";
  EXPECT_TRUE(message_of("1||\"bbbbbbbbbbbb\xE9\"\n")
                  .starts_with("a.csv:101: column \"name\": byte 0xE9"));
}

TEST_F(BatchParserTest, ReportsTheFirstBadRecordOnly) {
  EXPECT_EQ(message_of("1\n2,\xFF\n"), "a.csv:101: expected 2 fields, got 1");
}

TEST_F(BatchParserTest, LeavesBadRecordsOutWhereThePlanSaysSo) {
  plan_.skips_bad_records = true;
  plan_.lists_bad_records = true;
  plan_.keeps_bad_records = true;
  const BatchReport report =
      parse("1,a\n2\r\n3,\"b\"\"c\n\"d\n\n4,e\n5,\xFF\n");
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a|", "14:4|e|"}));
  EXPECT_EQ(report.rows, 2U);
  EXPECT_EQ(report.bad_count, 3U);
  const auto seen = [&](std::size_t i) {
    const BadRecords::Entry entry = report.bad_records[i];
    return std::to_string(entry.record) + ":" + std::to_string(entry.line) +
           ":" + std::string(entry.bytes);
  };
  ASSERT_EQ(report.bad_records.size(), 3U);
  EXPECT_EQ(seen(0), "12:102:2\r\n");
  EXPECT_EQ(seen(1), "13:103:3,\"b\"\"c\n\"d\n");
  EXPECT_EQ(seen(2), "15:107:5,\xFF\n");
  EXPECT_EQ(report.bad_records[0].reason, "expected 2 fields, got 1");
  EXPECT_EQ(report.bad_records[1].field, 1U);
  EXPECT_EQ(report.bad_records[2].field, 1U);
}

TEST_F(BatchParserTest, SeesNothingInABadRecord) {
  plan_.skips_bad_records = true;
  plan_.schema.columns = {{"id", ColumnType::kInteger, false, false},
                          {"name", ColumnType::kReal, true, false}};
  const BatchReport report = parse("1,2\nx,y\n2,3\n");
  EXPECT_EQ(sink_.rows, (Rows{"11:1|2.000000|", "13:2|3.000000|"}));
  EXPECT_FALSE(report.contradicted);
  EXPECT_FALSE(report.evidence[0].has(NumberKind::kNone));
  EXPECT_EQ(report.bad_count, 1U);
  EXPECT_EQ(report.bad_records.size(), 0U);
}

TEST_F(BatchParserTest, PutsFieldsAndConstantsWhereTheColumnsAre) {
  plan_.schema.columns = {
      {"name"}, {"file"}, {"id", ColumnType::kInteger}, {"missing"}};
  plan_.sources = {{1}, {.constant = "a.csv"}, {0}, {}};
  records_before_ = 100;
  (void)parse("1,x\n2,y\n");
  EXPECT_EQ(sink_.rows, (Rows{"111:x|a.csv|1|NULL|", "112:y|a.csv|2|NULL|"}));
  EXPECT_EQ(message_of("1,x,3\n"), "a.csv:101: expected 2 fields, got 3");
}

TEST_F(BatchParserTest, CountsLinesByTheirEnd) {
  plan_.dialect.line_end = LineEnd::kCr;
  EXPECT_EQ(message_of("1,a\r2,\"\r\n\"\r3\r"),
            "a.csv:104: expected 2 fields, got 1");
}

TEST_F(BatchParserTest, SkipsCommentsWhateverIsInThem) {
  plan_.dialect.comment = "#";
  EXPECT_EQ(parse("#\xFF\"\n1,a\n#,,\0\r\n2,\"\n#b\"\n"s).rows, 2U);
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a|", "12:2|\n#b|"}));
  EXPECT_EQ(message_of("#\n\n3\n"), "a.csv:103: expected 2 fields, got 1");
  take_one_column();
  EXPECT_EQ(parse("#\n\n #\n").rows, 2U);
}

TEST_F(BatchParserTest, TakesALineOfBlanksForABlankLineWhenTrimming) {
  plan_.dialect.trim = true;
  plan_.dialect.comment = "#";
  EXPECT_EQ(parse(" \n 1 , a\n\t\r\n # b\n").rows, 1U);
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a|"}));
  take_one_column();
  EXPECT_EQ(parse(" \n # b\n").rows, 1U);
}

TEST_F(BatchParserTest, ReadsDialectsWithLongDelimiters) {
  plan_.dialect.delimiter = "||";
  EXPECT_EQ(parse("1||a,b\n2||\"c||\n\"\n").rows, 2U);
  EXPECT_EQ(sink_.rows, (Rows{"11:1|a,b|", "12:2|c||\n|"}));
}

TEST_F(BatchParserTest, RefusesARecordThatRepeatsTheHeader) {
  plan_.header = {{"id", "name"}};
  const std::string text = "1,Ada\n\"id\",name\nid,\n";
  EXPECT_EQ(message_of(text),
            "a.csv:102: repeats the header; --lenient drops such a record, "
            "--on-error skip rejects it, --no-headers makes rows of it and "
            "the header");
  plan_.skips_bad_records = true;
  plan_.lists_bad_records = true;
  const BatchReport report = parse("1,Ada\nid,name\n2,Bo\n");
  EXPECT_EQ(report.rows, 2U);
  ASSERT_EQ(report.bad_records.size(), 1U);
  EXPECT_EQ(report.bad_records[0].reason, "repeats the header");
}

TEST_F(BatchParserTest, DropsARecordThatRepeatsTheHeaderWhereLenient) {
  plan_.header = {{"id", "name"}};
  plan_.is_lenient = true;
  const BatchReport report = parse("1,Ada\nid,name\n2,Bo\n");
  EXPECT_EQ(sink_.rows, (Rows{"11:1|Ada|", "13:2|Bo|"}));
  EXPECT_EQ(report.rows, 2U);
  EXPECT_EQ(report.bad_count, 0U);
  EXPECT_EQ(report.repairs.repeated_headers, 1U);
}

TEST_F(BatchParserTest, CountsTextsInColumnsOfNumbers) {
  plan_.schema.columns[0].existing = ExistingColumn{Affinity::kInteger};
  plan_.schema.columns[1].existing = ExistingColumn{Affinity::kText};
  plan_.skips_bad_records = true;
  const BatchReport report = parse("1,x\n007,x\nn/a,x\n-,x\n");
  EXPECT_EQ(report.rows, 3U);
  EXPECT_EQ(report.bad_count, 1U);
  ASSERT_EQ(report.texts.size(), 2U);
  EXPECT_EQ(report.texts[0].count, 2U);
  EXPECT_EQ(report.texts[0].first.file, "a.csv");
  EXPECT_EQ(report.texts[0].first.line, 103U);
  EXPECT_EQ(report.texts[0].shown, "\"n/a\"");
  EXPECT_EQ(report.texts[1].count, 0U);
}

}  // namespace
}  // namespace csvimport
