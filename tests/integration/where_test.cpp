// Rows that are left out because an expression does not hold for them.

#include "cli_fixture.hpp"

#include <random>
#include <utility>

namespace csvimport {
namespace {

class WhereTest : public CliTest {
 protected:
  void expect_refused_condition(const std::string& condition,
                                const std::string& message) {
    write("t.csv", "a,b\n1,x\n2,y\n");
    const RunResult result = run({"--where", condition, "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "error: --where: " + message + "\n");
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
};

TEST_F(WhereTest, TakesTheRowsForWhichItHolds) {
  expect_rows({"--where", "a > 1"}, "a,b\n1,x\n2,y\n3,\n,z\n",
              {"2|2|'y'", "3|3|NULL"});
  expect_rows({"--where", "t.b is null or \"a\" = 1"}, "a,b\n1,x\n2,y\n3,\n",
              {"1|1|'x'", "3|3|NULL"});
  expect_rows({"--where", "b <> 'x' -- not x"}, "a,b\n1,x\n2,y\n", {"2|2|'y'"});
  expect_rows({"--where", "0"}, "a,b\n1,x\n", {});
  expect_rows({"--where", "_rowid_ = 5 and rowid < 5"},
              "a,ROWID,_rowid_\n1,3,4\n2,4,5\n", {"4|2|4|5"});
}

// As numbers are compared in the table, and texts.
TEST_F(WhereTest, JudgesByTheTypesOfTheTable) {
  expect_rows({"--where", "a = 7"}, "a\n007\n7\nx\n", {"2|'7'"});
  expect_rows({"--where", "a = '7'"}, "a\n7\n8\n", {"1|7"});
  expect_rows({"--where", "a < 10"}, "a\n9\n10.5\n", {"1|9.0"});
  expect_rows({"--type", "a=TEXT", "--where", "a < 10"}, "a\n9\n10\n", {});
  // Another type, which a late value shows.
  std::string csv = "a\n";
  for (int i = 0; i < 30'000; ++i) csv += "10\n";
  expect_rows({"--where", "a > 'w'"}, csv + "x\n", {"30001|'x'"});
}

TEST_F(WhereTest, JudgesByTheColumnsOfATableThatExists) {
  write("t.csv", "id,name,price\n1,Anna,1.50\n2,BERT,07\n3,anna,x\n");
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db",
            "CREATE TABLE t (price NUMERIC, name TEXT COLLATE NOCASE, id "
            "INTEGER PRIMARY KEY)");
    const RunResult result =
        run(way + Arguments{"--coerce", "price", "--where",
                            "name = 'ANNA' AND price = 1.5 OR price = 7",
                            "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT id, price FROM t ORDER BY id"),
              (Rows{"1|1.5", "2|7"}));
    remove("t.db");
  }
}

TEST_F(WhereTest, CountsWhatItLeavesOut) {
  write("t.csv", "a,b\n1,x\n2,y,z\n3,z\n4,w\n");
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result =
        run(way + Arguments{"--on-error", "skip", "--rejects", "bad.csv",
                            "--summary", "json", "--where", "a <> 3", "t.csv",
                            "t.db"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_NE(result.out.find("\"records\":4,\"rows\":2,\"updated\":0,"
                              "\"ignored\":0,\"left_out\":1,\"rejected\":1"),
              std::string::npos)
        << result.out;
    EXPECT_NE(result.err.find("2 rows into table \"t\", 1 left out by --where, "
                              "1 record rejected, in "),
              std::string::npos)
        << result.err;
    EXPECT_EQ(read("bad.csv"), "a,b\n2,y,z\n");
    EXPECT_EQ(query("t.db", "SELECT a FROM t"), (Rows{"1", "4"}));
    remove("t.db");
  }
}

TEST_F(WhereTest, IsToldByADryRun) {
  write("t.csv", "a,b\n1,x\n2,y\n3,z\nw,w\n4\n");
  const RunResult result =
      run({"--dry-run", "--where", "a > '1'", "--on-error", "skip", "t.csv"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_NE(result.out.find(
                "-- 5 records: 3 rows, 1 left out by --where, 1 rejected\n"),
            std::string::npos)
      << result.out;
  EXPECT_TRUE(result.out.ends_with("\n-- t.csv:6: expected 2 fields, got 1\n"))
      << result.out;
  EXPECT_EQ(result.out.find("more"), std::string::npos) << result.out;
  EXPECT_EQ(files(), (Rows{"t.csv"}));
  const RunResult piped = run_piped(
      {"--dry-run", "--where", "a > 1", "-t", "x", "-"}, "a,b\n1,x\n2,y\n");
  EXPECT_EQ(piped.exit_code, 0) << piped.err;
  EXPECT_NE(piped.out.find("1 row, 1 left out by --where"), std::string::npos)
      << piped.out;
}

// Keys of rows that are left out are free.
TEST_F(WhereTest, LeavesOutBeforeKeysAreCompared) {
  const std::string csv = "id,v\n3,a\n1,b\n3,c\n2,d\n";
  for (const char* const key : {"id", "v,id"}) {
    write("t.csv", csv);
    for (const Arguments& way : some_of(every_way())) {
      EXPECT_EQ(run(way + Arguments{"--pk", key, "--index", "v", "--where",
                                    "v <> 'a'", "t.csv", "t.db"})
                    .exit_code,
                0);
      EXPECT_EQ(query("t.db", "SELECT id, v FROM t ORDER BY id"),
                (Rows{"1|'b'", "2|'d'", "3|'c'"}));
      EXPECT_EQ(integrity("t.db"), "ok");
      remove("t.db");
    }
  }
}

TEST_F(WhereTest, IsCheckedBeforeAnythingIsRead) {
  const std::string advice =
      "; it goes by the columns that the file gives, and a text stands in "
      "single quotes";
  expect_refused_condition("price > 1", "no such column: price" + advice);
  expect_refused_condition("b = \"text\"", "no such column: text" + advice);
  expect_refused_condition(
      "ab > 1", "no such column: ab" + advice + "; did you mean \"a\"?");
  expect_refused_condition("a >", "incomplete input");
  for (const char* const condition : {"a = 1) OR (1", "(a = 1", "a)"}) {
    expect_refused_condition(condition, "its parentheses do not match");
  }
  expect_refused_condition("a = 'x", "it has a quote that is not closed");
  expect_refused_condition("1); DROP TABLE t; --",
                           "its parentheses do not match");
  expect_refused_condition("1; DROP TABLE t", "near \";\": syntax error");
  expect_refused_condition("count(*) > 1",
                           "misuse of aggregate function count()");
  expect_refused_condition("no_such(a)", "no such function: no_such");
  expect_refused_condition(
      "random() > a",
      "non-deterministic functions are not for judging a row by its values");
  expect_refused_condition(
      "a IN (SELECT 1)", "subqueries are not for judging a row by its values");
  expect_refused_condition(
      "a > ?", "parameters are not for judging a row by its values");
  for (const char* const now :
       {"b < date('now')", "a > 0 and b < date('NOW')",
        "b is not null and b < date('now', '-1 day')",
        "a > 9 and date(b, 'localtime') > b", "a > 9 and b < date('no' || 'w')",
        "a > 9 and b < \"Date\"()", "a > 9 or date(date('now')) > b"}) {
    expect_refused_condition(now, "non-deterministic use of date()");
  }
  expect_refused_condition("strftime('%Y') > a",
                           "non-deterministic use of strftime()");
  expect_refused_condition(
      "a > 9 and b < current_timestamp",
      "non-deterministic functions are not for judging a row by its values");
  expect_refused_condition("rowid > 1",
                           "a row has no rowid before it is in the table");
  expect_refused_condition("oid + _rowid_ > a",
                           "a row has no rowid before it is in the table");
  for (const char* const name : {"rowid", "ROWID", "Rowid"}) {
    write("t.csv", std::string(name) + ",v\n1,x\n");
    EXPECT_EQ(run({"--where", "oid < 2", "t.csv", "t.db"}).err,
              "error: --where: a row has no rowid before it is in the table\n");
  }
  EXPECT_EQ(run({"--where", " ", "t.csv", "t.db"}).exit_code, 2);
}

// Whatever else is wrong with the file, and however it is cut into batches.
TEST_F(WhereTest, NamesTheFirstBadRecordOfTheFile) {
  const Arguments skipping = {"--on-error", "skip", "--max-errors", "1"};
  const std::string least = "-9223372036854775808";
  const std::string no_verdict =
      "--where: integer overflow; CASE WHEN in the expression can except such "
      "records";
  const std::string too_short = "expected 2 fields, got 1";
  struct Case {
    Arguments flags;
    std::string csv;
    std::string message;
  };
  const Case cases[] = {
      {{}, "1,x\n" + least + ",y\n3\n", "3: " + no_verdict},
      {{}, "1,x\n3\n" + least + ",y\n", "3: " + too_short},
      {{"--type", "a=INTEGER"},
       "1,x\n" + least + ",y\nz,z\n",
       "3: " + no_verdict},
      {skipping, "1\n" + least + ",y\n2\n3\n", "3: " + no_verdict},
      {skipping, "1\n\n2\n" + least + ",y\n",
       "4: " + too_short + "; one bad record more than --max-errors 1 allows"},
      {{"--pk", "a"}, "5,x\n4,y\n" + least + ",z\n3\n", "4: " + no_verdict},
  };
  for (const Case& one : cases) {
    write("t.csv", "a,b\n" + one.csv);
    for (const char* const size : {"1", "7", "1000"}) {
      for (const Arguments& way : some_of(every_way())) {
        const RunResult result = run(way + one.flags +
                                     Arguments{"--batch-size", size, "--where",
                                               "abs(a) > 1", "t.csv", "t.db"});
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_EQ(result.err, "error: t.csv:" + one.message + '\n');
        EXPECT_EQ(files(), (Rows{"t.csv"}));
      }
    }
    EXPECT_EQ(run(one.flags +
                  Arguments{"--dry-run", "--where", "abs(a) > 1", "t.csv"})
                  .exit_code,
              1);
  }
}

// A type that shows late may have a verdict for it.
TEST_F(WhereTest, HasNoVerdictByTheTypesThatHoldOnly) {
  std::string csv = "a\n-9223372036854775808\n";
  for (int i = 0; i < 70'000; ++i) csv += "1000000000000000\n";
  for (const Arguments& way : some_of(every_way())) {
    write("t.csv", csv + "0.5\n");
    EXPECT_EQ(run(way + Arguments{"--where", "abs(a) < 1", "t.csv", "t.db"})
                  .exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT rowid, a FROM t"), (Rows{"70002|'0.5'"}));
    remove("t.db");
    write("t.csv", csv + "0.5\n1,2\n");
    EXPECT_EQ(
        run(way + Arguments{"--where", "abs(a) < 1", "t.csv", "t.db"}).err,
        "error: t.csv:70004: expected 1 field, got 2; fields are cut at "
        "\",\"\n");
    write("t.csv", csv + "1,2\n");
    EXPECT_EQ(
        run(way + Arguments{"--where", "abs(a) < 1", "t.csv", "t.db"}).err,
        "error: t.csv:2: --where: integer overflow; CASE WHEN in the "
        "expression can except such records\n");
  }
}

// What has no value for other rows than there are.
TEST_F(WhereTest, AsksOnlyForTheValuesThatThereAre) {
  expect_rows({"--where", "json_extract(coalesce(a, ''), '$.v') = 1"},
              "a\n\"{\"\"v\"\":1}\"\n{}\n", {"1|'{\"v\":1}'"});
  expect_rows({"--where", "date(d) > '2025-01-01' AND e = 1"},
              "d,e\n2025-12-31,1\n2024-12-31,2\n", {"1|'2025-12-31'|1"});
}

// Of a date, neither the time of day nor its zone, whatever words stand near.
TEST_F(WhereTest, KnowsDatesButNoClock) {
  expect_rows(
      {"--where", "zone = 'UTC' AND date(d) < '2024-01-01' AND t <> 'now'"},
      "d,zone,t\n2023-12-31,UTC,\"x\"\n2023-12-31,utc,x\n"
      "2024-01-01,UTC,x\n2023-01-01,UTC,now\n",
      {"1|'2023-12-31'|'UTC'|'x'"});
  expect_rows({"--where",
               "strftime('%Y', d, '+1 day') = '2024' AND julianday(d) < "
               "2460310.5 AND unixepoch(d) > 0 AND datetime(d) > time(d)"},
              "d\n2023-12-31\n2024-01-01\n", {"1|'2023-12-31'"});
  write("t.csv", "a,d\n1,2024-01-01\n2,now\n");
  for (const char* const condition : {"date(d) > a", "a = 1 or date(d) > a"}) {
    const RunResult result = run({"--where", condition, "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: t.csv:3: --where: non-deterministic use of date(); CASE "
              "WHEN in the expression can except such records\n");
  }
}

TEST_F(WhereTest, JudgesAsManyColumnsAsATableMayHave) {
  std::string names = "c1";
  std::string values = "1";
  for (int i = 2; i <= 2000; ++i) {
    names += ",c" + std::to_string(i);
    values += ",1";
  }
  write("t.csv", names + '\n' + values + '\n');
  const RunResult result = run({"--where", "c2000 = 1", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
}

// SQLite is the judge: what it selects from the whole table.
TEST_F(WhereTest, SelectsWhatSqliteDoes) {
  constexpr const char* kConditions[] = {"i > 40 AND t < 'm'",
                                         "r BETWEEN 0.1 AND i",
                                         "t LIKE '%a%' OR i IS r",
                                         "i % 3 = 1",
                                         "length(t) > 1",
                                         "t = 5 OR t = '7'",
                                         "i = '5'",
                                         "coalesce(i, 50) > r * 10",
                                         "CASE WHEN i THEN t END",
                                         "NOT (i > 3)",
                                         "i IN (1, 2, '3', NULL)",
                                         "t GLOB '[0-9]*'"};
  std::mt19937 random(1);
  std::string csv = "i,r,t\n";
  const auto one_of = [&](int count) {
    return std::to_string(random() % static_cast<unsigned>(count));
  };
  for (int row = 0; row < 2000; ++row) {
    csv += random() % 9 == 0 ? "" : one_of(100);
    csv += ',' + (random() % 9 == 0 ? "" : one_of(10) + "." + one_of(10));
    const char* const texts[] = {"", "\"\"", "a", "banana", "Zebra", "7x"};
    csv += ',' + (random() % 2 == 0 ? one_of(10) : texts[random() % 6]) + '\n';
  }
  write("t.csv", csv);
  ASSERT_EQ(run({"t.csv", "all.db"}).exit_code, 0);
  for (const char* const condition : kConditions) {
    const Rows expected =
        query("all.db", std::string("SELECT rowid, * FROM t WHERE ") +
                            condition + " ORDER BY rowid");
    for (const Arguments& way : some_of(every_way())) {
      ASSERT_EQ(run(way + Arguments{"--batch-size", "4K", "--where", condition,
                                    "t.csv", "t.db"})
                    .exit_code,
                0);
      EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t ORDER BY rowid"),
                expected)
          << condition;
      remove("t.db");
    }
  }
}

}  // namespace
}  // namespace csvimport
