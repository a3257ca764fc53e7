// Dates in other forms than ISO 8601: --date and --datetime.

#include "cli_fixture.hpp"
#include "random_table.hpp"

namespace csvimport {
namespace {

class DateTest : public CliTest {};

TEST_F(DateTest, MakesIsoDatesOfOtherForms) {
  expect_rows({"--date", "d=%d.%m.%Y", "--datetime", "t=%m/%d/%Y %I:%M %p"},
              "d,t,x\n31.12.2025,12/31/2025 1:05 PM,31.12.2025\n"
              "1.2.2025,,x\n,\"1/2/2025 12:00 am\",\n\"\",\"\",y\n",
              {"1|'2025-12-31'|'2025-12-31 13:05:00'|'31.12.2025'",
               "2|'2025-02-01'|NULL|'x'", "3|NULL|'2025-01-02 00:00:00'|NULL",
               "4|NULL|NULL|'y'"});
  expect_rows(
      {"--datetime", "t=%FT%T.%f%z"},
      "k,t\n1,2025-12-31T13:05:00.25+0100\n2,2025-12-31T13:05:00.0Z\n",
      {"1|1|'2025-12-31 13:05:00.25+01:00'", "2|2|'2025-12-31 13:05:00.0Z'"});
}

TEST_F(DateTest, MakesTextThatSqliteReads) {
  write("t.csv", "t\n31.12.2025 01:05:00.5 +02:00\n");
  const RunResult result =
      run({"-q", "--datetime", "t=%d.%m.%Y %T.%f %z", "t.csv", "t.db"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT strftime('%Y-%m-%d %H:%M:%f', t) FROM t"),
            (Rows{"'2025-12-30 23:05:00.500'"}));
}

TEST_F(DateTest, LeavesNullsAndTheirSpellings) {
  expect_rows({"--date", "d=%F", "--null", "0000-00-00", "--null-quoted"},
              "k,d\n1,0000-00-00\n2,\"0000-00-00\"\n3,2025-12-31\n",
              {"1|1|NULL", "2|2|NULL", "3|3|'2025-12-31'"});
  expect_rows({"--date", "d=%d.%m.%Y", "--null", "2025-12-31"},
              "k,d\n1,31.12.2025\n", {"1|1|'2025-12-31'"});
}

TEST_F(DateTest, MakesBadRecordsOfWhatDoesNotFit) {
  const auto expect_bad = [&](const std::string& text,
                              const std::string& problem) {
    expect_refused({"--date", "d=%d.%m.%Y"},
                   "k,d\n1,1.1.2025\n2," + text + "\n",
                   "t.csv:3: column \"d\": \"" + text + "\" " + problem);
  };
  expect_bad("31.02.2025", "is a day that there is not");
  expect_bad("31.12.2025x", "is not of the form \"%d.%m.%Y\"");
  expect_bad("2025-12-31", "is not of the form \"%d.%m.%Y\"");
  expect_bad("n/a", "is not of the form \"%d.%m.%Y\"");
  expect_refused({"--datetime", "d=%F %R"}, "k,d\n1,2025-12-31 24:00\n",
                 "t.csv:2: column \"d\": \"2025-12-31 24:00\" is a time that "
                 "there is not");
  expect_refused({"--datetime", "d=%F %R%z"}, "k,d\n1,2025-12-31 23:00+1530\n",
                 "t.csv:2: column \"d\": \"2025-12-31 23:00+1530\" has an "
                 "offset from UTC beyond 14:59, which SQLite does not take");
  expect_refused({"--date", "e=%F"}, "k,d\n1,2025-12-31\n",
                 "t.csv: --date names column \"e\", which the table does not "
                 "have");
}

TEST_F(DateTest, GoesIntoKeysAndRenamedColumns) {
  expect_rows({"--date", "day=%d.%m.%Y", "--rename", "d=day", "--pk", "day",
               "--select", "d"},
              "k,d\n1,2.1.2025\n2,1.2.2025\n",
              {"1|'2025-01-02'", "2|'2025-02-01'"});
  expect_refused({"--date", "d=%d.%m.%Y", "--unique", "d"},
                 "k,d\n1,2.1.2025\n2,02.01.2025\n",
                 "t.csv:3: column \"d\": \"02.01.2025\": UNIQUE constraint "
                 "failed: t.d; if keys may come again, use --on-conflict "
                 "ignore or replace");
}

TEST_F(DateTest, FillsTablesThatExist) {
  write("t.csv", "k,d\n1,31.12.2025\n2,\n3,30.02.2025\n");
  for (const Arguments& way : some_of(every_way())) {
    for (const std::string type : {"DATE", "TEXT", "INTEGER", ""}) {
      execute("t.db", "CREATE TABLE t (k INTEGER PRIMARY KEY, d " + type +
                          "); INSERT INTO t VALUES (1, 'old')");
      const RunResult result =
          run(way + Arguments{"--date", "d=%d.%m.%Y", "--on-error", "skip",
                              "--rejects", "r.csv", "--on-conflict", "update",
                              "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 3);
      EXPECT_EQ(result.err.find("warning"), std::string::npos) << result.err;
      EXPECT_EQ(query("t.db", "SELECT * FROM t"),
                (Rows{"1|'2025-12-31'", "2|NULL"}));
      EXPECT_EQ(read("r.csv"), "k,d\n3,30.02.2025\n");
      remove("t.db");
    }
  }
}

TEST_F(DateTest, IsSeenByDryRunsAndPinnedByVerboseOnes) {
  write("t.csv", "k,d\n1,31.12.2025\n2,31.11.2025\n");
  const Arguments flags = {"--date", "d=%d.%m.%Y"};
  const RunResult dry = run(flags + Arguments{"--dry-run", "t.csv"});
  EXPECT_EQ(dry.exit_code, 1);
  EXPECT_NE(
      (dry.out + dry.err).find("\"31.11.2025\" is a day that there is not"),
      std::string::npos)
      << dry.out << dry.err;
  write("t.csv", "k,d\n1,31.12.2025\n");
  const RunResult result = run(flags + Arguments{"-v", "t.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "t.csv: chosen: --delimiter , --quotechar '\"' --date 'd=%d.%m.%Y' "
      "--table t --type k=INTEGER --type d=TEXT\n"))
      << result.err;
}

// Any day and time, written in several forms.
TEST_F(DateTest, ReadsWhatStrftimeWrites) {
  const std::vector<std::pair<std::string, std::string>> forms = {
      {"%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M:%S"},
      {"%Y%m%d%H%M%S", "%Y%m%d%H%M%S"},
      {"%Y/%j %T", "%Y/%j %H:%M:%S"},
      {"%S:%M:%H %m-%d-%Y", "%S:%M:%H %m-%d-%Y"}};
  for (const auto& [format, sql] : forms) {
    Random random(7);
    std::string csv = "t\n";
    std::string values;
    for (int i = 0; i < 500; ++i) {
      const std::string seconds =
          std::to_string(random.below(250'000'000'000)) + " - 62000000000";
      values += (i == 0 ? "(" : ", (") + seconds + ")";
    }
    execute("s.db", "CREATE TABLE s (n); INSERT INTO s VALUES " + values);
    for (const std::string& row : query(
             "s.db", "SELECT strftime('" + sql + "', n, 'unixepoch') FROM s")) {
      csv += row.substr(1, row.size() - 2) + "\n";
    }
    write("t.csv", csv);
    for (const Arguments& way : some_of(every_way())) {
      const RunResult result =
          run(way + Arguments{"-q", "--batch-size", "1000", "--datetime",
                              "t=" + format, "t.csv", "t.db"});
      ASSERT_EQ(result.exit_code, 0) << result.err;
      ASSERT_EQ(query("t.db", "SELECT t FROM t"),
                query("s.db", "SELECT datetime(n, 'unixepoch') FROM s"));
      remove("t.db");
    }
    remove("s.db");
  }
}

}  // namespace
}  // namespace csvimport
