// Which columns a table gets, from which files.

#include "cli_fixture.hpp"

#include <sys/resource.h>

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace csvimport {
namespace {

class ColumnsTest : public CliTest {
 protected:
  // The statements that made the tables of t.db, whose rows `sql` gives.
  Rows schema() {
    return query("t.db",
                 "SELECT group_concat(m.name || '.' || p.name || ' ' || "
                 "p.type, ', ') FROM sqlite_schema m JOIN "
                 "pragma_table_info(m.name) p GROUP BY m.rowid");
  }
  void import(const Arguments& arguments) {
    remove("t.db");
    const RunResult result = run(Arguments{"-q"} + arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.err + result.out, "");
    EXPECT_EQ(integrity("t.db"), "ok");
  }
};

TEST_F(ColumnsTest, AreSelectedInTheOrderGiven) {
  expect_rows({"--select", "c,A"}, "a,b,c\n1,x,2.5\n3,\"y\",z\n",
              {"1|'2.5'|1", "2|'z'|3"});
  expect_rows({"--select", "c", "--select", "\"a,b\""}, "\"a,b\",c\n1,2\n",
              {"1|2|1"});
}

TEST_F(ColumnsTest, AreCheckedWhetherSelectedOrNot) {
  expect_refused({"--select", "a"}, "a,b\n1,2\n3\n",
                 "t.csv:3: expected 2 fields, got 1");
  expect_refused({"--select", "b"}, "a,b\n\"1\"x,2\n",
                 "t.csv:2: column \"a\": text after the closing quote; a quote "
                 "inside a quoted field must be doubled; if quotes are "
                 "data, use --quotechar none");
}

TEST_F(ColumnsTest, MayBeSomeOfMoreThanSqliteTakes) {
  for (const int width : {2001, 2500, 40'000}) {
    const std::string last = std::to_string(width);
    std::string header;
    std::string record;
    for (int i = 1; i <= width; ++i) {
      header += (i == 1 ? "c" : ",c") + std::to_string(i);
      record += (i == 1 ? "" : ",") + std::to_string(i);
    }
    const std::string csv = header + "\n" + record + "\n" + record + "\n";
    for (const char* const flag : {"--skip-initial-space", "--lenient"}) {
      expect_rows({flag, "--select", "c" + last + ",c2"}, csv,
                  {"1|" + last + "|2", "2|" + last + "|2"});
    }
    const std::string bare = record + "\n" + record + "\n";
    expect_rows({"--no-headers", "--select", "column_1,column_" + last}, bare,
                {"1|1|" + last, "2|1|" + last});
    expect_refused({}, csv,
                   "t.csv:1: " + last +
                       " columns; a SQLite table has at most 2000; take some "
                       "of them with --select");
    expect_refused({"--select", "c1"}, header + "\n1,2\n",
                   "t.csv:2: expected " + last + " fields, got 2");
  }
}

TEST_F(ColumnsTest, AreNoMoreThanSqliteTakesWhereSelected) {
  std::string names = "c1";
  for (int i = 2; i <= 2001; ++i) names += ",c" + std::to_string(i);
  expect_refused({"--select", names}, names + ",c\n",
                 "t.csv: table \"t\" would have 2001 columns; a SQLite table "
                 "has at most 2000; take some of them with --select");
  execute("t.db", "CREATE TABLE t (c2001, c3 INTEGER)");
  write("t.csv", names + "\n" + repeated("1,", 2000) + "7\n");
  EXPECT_EQ(run({"--select", "c2001", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"'7'|NULL"}));
}

TEST_F(ColumnsTest, OfManyEqualNamesGetNumbers) {
  expect_rows(
      {"--select", "a,a_40000"},
      "a" + repeated(",a", 39'999) + "\n1" + repeated(",2", 39'999) + "\n",
      {"1|1|2"});
}

TEST_F(ColumnsTest, AreRenamed) {
  write("t.csv", "a,b\n1,x\n");
  import({"--rename", "A=id", "--rename", "b= the = name ", "--type", "id=TEXT",
          "t.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.id TEXT, t.the = name TEXT'"}));
  import({"--rename", "a=b", "--rename", "b=a", "t.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.b INTEGER, t.a TEXT'"}));
  import({"--select", "b", "--rename", "b=a", "t.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.a TEXT'"}));
}

