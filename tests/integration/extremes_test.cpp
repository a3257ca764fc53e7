// Files at the edges of what a CSV file can be. Those of gigabytes are in
// large_test.cpp.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class ExtremesTest : public CliTest {
 protected:
  // Runs an import of t.csv in every way, and expects `sql` to give `rows`.
  void expect_result(const Arguments& flags, const std::string& sql,
                     const Rows& rows) {
    for (const Arguments& way : some_of(every_way())) {
      const RunResult result =
          run(way + flags + Arguments{"-q", "--no-sync", "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(query("t.db", sql), rows);
      EXPECT_EQ(integrity("t.db"), "ok");
      if (HasFailure()) return;
      remove("t.db");
    }
  }
};

TEST_F(ExtremesTest, HaveTwoThousandColumns) {
  std::string csv = "c1";
  for (int column = 2; column <= 2000; ++column) {
    csv += ",c" + std::to_string(column);
  }
  csv += '\n';
  for (int record = 1; record <= 1000; ++record) {
    csv += std::to_string(record) + repeated(",1", 1998) + ",\"x\"\n";
  }
  write("t.csv", csv);
  std::string sum = "0";
  for (int column = 1; column <= 1999; ++column) {
    sum += "+sum(c" + std::to_string(column) + ")";
  }
  // SQLite's expressions are at most 1,000 deep, so the columns are summed in
  // two queries.
  const std::size_t half = sum.find("+sum(c900)");
  expect_result({},
                "SELECT count(*), max(c1), " + sum.substr(0, half) + " FROM t",
                {"1000|1000|1398500"});
  expect_result({},
                "SELECT sum(c1000), sum(c1999), min(c2000), max(c2000) FROM t",
                {"1000|1000|'x'|'x'"});
}

TEST_F(ExtremesTest, HaveMoreColumnsThanSqliteTakes) {
  expect_refused({}, "a" + repeated(",a", 2000) + "\n",
                 "t.csv:1: 2001 columns; a SQLite table has at most 2000; "
                 "take some of them with --select");
}

TEST_F(ExtremesTest, HaveAHeaderOfAMegabyte) {
  const std::string name(kMebibyte, 'n');
  write("t.csv", name + ",\"" + repeated("\n", kMebibyte) + "b\"\n1,2\n");
  expect_result({},
                "SELECT rowid, * FROM t UNION ALL SELECT 0, length(name), "
                "substr(name, 1, 2) FROM pragma_table_info('t')",
                {"1|1|2", "0|1048576|'nn'", "0|1|'b'"});
}

TEST_F(ExtremesTest, HaveAHeaderBeyondTheLongestRecord) {
  expect_refused({"--max-record", "100"},
                 "a," + std::string(100, 'b') + "\n1,2\n",
                 "t.csv:1: the record is longer than 100 bytes; if that is "
                 "right, raise --max-record");
}

TEST_F(ExtremesTest, HaveNoLastLineEnd) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const std::string start = "a,b" + end + "1,x" + end;
    expect_rows({}, start + "2,y", {"1|1|'x'", "2|2|'y'"});
    expect_rows({}, start + "2,\"y\"", {"1|1|'x'", "2|2|'y'"});
    expect_rows({}, start + "2,", {"1|1|'x'", "2|2|NULL"});
    expect_rows({}, start + "2,\"\"", {"1|1|'x'", "2|2|''"});
    expect_rows({}, "a" + end + "1" + end + "\"\"", {"1|1", "2|NULL"});
  }
  expect_rows({}, "a,b\r\n1,x\r\n2,y\r", {"1|1|'x'", "2|2|'y'"});
  expect_rows({}, "a,b\r\n1,x\r\n2,\"y\"\r", {"1|1|'x'", "2|2|'y'"});
  expect_rows({"--no-headers"}, "1", {"1|1"});
  expect_rows({"--no-headers"}, "\"1\n\"", {"1|'1\n'"});
}

TEST_F(ExtremesTest, HaveAMillionBlankLines) {
  write("t.csv", "a\n" + repeated("\n", 1'000'000));
  expect_result({}, "SELECT count(*), count(a), max(rowid), min(rowid) FROM t",
                {"1000000|0|1000000|1"});
  write("t.csv", "a\n" + repeated("\r\n", 1'000'000) + "7");
  expect_result({}, "SELECT count(*), sum(a), max(rowid) FROM t",
                {"1000001|7|1000001"});
  write("t.csv", "a,b\n" + repeated("\n", 1'000'000) + "7,8");
  expect_result({}, "SELECT rowid, * FROM t", {"1|7|8"});
}

TEST_F(ExtremesTest, HaveAMillionRecordsOfNothing) {
  write("t.csv", "a,b,c\n" + repeated(",,\n", 1'000'000));
  expect_result({}, "SELECT count(*), count(a), count(b), count(c) FROM t",
                {"1000000|0|0|0"});
  expect_result({},
                "SELECT group_concat(name || ' ' || type) FROM "
                "pragma_table_info('t')",
                {"'a TEXT,b TEXT,c TEXT'"});
  write("t.csv", "a,b\n" + repeated("\"\",\"\"\n", 1'000'000));
  expect_result({}, "SELECT count(*), sum(a = ''), sum(b = '') FROM t",
                {"1000000|1000000|1000000"});
}

TEST_F(ExtremesTest, AreNulBytesOnly) {
  expect_refused({}, std::string(100'000, '\0'),
                 "t.csv:1: a NUL byte, which no CSV file should hold; if the "
                 "file is UTF-16, say so with --encoding UTF-16LE or UTF-16BE");
  write("t.csv", "a,b\n" + std::string(200'000, '\0') + "\n1,2\n");
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result =
        run(way + Arguments{"-q", "--on-error", "skip", "--rejects", "r",
                            "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), (Rows{"2|1|2"}));
    EXPECT_EQ(read("r"), "a,b\n" + std::string(200'000, '\0') + "\n");
    EXPECT_EQ(read("r.reasons"),
              "line,record,column,reason\n"
              "2,1,a,\"a NUL byte, which no CSV file should hold\"\n");
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
