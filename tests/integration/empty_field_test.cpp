// What empty fields become: --empty.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class EmptyFieldTest : public CliTest {
 protected:
  // Imports `csv` as t.csv with `flags` into a table t of `columns`, in some
  // ways, and expects `rows`.
  void expect_rows_in(const std::string& columns, const Arguments& flags,
                      const std::string& csv, const Rows& rows) {
    write("t.csv", csv);
    for (const Arguments& way : some_of(every_way())) {
      execute("t.db", "CREATE TABLE t (" + columns + ")");
      const RunResult result =
          run(way + flags + Arguments{"-q", "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(query("t.db", "SELECT * FROM t"), rows);
      remove("t.db");
    }
  }
};

// A numeric column has no room for an empty text.
TEST_F(EmptyFieldTest, IsWhatTheUserWantsInANewTable) {
  const std::string csv = "i,t,d,n\n,,,\n\"\",\"\",\"\",\"\"\n5,x,7,\n";
  expect_rows(
      {"--empty", "null"}, csv,
      {"1|NULL|NULL|NULL|NULL", "2|NULL|NULL|NULL|NULL", "3|5|'x'|7|NULL"});
  expect_rows({"--empty", "text"}, csv,
              {"1|NULL|''|NULL|''", "2|NULL|''|NULL|''", "3|5|'x'|7|''"});
  expect_rows({"--empty", "default", "--default", "d=1", "--default", "t=a b"},
              csv,
              {"1|NULL|'a b'|1|NULL", "2|NULL|'a b'|1|NULL", "3|5|'x'|7|NULL"});
}

// As a value of the file would.
TEST_F(EmptyFieldTest, TakesPartInTheTypesByItsDefault) {
  expect_rows({"--empty", "default", "--default", "a=1.5", "--default", "b=x"},
              "a,b\n1,1\n,2\n3,\n", {"1|1.0|'1'", "2|1.5|'2'", "3|3.0|'x'"});
}

TEST_F(EmptyFieldTest, IsNamedWhereItsDefaultIsRefused) {
  expect_refused({"--empty", "default", "--default", "a=7", "--unique", "a"},
                 "a,b\n7,1\n,2\n",
                 "t.csv:3: column \"a\": \"7\": UNIQUE constraint failed: t.a; "
                 "if keys may come again, use --on-conflict ignore or replace");
}

TEST_F(EmptyFieldTest, GoesBeforeSpellingsOfNull) {
  expect_rows({"--empty", "text", "--null", "NA", "--null-quoted"},
              "a,b\nNA,\"NA\"\n\"\",\n", {"1|NULL|NULL", "2|''|''"});
  expect_rows({"--empty", "default", "--default", "a=NA", "--null", "NA"},
              "a,b\nNA,1\n,2\n", {"1|NULL|1", "2|'NA'|2"});
}

// As PostgreSQL writes it, where an empty field is an empty text.
TEST_F(EmptyFieldTest, IsNoSpellingOfNull) {
  const std::string csv = "a\tb\tc\n\\N\t\tx\n\t\\N\t\\\\N\n";
  for (const Arguments& further : {Arguments{}, Arguments{"--lenient"}}) {
    expect_rows(further + Arguments{"--delimiter", "\\t", "--quotechar", "none",
                                    "--escapes", "c", "--empty", "text"},
                csv, {"1|NULL|''|'x'", "2|''|NULL|'\\N'"});
  }
  expect_rows({"--escape", "\\", "--null", "\\N", "--null-quoted", "--empty",
               "default", "--default", "a=7"},
              "a,b\n\\N,1\n\"\\N\",2\n\"\",3\n,\\N\n",
              {"1|NULL|1", "2|NULL|2", "3|7|3", "4|7|NULL"});
}

// A field that a short record lacks is none.
TEST_F(EmptyFieldTest, IsNoFieldThatARecordLacks) {
  write("t.csv", "a,b,c\n1,,x\n2\n");
  for (const Arguments& way : some_of(every_way())) {
    EXPECT_EQ(
        run(way + Arguments{"--lenient", "--empty", "default", "--default",
                            "b=7", "--default", "c=d", "t.csv", "t.db"})
            .exit_code,
        0);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"),
              (Rows{"1|7|'x'", "2|NULL|NULL"}));
    remove("t.db");
  }
}

TEST_F(EmptyFieldTest, IsNeverConverted) {
  const Arguments conversions = {"--decimal", ",", "--date", "d=%d.%m.%Y",
                                 "--boolean", "b", "--type", "n=REAL"};
  const std::string csv = "n;d;b;t\n1,5;31.12.2025;yes;x\n;;;\n";
  expect_rows(conversions + Arguments{"--empty", "text"}, csv,
              {"1|1.5|'2025-12-31'|1|'x'", "2|NULL|NULL|NULL|''"});
  expect_rows(
      conversions + Arguments{"--empty", "default", "--default", "n=2.5",
                              "--default", "d=24.12.2025", "--default", "b=no"},
      csv, {"1|1.5|'2025-12-31'|1|'x'", "2|2.5|'2025-12-24'|0|NULL"});
}

TEST_F(EmptyFieldTest, IsJudgedByWhatItBecomes) {
  expect_rows({"--empty", "text", "--not-null", "b"}, "a,b\n1,\n2,x\n",
              {"1|1|''", "2|2|'x'"});
  expect_rows({"--empty", "default", "--default", "a=3", "--pk", "a"},
              "a,b\n1,x\n,y\n", {"1|1|'x'", "3|3|'y'"});
  expect_rows({"--empty", "default", "--default", "b=9", "--where", "b > 5"},
              "a,b\n1,4\n2,\n", {"2|2|9"});
  const std::string missing = ": NULL, where --pk or --not-null wants a value";
  expect_refused({"--empty", "text", "--not-null", "a"}, "a,b\n1,x\n,y\n",
                 "t.csv:3: column \"a\"" + missing);
  expect_refused({"--empty", "null", "--not-null", "b"}, "a,b\n1,x\n2,\"\"\n",
                 "t.csv:3: column \"b\"" + missing);
}

