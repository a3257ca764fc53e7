#include "report/summary.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace csvimport {
namespace {

ImportSummary summary_of_orders() {
  ImportSummary summary;
  summary.target = "shop.db";
  summary.seconds = 2;
  TableSummary& table = summary.tables.emplace_back();
  table.inputs = {"orders.csv"};
  table.schema = {"orders",
                  {{"id", ColumnType::kInteger, false, false},
                   {"name", ColumnType::kText, false, false}}};
  table.records = 1'234'567;
  table.rows = 1'234'567;
  table.passes = 2;
  table.times = {{0.25, 1.5}, {3, 0.5}, {0.75, 1}};
  return summary;
}

ImportJob job_with_workers(std::size_t workers) {
  ImportJob job;
  job.pipeline.workers = workers;
  return job;
}

TEST(ClosingLineTest, SaysWhatTheImportCameTo) {
  EXPECT_EQ(closing_line(job_with_workers(8), summary_of_orders()),
            "1,234,567 rows into table \"orders\" in 2.000 s (617.3 K rows/s, "
            "8 workers; busy/waiting: reader 0.25/1.50 s, workers 3.00/0.50 s, "
            "writer 0.75/1.00 s)");
}

TEST(ClosingLineTest, SaysHowLongIndexesTook) {
  ImportSummary summary = summary_of_orders();
  summary.tables[0].indexes = {{"by name", 0.5}, {"by_id", 0.25}};
  EXPECT_TRUE(closing_line(job_with_workers(8), summary)
                  .ends_with("writer 0.75/1.00 s; indexes: \"by name\" 0.50 s, "
                             "\"by_id\" 0.25 s)"));
}

TEST(ClosingLineTest, CountsRejects) {
  ImportSummary summary = summary_of_orders();
  summary.tables[0].rejected = 1;
  EXPECT_TRUE(closing_line(job_with_workers(8), summary)
                  .starts_with("1,234,567 rows into table \"orders\", 1 record "
                               "rejected, in 2.000 s"));
  summary.tables[0].rejected = 1000;
  EXPECT_TRUE(closing_line(job_with_workers(8), summary)
                  .starts_with("1,234,567 rows into table \"orders\", 1,000 "
                               "records rejected, in 2.000 s"));
}

TEST(ClosingLineTest, SumsUpSeveralTables) {
  ImportSummary summary = summary_of_orders();
  EXPECT_TRUE(table_lines(summary).empty());
  TableSummary& table = summary.tables.emplace_back();
  table.inputs = {"b.csv"};
  table.schema.table = "b";
  table.rows = 1;
  EXPECT_TRUE(closing_line(job_with_workers(8), summary)
                  .starts_with("1,234,568 rows into 2 tables in 2.000 s"));
  EXPECT_EQ(table_lines(summary),
            (std::vector<std::string>{
                "orders.csv: 1,234,567 rows into table \"orders\"",
                "b.csv: 1 row into table \"b\""}));
}

TEST(RepairsLineTest, CountsEachKind) {
  ImportSummary summary = summary_of_orders();
  EXPECT_EQ(repairs_line(summary), "");
  summary.tables[0].repairs = {1, 1, 1, 1, 1, 1, 1};
  EXPECT_EQ(
      repairs_line(summary),
      "repaired: 1 line before the header skipped, 1 short record padded, "
      "1 record freed of surplus empty fields, 1 text behind a closing "
      "quote kept, 1 quote taken for an ordinary character, 1 character "
      "replaced, 1 repeated header dropped");
  summary.tables[0].repairs = {0, 1000, 2, 3, 0, 4, 5};
  EXPECT_EQ(repairs_line(summary),
            "repaired: 1,000 short records padded, 2 records freed of surplus "
            "empty fields, 3 texts behind closing quotes kept, 4 characters "
            "replaced, 5 repeated headers dropped");
}

TEST(TextLinesTest, TellOfTextsAmongNumbers) {
  ImportSummary summary = summary_of_orders();
  EXPECT_TRUE(text_lines(summary).empty());
  TableSummary& table = summary.tables[0];
  table.schema.columns[0].existing = ExistingColumn{Affinity::kReal};
  table.texts = {{1234, {"orders.csv", 7}, "\"x\""}, {}};
  EXPECT_EQ(text_lines(summary),
            (std::vector<std::string>{
                "orders.csv:7: column \"id\": \"x\" is text for a column of "
                "REAL affinity (1,234 values came)"}));
}

TEST(ClosingLineTest, SaysHowItRan) {
  ImportJob job = job_with_workers(1);
  EXPECT_NE(closing_line(job, summary_of_orders()).find(", 1 worker;"),
            std::string::npos);
  job.pipeline.sequential = true;
  EXPECT_NE(closing_line(job, summary_of_orders()).find(", sequential;"),
            std::string::npos);
}

TEST(SummaryJsonTest, SaysAllThatTheSummarySays) {
  ImportSummary summary = summary_of_orders();
  summary.tables[0].indexes = {{"by name", 0.5}};
  summary.tables[0].texts = {{1234, {"orders.csv", 7}, "\"x\""}, {}};
  summary.idle = {"quiet.csv"};
  KnownInput& known = summary.known.emplace_back();
  known.input = "old.csv";
  known.entry.name = "/srv/first.csv";
  known.entry.table = "orders";
  known.entry.imported = "2026-01-02T03:04:05.678Z";
  const std::string text = summary_json(job_with_workers(8), summary);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text), nlohmann::json::parse(R"json({
    "dry_run": false, "database": "shop.db",
    "known": [{"input": "old.csv", "table": "orders",
               "from": "/srv/first.csv",
               "imported": "2026-01-02T03:04:05.678Z"}],
    "idle": ["quiet.csv"],
    "tables": [{"table": "orders", "inputs": ["orders.csv"],
                "columns": [{"name": "id", "type": "INTEGER"},
                            {"name": "name", "type": "TEXT"}],
                "existed": false, "skipped": false,
                "records": 1234567, "rows": 1234567, "updated": 0,
                "ignored": 0, "left_out": 0, "rejected": 0,
                "repairs": {"preamble_lines": 0, "padded_records": 0,
                            "cut_records": 0, "kept_texts": 0,
                            "literal_quotes": 0, "replaced_characters": 0,
                            "repeated_headers": 0},
                "texts": [{"column": "id", "count": 1234,
                           "input": "orders.csv", "line": 7}],
                "slips": [],
                "passes": 2,
                "indexes": [{"index": "by name", "seconds": 0.5}],
                "create_table": "CREATE TABLE \"orders\" (\n  \"id\" INTEGER,\n  \"name\" TEXT\n)",
                "profile": null
}],
    "records": 1234567, "rows": 1234567, "updated": 0, "ignored": 0,
    "left_out": 0, "rejected": 0, "repairs": {"preamble_lines": 0, "padded_records": 0,
                            "cut_records": 0, "kept_texts": 0,
                            "literal_quotes": 0, "replaced_characters": 0,
                            "repeated_headers": 0},
    "seconds": 2.0, "rows_per_second": 617283.5,
    "path": "direct", "workers": 8,
    "stages": {
  "reader" : {"busy_seconds" : 0.25, "waiting_seconds" : 1.5},
             "workers" : {"busy_seconds" : 3.0, "waiting_seconds" : 0.5},
                         "writer" : {
    "busy_seconds" : 0.75, "waiting_seconds" : 1.0
  }
}
})json"));
}

