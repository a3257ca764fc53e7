// Names of columns as snake_case.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class NormalizeTest : public CliTest {
 protected:
  Rows names() {
    return query("t.db",
                 "SELECT name FROM pragma_table_info('t') ORDER BY cid");
  }
};

TEST_F(NormalizeTest, MakesNamesThatNeedNoQuotes) {
  write("t.csv",
        "Größe (cm),Straße,Café Nr. 5,OrderDate,2024,,strasse,%\n"
        "1,2,3,4,5,6,7,8\n");
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"-q", "--normalize", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(names(),
              (Rows{"'grosse_cm'", "'strasse'", "'cafe_nr_5'", "'order_date'",
                    "'_2024'", "'column_6'", "'strasse_2'", "'column_8'"}));
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|2|3|4|5|6|7|8"}));
    remove("t.db");
  }
}

TEST_F(NormalizeTest, LetsOptionsNameColumnsAsTheTableDoes) {
  write("t.csv", "Größe (cm),Preis €,Id\n1,2,3\n");
  EXPECT_EQ(run({"-q", "--normalize", "--type", "grosse_cm=REAL", "--pk", "id",
                 "--rename", "preis=Preis in Euro", "t.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(names(), (Rows{"'grosse_cm'", "'Preis in Euro'", "'id'"}));
  EXPECT_EQ(query("t.db", "SELECT rowid, * FROM t"), (Rows{"3|1.0|2|3"}));
}

TEST_F(NormalizeTest, LetsColumnsBeSelectedByEitherName) {
  expect_rows({"--normalize", "--select", "a_b,Größe (cm)"},
              "Größe (cm),a b,A_B\n1,2,3\n", {"1|3|1"});
  expect_rows({"--normalize", "--select", "grosse_cm,a b"},
              "Größe (cm),a b,A_B\n1,2,3\n", {"1|1|2"});
  expect_refused({"--normalize", "--select", "groesse_cm"}, "Größe (cm)\n1\n",
                 "t.csv: --select names column \"groesse_cm\", which the file "
                 "does not have; did you mean \"grosse_cm\"?");
  expect_refused({"--normalize", "--select", "a_b,a b"}, "a b\n1\n",
                 "t.csv: the table would have two columns \"a_b\"; give one of "
                 "them another name with --rename");
}

TEST_F(NormalizeTest, FindsTheColumnsOfATableThatExists) {
  write("t.csv", "Größe (cm),Order Date,x\n1,2,3\n");
  for (const std::string columns :
       {"grosse_cm, order_date, x", "\"GRÖSSE-CM\", \"Order Date\", x",
        "\"Größe (cm)\", OrderDate, X"}) {
    for (const Arguments& way : every_way()) {
      execute("t.db", "CREATE TABLE t (" + columns + ")");
      const RunResult result =
          run(way + Arguments{"-q", "--normalize", "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"'1'|'2'|'3'"}));
      remove("t.db");
    }
  }
}

TEST_F(NormalizeTest, SaysWhatATableThatExistsLacks) {
  write("t.csv", "A b,C\n1,2\n");
  execute("t.db", "CREATE TABLE t (c)");
  EXPECT_EQ(run({"--normalize", "t.csv", "t.db"}).err,
            "error: t.csv: column \"a_b\" is not in table \"t\"; --alter adds "
            "it, --select leaves it out\n");
  EXPECT_EQ(run({"-q", "--normalize", "--alter", "t.csv", "t.db"}).exit_code,
            0);
  EXPECT_EQ(names(), (Rows{"'c'", "'a_b'"}));
}

TEST_F(NormalizeTest, RefusesTwoColumnsForOne) {
  write("t.csv", "a b,A-B\n1,2\n");
  execute("t.db", "CREATE TABLE t (\"A-B\", c)");
  EXPECT_EQ(run({"--normalize", "t.csv", "t.db"}).err,
            "error: t.csv: columns \"a b\", \"A-B\" would both be column "
            "\"A-B\" of table \"t\"; --select takes one\n");
}

TEST_F(NormalizeTest, MakesOneColumnOfSeveralFiles) {
  write("a.csv", "Größe (cm),b\n1,2\n");
  write("b.csv", "B,grosse cm\n3,4\n");
  EXPECT_EQ(run({"-q", "--normalize", "--table", "t", "a.csv", "b.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT grosse_cm, b FROM t"), (Rows{"1|2", "4|3"}));
}

TEST_F(NormalizeTest, IsSaidAsAFlag) {
  write("t.csv", "A b\n1\n");
  EXPECT_EQ(run({"--dry-run", "--normalize", "t.csv"}).out,
            "CREATE TABLE \"t\" (\n  \"a_b\" INTEGER\n);\n"
            "-- t.csv: --delimiter , --quotechar '\"' --table t --normalize "
            "--type a_b=INTEGER\n"
            "-- 1 record: 1 row, 0 rejected\n");
}

}  // namespace
}  // namespace csvimport