TEST_F(ColumnsTest, MustBeThere) {
  const std::string csv = "id,price\n1,2\n";
  expect_refused({"--select", "id,prise"}, csv,
                 "t.csv: --select names column \"prise\", which the file does "
                 "not have; did you mean \"price\"?");
  expect_refused({"--select", "ID,zz,prise"}, csv,
                 "t.csv: --select names columns \"zz\", \"prise\", which the "
                 "file does not have; did you mean \"price\" for \"prise\"?");
  expect_refused({"--rename", "yy=a", "--rename", "id=b", "--rename", "zz=c"},
                 csv,
                 "t.csv: --rename names columns \"yy\", \"zz\", which the file "
                 "does not have");
  for (const std::string flag : {"--pk", "--unique", "--index"}) {
    expect_refused(
        {flag, "id,yy,zz"}, csv,
        "t.csv: " + flag +
            " names columns \"yy\", \"zz\", which the table does not "
            "have");
  }
  expect_refused({"--type", "yy=TEXT", "--type", "zz=TEXT"}, csv,
                 "t.csv: --type names columns \"yy\", \"zz\", which the table "
                 "does not have");
  expect_refused({"--rename", "weight=w"}, csv,
                 "t.csv: --rename names column \"weight\", which the file does "
                 "not have");
  expect_refused({"--rename", "id=Price"}, csv,
                 "t.csv: the table would have two columns \"price\"; give one "
                 "of them another name with --rename");
  expect_refused({"--select", "id", "--type", "price=TEXT"}, csv,
                 "t.csv: --type names column \"price\", which the table does "
                 "not have");
  expect_refused({"--names", "a,b", "--select", "b,id"}, csv,
                 "t.csv: --select names column \"id\", which the file does "
                 "not have");
  expect_refused({"--type", "pric=TEXT"}, csv,
                 "t.csv: --type names column \"pric\", which the table does "
                 "not have; did you mean \"price\"?");
}

TEST_F(ColumnsTest, AreNamedWithOrWithoutAHeader) {
  const Rows rows = {"1|1|'x'"};
  write("t.csv", "a,b\n1,x\n");
  import({"--names", "n,\"o,p\"", "t.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.n INTEGER, t.o,p TEXT'"}));
  EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), rows);
  write("t.csv", "1,x\n");
  import({"--no-headers", "--names", "n,o", "t.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.n INTEGER, t.o TEXT'"}));
  EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), rows);
  remove("t.db");
  expect_refused({"--names", "n"}, "\na,b\n1,2\n",
                 "t.csv:2: --names gives 1 name for 2 fields");
}

TEST_F(ColumnsTest, AreNamedByAHeaderOfSeveralRows) {
  write("t.csv", "sales,sales,\n2023, 2024 ,\n,,note\n\n1,2,x\n");
  import({"--header-rows", "3", "t.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.sales 2023 INTEGER, t.sales 2024 INTEGER, "
                            "t.note TEXT'"}));
  EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), (Rows{"1|1|2|'x'"}));
  remove("t.db");
  expect_refused({"--header-rows", "3"}, "a\nb\n",
                 "t.csv: ends within the header; lower --header-rows");
}

TEST_F(ColumnsTest, OfEachFileMakeATableOfTheirOwn) {
  write("a.csv", "x,y\n1,2\n");
  write("b.tsv", "x\tz\nfoo\t0.5\n");
  for (const Arguments& way : every_way()) {
    import(way + Arguments{"a.csv", "b.tsv", "t.db"});
    EXPECT_EQ(schema(),
              (Rows{"'a.x INTEGER, a.y INTEGER'", "'b.x TEXT, b.z REAL'"}));
    EXPECT_EQ(query("t.db",
                    "SELECT rowid, * FROM a UNION ALL SELECT rowid, * "
                    "FROM b"),
              (Rows{"1|1|2", "1|'foo'|0.5"}));
  }
}