TEST(SummaryJsonTest, NamesThePathAndHasNoWorkersWhenSequential) {
  ImportJob job = job_with_workers(8);
  job.pipeline.sequential = true;
  job.path = LoadPath::kConventional;
  const auto json =
      nlohmann::json::parse(summary_json(job, summary_of_orders()));
  EXPECT_EQ(json["workers"], 0);
  EXPECT_EQ(json["path"], "conventional");
}

TEST(SummaryJsonTest, IsJsonWhateverTheNamesAreMadeOf) {
  ImportSummary summary = summary_of_orders();
  summary.tables[0].inputs = {"caf\xE9.csv"};
  summary.tables[0].schema.table = "a\"b\\\n\x01";
  const auto json =
      nlohmann::json::parse(summary_json(job_with_workers(1), summary));
  const auto& table = json["tables"][0];
  EXPECT_EQ(table["inputs"][0], "caf\xEF\xBF\xBD.csv");
  EXPECT_EQ(table["table"], "a\"b\\\n\x01");
}

TEST(SummaryJsonTest, IsJsonWhenNoTimePassed) {
  ImportSummary summary = summary_of_orders();
  summary.seconds = 0;
  const auto json =
      nlohmann::json::parse(summary_json(job_with_workers(1), summary));
  EXPECT_TRUE(json["rows_per_second"].is_null());
}

}  // namespace
}  // namespace csvimport
