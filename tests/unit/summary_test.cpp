#include "report/summary.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <string>

namespace csvimport {
namespace {

ImportSummary summary_of_orders() {
  ImportSummary summary;
  summary.input = "orders.csv";
  summary.target = "shop.db";
  summary.schema = {"orders",
                    {{"id", ColumnType::kInteger, false, false},
                     {"name", ColumnType::kText, false, false}}};
  summary.rows = 1'234'567;
  summary.seconds = 2;
  summary.passes = 2;
  summary.times = {{0.25, 1.5}, {3, 0.5}, {0.75, 1}};
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

TEST(ClosingLineTest, SaysHowItRan) {
  ImportJob job = job_with_workers(1);
  EXPECT_NE(closing_line(job, summary_of_orders()).find(", 1 worker;"),
            std::string::npos);
  job.pipeline.sequential = true;
  EXPECT_NE(closing_line(job, summary_of_orders()).find(", sequential;"),
            std::string::npos);
}

TEST(SummaryJsonTest, SaysAllThatTheSummarySays) {
  const std::string text =
      summary_json(job_with_workers(8), summary_of_orders());
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text), nlohmann::json::parse(R"({
    "input": "orders.csv", "database": "shop.db", "table": "orders",
    "columns": [{"name": "id", "type": "INTEGER"},
                {"name": "name", "type": "TEXT"}],
    "rows": 1234567, "seconds": 2.0, "rows_per_second": 617283.5,
    "path": "direct", "workers": 8, "passes": 2,
    "stages": {"reader": {"busy_seconds": 0.25, "waiting_seconds": 1.5},
               "workers": {"busy_seconds": 3.0, "waiting_seconds": 0.5},
               "writer": {"busy_seconds": 0.75, "waiting_seconds": 1.0}}
  })"));
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
  summary.input = "caf\xE9.csv";
  summary.schema.table = "a\"b\\\n\x01";
  const auto json =
      nlohmann::json::parse(summary_json(job_with_workers(1), summary));
  EXPECT_EQ(json["input"], "caf\xEF\xBF\xBD.csv");
  EXPECT_EQ(json["table"], "a\"b\\\n\x01");
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