TEST_F(ColumnsTest, OfManyTablesHoldEachAllItsRows) {
  Arguments inputs;
  for (int i = 1; i <= 40; ++i) {
    const std::string name = "t" + std::to_string(i) + ".csv";
    write(name, numbered_rows(i * 70));
    inputs.push_back(name);
  }
  // One of them is read twice, and must leave the others as they are.
  write("t7.csv", numbered_rows(100'000) + "x,y\n");
  for (const Arguments& way : every_way()) {
    import(way + inputs + Arguments{"t.db"});
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM sqlite_schema"),
              (Rows{"40"}));
    EXPECT_EQ(query("t.db", "SELECT count(*), max(rowid), sum(a) FROM t40"),
              (Rows{"2800|2800|3918600"}));
    EXPECT_EQ(query("t.db", "SELECT count(*), typeof(a) FROM t7 GROUP BY 2"),
              (Rows{"100001|'text'"}));
  }
}

TEST_F(ColumnsTest, OfSeveralFilesMeetByNameInOneTable) {
  write("a.csv", "x,y\n1,2\n");
  write("b.csv", "Y;z;X\n3;a;4\n");
  const Arguments files = {"--table", "t", "a.csv", "b.csv", "t.db"};
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"--progress", "never"} + files);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(result.err.starts_with(
        "warning: a.csv: has no column \"z\"; it is NULL in the file's rows\n2 "
        "rows into table \"t\" in "))
        << result.err;
    EXPECT_EQ(schema(), (Rows{"'t.x INTEGER, t.y INTEGER, t.z TEXT'"}));
    EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"),
              (Rows{"1|1|2|NULL", "2|4|3|'a'"}));
    remove("t.db");
  }
}

