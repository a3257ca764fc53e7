// What a run says.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

#include <regex>

namespace csvimport {
namespace {

class OutputTest : public CliTest {
 protected:
  void SetUp() override { write("t.csv", "a,b,c\n1,x,0.5\n2,y,1\n"); }

  static void expect_match(const std::string& text, const std::string& shape) {
    EXPECT_TRUE(std::regex_match(text, std::regex(shape))) << text;
  }
};

const std::string kTimes =
    "busy/waiting: reader \\d+\\.\\d\\d/\\d+\\.\\d\\d s, workers "
    "\\d+\\.\\d\\d/\\d+\\.\\d\\d s, writer \\d+\\.\\d\\d/\\d+\\.\\d\\d s";

TEST_F(OutputTest, EndsWithALineOfWhatWasDone) {
  const RunResult result = run_binary({"--workers", "3", "t.csv", "t.db"});
  EXPECT_EQ(result.out, "");
  expect_match(result.err,
               "2 rows into table \"t\" in \\d\\.\\d\\d\\d s \\([0-9.]+ ?[KM]? "
               "rows/s, 3 workers; " +
                   kTimes + "\\)\n");
}

TEST_F(OutputTest, SaysHowManyThreadsWorked) {
  const std::string one = run_binary({"--workers", "1", "t.csv", "1.db"}).err;
  EXPECT_NE(one.find(" rows/s, 1 worker; "), std::string::npos) << one;
  const std::string none = run_binary({"--sequential", "t.csv", "2.db"}).err;
  EXPECT_NE(none.find(" rows/s, sequential; "), std::string::npos) << none;
}

TEST_F(OutputTest, CountsRowsInThousands) {
  const RunResult result = run_binary({"-", "t.db"}, numbered_rows(1'234'567));
  EXPECT_TRUE(result.err.starts_with("1,234,567 rows into table \"stdin\" in "))
      << result.err;
}

TEST_F(OutputTest, SaysNothingWhenQuiet) {
  for (const Arguments& way : every_way()) {
    const RunResult result = run_binary(way + Arguments{"-q", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.out + result.err, "");
    remove("t.db");
  }
}

TEST_F(OutputTest, SaysWhatItChoseWhenVerbose) {
  write("t.csv", "a,b,c\n1,x,0.5\n");
  const RunResult result =
      run_binary({"-v", "--type", "b=TEXT", "t.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "t.csv: chosen: --delimiter , --quotechar '\"' --table t --type "
      "a=INTEGER --type b=TEXT --type c=REAL\n1 row into table "))
      << result.err;
}

TEST_F(OutputTest, ShowsEveryMessageOnOneLine) {
  write("n\n\x1B.csv", "a,a\n1\n");
  const RunResult short_record = run_binary({"n\n\x1B.csv", "n.db"});
  EXPECT_EQ(short_record.err,
            "error: n\\x0A\\x1B.csv:2: expected 2 fields, got 1\n");
  write("n\n.csv", "a\n1\n");
  EXPECT_TRUE(run_binary({"-v", "n\n.csv", "m.db"})
                  .err.starts_with("n\\x0A.csv: chosen: --delimiter , "));
  const RunResult usage = run_binary({"--no\nflag", "n.db"});
  EXPECT_EQ(usage.err,
            "error: The following argument was not expected: --no\\x0Aflag; "
            "csvimport --help lists the options\n");
  write("t.csv", "a\n1\n");
  const std::string check =
      "CREATE TABLE t (a, CONSTRAINT \"x\nerror: y\" "
      "CHECK (a > '9'))";
  const std::string raise =
      "CREATE TABLE t (a); CREATE TRIGGER g BEFORE INSERT ON t BEGIN "
      "SELECT RAISE(ABORT, 'x\nerror: y'); END";
  for (const auto& [sql, message] :
       {std::pair(check, "CHECK constraint failed: x\\x0Aerror: y"),
        std::pair(raise, "x\\x0Aerror: y")}) {
    write("t.db", "");
    execute("t.db", sql);
    EXPECT_EQ(run_binary({"t.csv", "t.db"}).err,
              std::string("error: t.csv:2: ") + message + "\n");
  }
}

TEST_F(OutputTest, SumsUpInJson) {
  const RunResult result = run_binary({"--workers", "2", "--summary", "json",
                                       "--table", "x \"y\"", "t.csv", "t.db"});
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(result.out.find('\n'), result.out.size() - 1);
  EXPECT_EQ(json.at("database"), "t.db");
  EXPECT_EQ(json.at("tables"), nlohmann::json::parse(R"json([{
    "table": "x \"y\"", "inputs": ["t.csv"],
    "columns": [{"name": "a", "type": "INTEGER"},
                {"name": "b", "type": "TEXT"},
                {"name": "c", "type": "REAL"}],
    "existed": false, "skipped": false,
    "records": 2, "rows": 2, "updated": 0, "ignored": 0, "left_out": 0,
    "rejected": 0,
    "repairs": {"preamble_lines": 0, "padded_records": 0, "cut_records": 0,
                "kept_texts": 0, "literal_quotes": 0, "replaced_characters": 0,
                "repeated_headers": 0},
    "texts": [], "slips": [], "passes": 1, "indexes": [],
    "create_table":
      "CREATE TABLE \"x \"\"y\"\"\" (\n  \"a\" INTEGER,\n  \"b\" TEXT,\n  \"c\" REAL\n)",
    "profile": null
}])json"));
  EXPECT_EQ(json.at("records"), 2);
  EXPECT_EQ(json.at("rows"), 2);
  EXPECT_EQ(json.at("rejected"), 0);
  EXPECT_EQ(json.at("path"), "direct");
  EXPECT_EQ(json.at("workers"), 2);
  EXPECT_GT(json.at("seconds"), 0.0);
  EXPECT_GT(json.at("rows_per_second"), 0.0);
  for (const char* const stage : {"reader", "workers", "writer"}) {
    const auto& times = json.at("stages").at(stage);
    EXPECT_GE(times.at("busy_seconds"), 0.0) << stage;
    EXPECT_GE(times.at("waiting_seconds"), 0.0) << stage;
  }
}

TEST_F(OutputTest, SumsUpOtherWaysInJson) {
  const RunResult result = run_binary({"--sequential", "--path", "conventional",
                                       "--summary", "json", "t.csv", "t.db"});
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json.at("workers"), 0);
  EXPECT_EQ(json.at("path"), "conventional");
}

TEST_F(OutputTest, SumsUpInJsonWhateverTheNames) {
  const std::string name = "\xFF.csv";
  write(name, "\"a\n\"\"\"\n1\n");
  const RunResult result =
      run_binary({"--summary", "json", "--table", "t", name, "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json.at("tables").at(0).at("columns").at(0).at("name"), "a\n\"");
}

TEST_F(OutputTest, ComparesFourWaysAndLeavesNothing) {
  for (const char* const name : {"t.db", "t.csv"}) {
    const RunResult result =
        run_binary({"--workers", "3", "--compare", "t.csv", name});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    const std::string figures =
        " +\\d+\\.\\d\\d\\d +[0-9.]+ ?[KM]? rows/s +\\d+\\.\\dx\n";
    expect_match(result.out,
                 "way \\(pool of 3\\) +seconds +rate +speed-up\nrow by row" +
                     figures + "pool, conventional path" + figures +
                     "sequential, direct path" + figures + "pool, direct path" +
                     figures);
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
  EXPECT_EQ(read("t.csv"), "a,b,c\n1,x,0.5\n2,y,1\n");
}

TEST_F(OutputTest, FailsAComparisonAsItFailsAnImport) {
  write("t.csv", "a,b\n1\n");
  const RunResult result = run_binary({"--compare", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "error: t.csv:2: expected 2 fields, got 1\n");
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(OutputTest, ShowsHelpAndVersion) {
  const RunResult help = run_binary({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_EQ(help.err, "");
  EXPECT_EQ(run_binary({"-h"}).out, help.out);
  const RunResult version = run_binary({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_EQ(version.err, "");
  expect_match(version.out,
               "csvimport \\d+\\.\\d+\\.\\d+\n"
               "SQLite 3\\.[0-9.]+, CLI11 [0-9.]+, spdlog [0-9.]+\n"
               "built with .+ for .+\n");
}

}  // namespace
}  // namespace csvimport
