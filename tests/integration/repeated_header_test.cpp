// Records of data that repeat the header, as in files that were put together.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

const char* const kRepeats =
    "repeats the header; --lenient drops such a record, --on-error skip "
    "rejects it, --no-headers makes rows of it and the header";

const char* const kRepeatsOneOfRows =
    "repeats the header; --lenient drops such a record, --on-error skip "
    "rejects it, --no-headers in place of --header-rows makes rows of it and "
    "the header";

class RepeatedHeaderTest : public CliTest {};

TEST_F(RepeatedHeaderTest, IsABadRecord) {
  for (const std::string csv :
       {"id,name\n1,Ada\nid,name\n2,Bo\n", "id,name\n1,Ada\n\"id\",\"name\"\n",
        "\"id\",name\r\n1,Ada\r\nid,name\r\n",
        "\xEF\xBB\xBFid,name\n1,Ada\nid,name",
        "id;na,me;c\n1;Ada;2\nid;na,me;c\n", "a,a\n1,2\na,a\n",
        " id, name\n1,2\n id, name\n"}) {
    expect_refused({}, csv, std::string("t.csv:3: ") + kRepeats);
  }
  expect_refused({}, "id,name\nid,name\n1,Ada\n",
                 std::string("t.csv:2: ") + kRepeats);
  expect_refused({}, "\"a\nb\",c\n1,2\n\"a\nb\",c\n",
                 std::string("t.csv:4: ") + kRepeats);
}

TEST_F(RepeatedHeaderTest, IsWhatTheFileSays) {
  expect_refused({"--names", "x,y"}, "id,name\n1,Ada\nid,name\n",
                 std::string("t.csv:3: ") + kRepeats);
  expect_refused({"--select", "name"}, "id,name\n1,Ada\nid,name\n",
                 std::string("t.csv:3: ") + kRepeats);
  expect_refused({"--header-rows", "2"},
                 "id,name\nno,kg\n1,2\nid,name\nno,kg\n",
                 std::string("t.csv:4: ") + kRepeatsOneOfRows);
  expect_refused({"--header-rows", "2"}, "id,name\nno,kg\n1,2\nno,kg\n",
                 std::string("t.csv:4: ") + kRepeatsOneOfRows);
}

TEST_F(RepeatedHeaderTest, IsComparedAsNamesAreTrimmed) {
  for (const std::string csv :
       {"id, name\n1,Ada\nid,name\n", "id,name\n1,Ada\n id,\"name \"\n",
        "\u00A0id\u200B,name\n1,Ada\nid,\tname\n",
        "id,name\n1,Ada\n\u2060id,name\u00A0\n"}) {
    expect_refused({"--delimiter", ","}, csv,
                   std::string("t.csv:3: ") + kRepeats);
  }
}

TEST_F(RepeatedHeaderTest, IsNoRowOfAHeaderThatMayBeData) {
  expect_rows({"--header-rows", "2"}, "a,b\n2019,2020\n1,2\n2019,2020\n",
              {"1|1|2", "2|2019|2020"});
  expect_rows({"--header-rows", "2"},
              "id,name,weight\nno,,kg\n1,Ada,60\nno,,kg\n",
              {"1|'1'|'Ada'|'60'", "2|'no'|NULL|'kg'"});
  expect_refused({"--header-rows", "2"},
                 "id,name,weight\nno,,kg\n1,Ada,60\nid,name,weight\nno,,kg\n",
                 std::string("t.csv:4: ") + kRepeatsOneOfRows);
}

TEST_F(RepeatedHeaderTest, IsNoneWhereAnythingDiffers) {
  expect_rows(
      {}, "id,name\n1,Ada\nid,Name\nid,\nid,name2\n",
      {"1|'1'|'Ada'", "2|'id'|'Name'", "3|'id'|NULL", "4|'id'|'name2'"});
  expect_rows({}, "id\nx\nid\n", {"1|'x'", "2|'id'"});
  expect_rows({}, "yes,\nno,x\nyes,\n", {"1|'no'|'x'", "2|'yes'|NULL"});
  expect_rows({}, "1,2\n3,4\n1,2\n", {"1|3|4", "2|1|2"});
  expect_rows({"--no-headers"}, "id,name\nid,name\n",
              {"1|'id'|'name'", "2|'id'|'name'"});
  expect_rows({"--no-headers", "--names", "id,name"}, "id,name\n1,Ada\n",
              {"1|'id'|'name'", "2|'1'|'Ada'"});
  expect_rows({"--names", "x,y"}, "id,name\nx,y\n", {"1|'x'|'y'"});
  // Nothing but blanks makes no header.
  expect_rows({"--delimiter", ","}, ",\n,\n1,2\n", {"1|NULL|NULL", "2|1|2"});
}