TEST_F(ColumnsTest, OfSeveralFilesHaveOneType) {
  write("a.csv", numbered_rows(200'000));
  write("b.csv", "b,a\nx,2.5\n");
  write("c.csv", numbered_rows(200'000) + "late,y\n");
  import({"--table", "t", "a.csv", "b.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.a REAL, t.b TEXT'"}));
  import({"--table", "t", "a.csv", "b.csv", "c.csv", "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.a TEXT, t.b TEXT'"}));
  EXPECT_EQ(query("t.db", "SELECT count(*), max(rowid) FROM t"),
            (Rows{"400002|400002"}));
  EXPECT_EQ(query("t.db",
                  "SELECT a FROM t WHERE rowid IN (200000, 200001, "
                  "200002, 400002)"),
            (Rows{"'199999'", "'2.5'", "'0'", "'late'"}));
}

TEST_F(ColumnsTest, OfMoreFilesThanMayBeOpen) {
  Arguments inputs;
  for (int i = 1; i <= 150; ++i) {
    const std::string name = std::to_string(i) + ".csv";
    write(name, "a,b\n" + std::to_string(i) + ",x\n");
    inputs.push_back(name);
  }
  // Read twice.
  write("150.csv", numbered_rows(200'000) + "x,x\n");
  Process::Setup few;
  few.before_exec = [] {
    const rlimit limit{64, 64};
    ::setrlimit(RLIMIT_NOFILE, &limit);
  };
  for (const Arguments& way : every_way()) {
    Process process = start(
        way + Arguments{"-q", "--table", "t"} + inputs + Arguments{"t.db"},
        few);
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT count(*), typeof(a) FROM t GROUP BY 2"),
              (Rows{"200150|'text'"}));
    remove("t.db");
  }
}

TEST_F(ColumnsTest, OfSeveralFilesMayBeCompressedOrPiped) {
  write("a.csv", "a,b\n1,2\n");
  write("b.csv", "b,a\n4,3\n");
  const std::string gzip = "gzip '" + path("b.csv").string() + "'";
  ASSERT_EQ(std::system(gzip.c_str()), 0);  // NOLINT(cert-env33-c)
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run_piped(way + Arguments{"-q", "--table", "t", "--select", "b,a",
                                  "--filename-column", "f", "a.csv", "b.csv.gz",
                                  "-", "t.db"},
                  "a,c,b\n5,x,6\n");
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT rowid, b, a, f FROM t"),
              (Rows{"1|2|1|'a.csv'", "2|4|3|'b.csv.gz'", "3|6|5|'stdin'"}));
    remove("t.db");
  }
}

TEST_F(ColumnsTest, OfSeveralFilesMayComeThroughAPipe) {
  write("a.csv", "a,b\n1,2\n");
  const RunResult result =
      run_piped({"-q", "--table", "t", "a.csv", "-", "t.db"},
                numbered_rows(200'000) + "x,y\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT count(*), typeof(a) FROM t GROUP BY 2"),
            (Rows{"200002|'text'"}));
  EXPECT_EQ(files(), (Rows{"a.csv", "t.db"}));
}

TEST_F(ColumnsTest, SayWhichFileARowIsFrom) {
  write("a.csv", "x,y\n1,2\n");
  write("b.csv", "y,x,z\n3,4,5\n");
  import({"--table", "t", "--filename-column", "from file", "a.csv", "b.csv",
          "t.db"});
  EXPECT_EQ(schema(), (Rows{"'t.x INTEGER, t.y INTEGER, t.z INTEGER, t.from "
                            "file TEXT'"}));
  EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"),
            (Rows{"1|1|2|NULL|'a.csv'", "2|4|3|5|'b.csv'"}));
  const RunResult piped =
      run_piped({"-q", "--filename-column", "f", "-", "s.db"}, "x\n1\n");
  EXPECT_EQ(piped.exit_code, 0) << piped.err;
  EXPECT_EQ(query("s.db", "SELECT f FROM stdin"), (Rows{"'stdin'"}));
}

TEST_F(ColumnsTest, OfFileNamesAreNeverNull) {
  write("NA", "x\n1\nNA\n");
  import(
      {"--null", "NA", "--filename-column", "f", "--table", "t", "NA", "t.db"});
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'NA'", "NULL|'NA'"}));
  import({"--null", "NA", "--null-quoted", "--filename-column", "f", "--table",
          "u", "NA", "t.db"});
  EXPECT_EQ(query("t.db", "SELECT * FROM u"), (Rows{"1|'NA'", "NULL|'NA'"}));
}

TEST_F(ColumnsTest, AreNoMoreThanSqliteTakes) {
  std::string wide = "a1";
  for (int i = 2; i <= 2000; ++i) wide += ",a" + std::to_string(i);
  write("a.csv", wide + "\n");
  write("b.csv", "b\n1\n");
  const RunResult result =
      run({"-q", "--table", "t", "a.csv", "b.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: a.csv: table \"t\" would have 2001 columns; a SQLite table "
            "has at most 2000; take some of them with --select\n");
}

TEST_F(ColumnsTest, MustDifferFromThatForTheFile) {
  const auto refusal = [&](const std::string& declared) {
    write("t.csv", "a\n1\n");
    execute("u.db",
            "DROP TABLE IF EXISTS t; CREATE TABLE t (a, " + declared + ")");
    return run({"--filename-column", "f", "t.csv", "u.db"}).err;
  };
  EXPECT_EQ(refusal("g"),
            "error: t.csv: --filename-column names column \"f\", which the "
            "table does not have; --alter adds it\n");
  EXPECT_EQ(refusal("f AS (1)"),
            "error: t.csv: column \"f\" of table \"t\" is generated; give "
            "--filename-column another name\n");
  remove("u.db");
  expect_refused({"--filename-column", "B"}, "a,b\n1,2\n",
                 "t.csv: has a column \"B\"; give --filename-column another "
                 "name");
}

TEST_F(ColumnsTest, OfFilesThatWouldMakeOneTableAreRefused) {
  write("a.csv", "x\n1\n");
  write("A.tsv", "x\n1\n");
  const RunResult result = run({"a.csv", "A.tsv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: A.tsv: would make a second table \"A\", as a.csv does; "
            "--table puts all files into one table\n");
  EXPECT_EQ(files(), (Rows{"A.tsv", "a.csv"}));
}

TEST_F(ColumnsTest, OfAllFilesAreThereOrNone) {
  write("a.csv", "x,y\n1,2\n");
  write("b.csv", "x,y\n1\n");
  for (const Arguments& table : {Arguments{}, Arguments{"--table", "t"}}) {
    const RunResult result = run(table + Arguments{"a.csv", "b.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "error: b.csv:2: expected 2 fields, got 1\n");
    EXPECT_EQ(files(), (Rows{"a.csv", "b.csv"}));
  }
  const RunResult result = run({"a.csv", "none.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(files(), (Rows{"a.csv", "b.csv"}));
}

TEST_F(ColumnsTest, OfSeveralTablesAreSummedUp) {
  write("a.csv", "x,y\n1,2\n");
  write("b.csv", "x\n1\n2\n");
  const RunResult result = run({"--summary", "json", "a.csv", "b.csv", "t.db"});
  EXPECT_TRUE(
      result.err.starts_with("a.csv: 1 row into table \"a\"\nb.csv: 2 "
                             "rows into table \"b\"\n3 rows into 2 "
                             "tables in "))
      << result.err;
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json.at("rows"), 3);
  EXPECT_EQ(json.at("tables").at(1).at("table"), "b");
  EXPECT_EQ(json.at("tables").at(1).at("inputs"),
            nlohmann::json::parse(R"(["b.csv"])"));
}

}  // namespace
}  // namespace csvimport