TEST_F(EmptyFieldTest, IsWhatTheUserWantsInATableThatExists) {
  const std::string columns =
      "i INTEGER DEFAULT 5, r REAL DEFAULT (1.0 / 3), t TEXT DEFAULT 1.50,"
      " x DEFAULT 'a''b', n NUMERIC DEFAULT '007', z TEXT, o DEFAULT off,"
      " d DEFAULT (date('now') > '2000')";
  const std::string csv =
      "i,r,t,x,n,z,o\n,,,,,,\n\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n";
  const auto twice = [](const std::string& row) { return Rows{row, row}; };
  expect_rows_in(columns, {"--empty", "null"}, csv,
                 twice("NULL|NULL|NULL|NULL|NULL|NULL|NULL|1"));
  expect_rows_in(columns, {"--empty", "text"}, csv,
                 twice("NULL|NULL|''|''|NULL|''|''|1"));
  // As SQLite fills a row.
  execute("d.db", "CREATE TABLE t (" + columns +
                      "); INSERT INTO t DEFAULT VALUES;"
                      "INSERT INTO t DEFAULT VALUES");
  const Rows defaults = query("d.db", "SELECT * FROM t");
  EXPECT_TRUE(defaults[0].ends_with("|'1.5'|'a''b'|7|NULL|'off'|1"));
  expect_rows_in(columns, {"--empty", "default"}, csv, defaults);
}

TEST_F(EmptyFieldTest, HasOneTimeInAllRows) {
  write("t.csv", "a,b\n1,\n2,\n3,\n");
  execute("t.db",
          "CREATE TABLE t (a, b NOT NULL DEFAULT (strftime('%f', 'now')))");
  EXPECT_EQ(run({"--empty", "default", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT count(*), count(DISTINCT b) FROM t"),
            (Rows{"3|1"}));
}

TEST_F(EmptyFieldTest, IsRefusedWhereADefaultIsNoText) {
  const auto expect_refused_default = [&](const std::string& type,
                                          const std::string& sql,
                                          const std::string& problem) {
    write("t.csv", "a,b\n1,2\n3,x,y\n");
    execute("t.db", "CREATE TABLE t (a, b " + type + " DEFAULT (" + sql + "))");
    const RunResult result = run({"--empty", "default", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: t.db: the default of column \"b\" of table \"t\", \"" +
                  sql + "\", " + problem +
                  ", so --empty default cannot have it; leave the column out "
                  "with --select, or use --empty null\n");
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"0"}));
    remove("t.db");
  };
  expect_refused_default("INT", "abs(random() % 10)",
                         "differs from row to row");
  expect_refused_default("", "hex(randomblob(4))", "differs from row to row");
  expect_refused_default("TEXT", "x'00'", "is a BLOB, which no text is");
  expect_refused_default(
      "", "0",
      "is a number, which a text in a column of no type never becomes");
  expect_refused_default("REAL", "9e999", "is infinite, which no text is");
  expect_refused_default("REAL", "nobody()",
                         "has no value: unknown function: nobody()");
}

TEST_F(EmptyFieldTest, IsCheckedBeforeAnythingIsRead) {
  const auto expect_usage = [&](const Arguments& flags,
                                const std::string& message) {
    const RunResult result = run(flags + Arguments{"none.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err,
              "error: " + message + "; csvimport --help lists the options\n");
  };
  expect_usage({"--empty", "zero"},
               "--empty: must be null, default or text, not \"zero\"");
  expect_usage({"--empty", "text", "--null", ""},
               "--empty: text contradicts --null \"\", which makes NULL of it");
  expect_usage({"--empty", "default", "--decimal", ",", "--default", "p=1.5"},
               "--default: \"1.5\" would be read by --decimal and --thousands "
               "for --empty default; give column \"p\" its --type");
  const std::string of_p = "--default: column \"p\": ";
  expect_usage({"--strict", "--type", "p=INTEGER", "--default", "p=x"},
               of_p + "\"x\" is no INTEGER, as --type has the column");
  expect_usage({"--decimal", ",", "--type", "p=REAL", "--default", "p=1,5"},
               of_p +
                   "\"1,5\" is no REAL, as --type has the column; a default "
                   "is taken as it is written, such as 1.5");
  expect_usage(
      {"--decimal", ",", "--default", "p=1,5"},
      "--default: \"1,5\" is taken as it is written, and not by --decimal and "
      "--thousands; write 1.5, or give column \"p\" its --type");
  expect_usage({"--default", "p=current_timestamp"},
               of_p +
                   "\"current_timestamp\" would be this text in each row, and "
                   "not the time; a table that is made before, by SQL, can "
                   "have such a default");
  expect_usage({"--date", "p=%d.%m.%Y", "--default", "P=2025-12-31"},
               "--default: column \"P\": \"2025-12-31\" is not of the form "
               "\"%d.%m.%Y\"");
  expect_usage({"--boolean", "p=ja,nein", "--default", "p=yes"},
               of_p + "\"yes\" is neither \"ja\" nor \"nein\"");
  expect_usage({"--datetime", "p=%F %T", "--default", "p="},
               of_p + "an empty text is no value for --datetime");
}

}  // namespace
}  // namespace csvimport