TEST_F(RepeatedHeaderTest, IsRejectedLikeOthers) {
  write("t.csv", "id,name\n1,Ada\nid,name\n2,Bo\nid,name\n");
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result =
        run(way + Arguments{"-q", "--on-error", "skip", "--rejects", "r.csv",
                            "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    // The types are those of the rows.
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"),
              (Rows{"1|1|'Ada'", "3|2|'Bo'"}));
    EXPECT_EQ(read("r.csv"), "id,name\nid,name\nid,name\n");
    EXPECT_EQ(read("r.csv.reasons"),
              "line,record,column,reason\n3,2,,repeats the header\n"
              "5,4,,repeats the header\n");
    remove("t.db");
  }
}

TEST_F(RepeatedHeaderTest, IsDroppedByLenient) {
  expect_rows({"--lenient"}, "id,name\n1,Ada\nid,name\n2,Bo\n3\nid,name\n",
              {"1|1|'Ada'", "3|2|'Bo'", "4|3|NULL"});
  expect_rows({"--lenient"}, "id,name\nid,name\n", {});
}

TEST_F(RepeatedHeaderTest, IsARepairOfItsOwnKind) {
  write("t.csv", "id,name\n1,Ada\nid,name\n2,Bo\nid,name\n");
  for (const Arguments& way : some_of(every_way())) {
    RunResult result = run(way + Arguments{"--lenient", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(
        result.err.starts_with("repaired: 2 repeated headers dropped\n"
                               "2 rows into"))
        << result.err;
    result = run(way + Arguments{"-q", "--lenient", "--summary", "json",
                                 "t.csv", "t.db"});
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json.at("records"), 2);
    EXPECT_EQ(json.at("rows"), 2);
    EXPECT_EQ(json.at("repairs").at("repeated_headers"), 2);
    remove("t.db");
  }
}

TEST_F(RepeatedHeaderTest, IsNotTheHeaderOfAnotherFile) {
  write("a.csv", "id,name\n1,Ada\n");
  write("b.csv", "id,name\n2,Bo\nid,name\n3,Cy\n");
  const Arguments files{"--table", "t", "a.csv", "b.csv", "t.db"};
  RunResult result = run(Arguments{"-q"} + files);
  EXPECT_EQ(result.err, std::string("error: b.csv:3: ") + kRepeats + "\n");
  for (const Arguments& way : some_of(every_way())) {
    result = run(way + Arguments{"-q", "--lenient"} + files);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"),
              (Rows{"1|1|'Ada'", "2|2|'Bo'", "4|3|'Cy'"}));
    remove("t.db");
  }
}

TEST_F(RepeatedHeaderTest, MayNameYears) {
  write("t.csv", "2019,2020,total\n1,2,3\n2019,2020,total\n4,5,6\n");
  const RunResult result = run({"-q", "--lenient", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|2|3", "4|5|6"}));
}

TEST_F(RepeatedHeaderTest, DoesNotShiftWhatTheDatabaseRefuses) {
  write("t.csv", "id,name\nid,name\n1,Ada\nid,name\n1,Bo\n");
  for (const Arguments& way : some_of(every_way())) {
    for (const char* const sql :
         {"CREATE TABLE t (id INTEGER PRIMARY KEY, name)",
          "CREATE TABLE t (id UNIQUE, name)"}) {
      execute("t.db", sql);
      const RunResult result =
          run(way + Arguments{"-q", "--lenient", "t.csv", "t.db"});
      EXPECT_TRUE(result.err.starts_with(
          "error: t.csv:5: column \"id\": \"1\": UNIQUE constraint failed: "
          "t.id; if keys may come again"))
          << result.err;
      remove("t.db");
    }
    const RunResult result =
        run(way + Arguments{"-q", "--lenient", "--pk", "id", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_TRUE(result.err.starts_with("error: t.csv:5: ")) << result.err;
  }
}

}  // namespace
}  // namespace csvimport
