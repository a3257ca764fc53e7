// Numbers with marks of their own: --decimal and --thousands.

#include "cli_fixture.hpp"
#include "random_table.hpp"

namespace csvimport {
namespace {

const Arguments kGerman = {"--decimal", ",", "--thousands", "."};

class NumberMarksTest : public CliTest {
 protected:
  // Imports t.csv as German into a table of the columns a and `n`, in some
  // ways, and expects a bad record of line 3 with `message`.
  void expect_bad(const std::string& columns, const std::string& message) {
    const std::string before = read("t.csv");
    for (const Arguments& way : some_of(every_way())) {
      execute("t.db", "CREATE TABLE t (" + columns + ")");
      const RunResult failed = run(way + kGerman + Arguments{"t.csv", "t.db"});
      EXPECT_EQ(failed.err, "error: t.csv:3: column \"n\": " + message + "\n");
      EXPECT_EQ(failed.exit_code, 1);
      EXPECT_EQ(query("t.db", "SELECT * FROM t"), Rows{});
      const RunResult skipped =
          run(way + kGerman +
              Arguments{"-q", "--on-error", "skip", "--rejects", "r.csv",
                        "t.csv", "t.db"});
      EXPECT_EQ(skipped.exit_code, 3) << skipped.err;
      EXPECT_EQ(read("r.csv"), "a;n\n" + before.substr(before.find("y;")));
      EXPECT_EQ(query("t.db", "SELECT a FROM t"), (Rows{"'x'"}));
      remove("t.db");
    }
  }
};

TEST_F(NumberMarksTest, AreReadInNewTables) {
  expect_rows(kGerman,
              "a;b;c\n1.234,56;1.000;x\n3;-7;1.5\n-0,5;;y\n\"1,0\";\"\";\n",
              {"1|1234.56|1000|'x'", "2|3.0|-7|'1.5'", "3|-0.5|NULL|'y'",
               "4|1.0|NULL|NULL"});
  expect_rows({"--decimal", ","}, "a,b\n\"1,5\",1\n2,\"-2,25\"\n",
              {"1|1.5|1.0", "2|2.0|-2.25"});
  expect_rows({"--thousands", ","}, "a;b\n1,234.5;12,345\n",
              {"1|1234.5|12345"});
  expect_rows({"--thousands", "'"}, "a;b\n1'234.5;x\n", {"1|1234.5|'x'"});
  expect_rows({"--decimal", ",", "--thousands", " "}, "a;b\n1 234,5;x\n",
              {"1|1234.5|'x'"});
}

TEST_F(NumberMarksTest, LeaveTextsAsTheyAre) {
  expect_rows(kGerman,
              "a;b;c;d\n1,5;1,5;007,5;1,5\n1.5;n/a;1,5;0,123456789012345678\n",
              {"1|'1,5'|'1,5'|'007,5'|'1,5'",
               "2|'1.5'|'n/a'|'1,5'|'0,123456789012345678'"});
  expect_rows(kGerman + Arguments{"--type", "a=TEXT"}, "a;b\n1,5;1\n",
              {"1|'1,5'|1"});
  expect_rows(kGerman + Arguments{"--all-text"}, "a;b\n1,5;1\n",
              {"1|'1,5'|'1'"});
}

TEST_F(NumberMarksTest, LeaveNullsAndTheirSpellings) {
  expect_rows(kGerman + Arguments{"--null", "0,0", "--null", "1.5"},
              "a;b\n0,0;1\n1.5;2\n0,5;\n",
              {"1|NULL|1", "2|NULL|2", "3|0.5|NULL"});
  expect_rows(kGerman + Arguments{"--null", "15"}, "a;b\n1.500;1\n15;2\n",
              {"1|1500|1", "2|NULL|2"});
}

TEST_F(NumberMarksTest, AreReadInSelectedColumns) {
  expect_rows(kGerman + Arguments{"--select", "b,a", "--rename", "b=x"},
              "a;b;c\n1,5;1.000;z\n", {"1|1000|1.5"});
  expect_rows(kGerman + Arguments{"--null-quoted", "--null", "-"},
              "a;b\n\"1,5\";\"-\"\n2;\"1.000\"\n",
              {"1|1.5|NULL", "2|2.0|1000"});
}

TEST_F(NumberMarksTest, AreReadInKeys) {
  expect_rows(kGerman + Arguments{"--pk", "a", "--index", "b"},
              "a;b\n2.000;2,5\n1.000;1,5\n",
              {"1000|1000|1.5", "2000|2000|2.5"});
  expect_refused(kGerman + Arguments{"--pk", "a"},
                 "a;b\n1.000;x\n2;y\n1000;z\n",
                 "t.csv:4: column \"a\": \"1000\": UNIQUE constraint failed: "
                 "t.a; if keys may come again, use --on-conflict ignore, "
                 "replace or update");
}

// What the sample does not show.
TEST_F(NumberMarksTest, AreReadWhereTheyComeLate) {
  std::string csv = "a;b;c;d\n";
  for (int i = 0; i < 200'000; ++i) csv += "1,5;;;1\n";
  csv += "1.5;1.234,5;1,5;1.000\n2;7;x;2,5\n";
  write("t.csv", csv);
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result =
        run(way + kGerman + Arguments{"-q", "--no-sync", "t.csv", "t.db"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t WHERE rowid > 199999"),
              (Rows{"'1,5'|NULL|NULL|1.0", "'1.5'|1234.5|'1,5'|1000.0",
                    "'2'|7.0|'x'|2.5"}));
    remove("t.db");
  }
}

TEST_F(NumberMarksTest, MustFitDeclaredTypes) {
  for (const std::string text : {"1.5", "1234.5", "1.2e3"}) {
    expect_refused(kGerman + Arguments{"--type", "b=REAL"},
                   "a;b\nx;1,5\ny;" + text + "\n",
                   "t.csv:3: column \"b\": \"" + text +
                       "\" is not a number by --decimal , --thousands .");
  }
  expect_refused(kGerman + Arguments{"--type", "b=INTEGER"}, "a;b\nx;1,5\n",
                 "t.csv:2: column \"b\": \"1,5\" is not a 64-bit integer");
  expect_refused(kGerman + Arguments{"--type", "b=REAL"}, "a;b\nx;12.34,5\n",
                 "t.csv:2: column \"b\": \"12.34,5\" is not a number");
  expect_refused(
      {"--decimal", ",", "--type", "b=REAL"}, "a;b\nx;1.5\n",
      "t.csv:2: column \"b\": \"1.5\" is not a number by --decimal ,");
}

TEST_F(NumberMarksTest, AreReadInTablesThatExist) {
  write("t.csv", "i;r;n;t;x\n1.000;1,5;1,50;1,5;1,5\n;;abc;;\n");
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db",
            "CREATE TABLE t (i INTEGER, r REAL, n NUMERIC, t TEXT, x BLOB)");
    const RunResult result = run(way + kGerman + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_TRUE(result.err.starts_with("warning: ")) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t"),
              (Rows{"1000|1.5|1.5|'1,5'|'1,5'", "NULL|NULL|'abc'|NULL|NULL"}));
    remove("t.db");
  }
}

// What the table makes of them are numbers all the same.
TEST_F(NumberMarksTest, AreReadInNumericColumnsOfTexts) {
  write("t.csv", "n\n1.234\n1,5\n");
  for (const Arguments& texts :
       {Arguments{"--all-text"},
        Arguments{"--type", "n=TEXT", "--type", "c=TEXT"}}) {
    execute("t.db", "CREATE TABLE t (n DECIMAL(10,2), c NUMERIC)");
    const RunResult result =
        run(kGerman + texts +
            Arguments{"--column", "c=2.000", "--delimiter", ";", "--where",
                      "n > 1", "-q", "t.csv", "t.db"});
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(query("t.db", "SELECT * FROM t"),
              (Rows{"1234|2000", "1.5|2000"}));
    remove("t.db");
  }
}

// Texts then, which the writer inserts when all of the batch is converted.
TEST_F(NumberMarksTest, GoIntoTextColumnsOfADeclaredType) {
  write("t.csv", "t\n1,5\n-2,25\n1.000.000\n");
  for (const Arguments& way : every_way()) {
    execute("t.db", "CREATE TABLE t (t TEXT)");
    const RunResult result = run(way + kGerman +
                                 Arguments{"-q", "--delimiter", ";", "--type",
                                           "t=REAL", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t"),
              (Rows{"'1.5'", "'-2.25'", "'1000000'"}));
    remove("t.db");
  }
}

TEST_F(NumberMarksTest, MustFitTablesThatExist) {
  write("t.csv", "a;n\nx;1,5\ny;1.5\n");
  for (const char* const type : {"REAL", "INTEGER", "NUMERIC", "DATE"}) {
    expect_bad("a, n " + std::string(type),
               "\"1.5\" is not a number by --decimal , --thousands .");
  }
  write("t.csv", "a;n\nx;1,5\ny;007,5\n");
  expect_bad("a, n REAL",
             "\"007,5\" would become 7.5, as the table's column has REAL "
             "affinity; --coerce n takes it so, and a new table, by "
             "--if-exists replace --type n=TEXT, keeps it");
}

TEST_F(NumberMarksTest, GoWithConflictsOverKeys) {
  write("t.csv", "k;n\n1.000;1,5\n2.000;2,5\n");
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db",
            "CREATE TABLE t (k INTEGER PRIMARY KEY, n REAL);"
            "INSERT INTO t VALUES (1000, 7)");
    const RunResult result =
        run(way + kGerman +
            Arguments{"-q", "--on-conflict", "update", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1000|1.5", "2000|2.5"}));
    remove("t.db");
  }
}

TEST_F(NumberMarksTest, LeaveDefaultsOfFilesWithoutTheColumn) {
  write("a.csv", "k;n\n1;1,5\n");
  write("b.csv", "k\n2\n");
  const RunResult result =
      run(kGerman + Arguments{"-q", "--table", "t", "--default", "n=2.5",
                              "a.csv", "b.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|1.5", "2|2.5"}));
}

TEST_F(NumberMarksTest, ArePinnedByVerboseRuns) {
  write("t.csv", "a;b\n1,5;1.000\n");
  const RunResult result = run(kGerman + Arguments{"-v", "t.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "t.csv: chosen: --delimiter ';' --quotechar '\"' --decimal , --thousands "
      ". --table t --type a=REAL --type b=INTEGER\n"))
      << result.err;
}

// A number of up to 17 digits, and how German texts write it.
struct Numeral {
  std::string plain;
  std::string german;
};

Numeral random_numeral(Random& random, bool has_fraction) {
  std::string digits = std::to_string(random.bits() >> random.below(64));
  digits = digits.substr(0, 12);
  const std::string sign = random.once_in(4) && digits != "0" ? "-" : "";
  Numeral numeral{sign + digits, sign + digits};
  if (random.once_in(2)) {
    for (std::size_t at = numeral.german.size(); at > sign.size() + 3;) {
      at -= 3;
      numeral.german.insert(at, ".");
    }
  }
  if (has_fraction && !random.once_in(3)) {
    const std::string fraction = std::to_string(random.below(100'000));
    numeral.plain += '.' + fraction;
    numeral.german += ',' + fraction;
  }
  return numeral;
}

TEST_F(NumberMarksTest, AreOfferedWhereAColumnLooksSo) {
  write("t.csv", "a;b;c\n1,5;1.234,5;x\n2;7;1,5\n");
  const RunResult typed = run({"--type", "a=REAL", "t.csv", "t.db"});
  EXPECT_EQ(typed.exit_code, 1);
  EXPECT_EQ(typed.err,
            "error: t.csv:2: column \"a\": \"1,5\" is not a number; with "
            "--decimal , (in all columns) it is a number\n");
  execute("old.db", "CREATE TABLE t(a REAL, b REAL, c)");
  const RunResult added = run({"-q", "t.csv", "old.db"});
  EXPECT_EQ(added.exit_code, 0);
  const RunResult told = run({"t.csv", "old.db"});
  EXPECT_NE(told.err.find("\"1.234,5\" is text for a column of REAL affinity "
                          "(1 value came); with --decimal , --thousands . (in "
                          "all columns) it is a number\n"),
            std::string::npos)
      << told.err;
}

TEST_F(NumberMarksTest, MakeRandomNumbersWhatPlainOnesAre) {
  for (int seed = 1; seed <= runs_of_property(40); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<unsigned>(seed));
    std::string plain = "i;r;m\n";
    std::string german = plain;
    std::string bad = plain;
    const std::size_t rows = 1 + random.below(300);
    for (std::size_t i = 0; i < rows; ++i) {
      const Numeral whole = random_numeral(random, false);
      const Numeral real = random_numeral(random, true);
      const std::string rest = random.once_in(9) ? "" : "x" + std::to_string(i);
      plain += whole.plain + ';' + real.plain + ';' + rest + '\n';
      german += whole.german + ';' + real.german + ';' + rest + '\n';
      if (!random.once_in(20)) continue;
      const std::string record = random.once_in(2) ? "1;2\n" : "1;1.5;x\n";
      bad += record;
      german += record;
    }
    write("plain.csv", plain);
    write("german.csv", german);
    const Arguments flags = {
        "-q",     "--no-sync", "--delimiter",  ";",   "--table", "t",
        "--type", "r=REAL",    "--batch-size", "1000"};
    ASSERT_EQ(run(flags + Arguments{"plain.csv", "plain.db"}).exit_code, 0);
    const char* const select = "SELECT i, r, m, typeof(i), typeof(r) FROM t";
    const bool is_all_good = bad == "i;r;m\n";
    for (const Arguments& way : some_of(every_way())) {
      const RunResult result =
          run(way + flags + kGerman +
              Arguments{"--on-error", "skip", "--rejects", "bad.csv",
                        "german.csv", "german.db"});
      ASSERT_EQ(result.exit_code, is_all_good ? 0 : 3) << result.err;
      ASSERT_EQ(query("german.db", select), query("plain.db", select));
      ASSERT_EQ(query("german.db", "SELECT sql FROM sqlite_schema"),
                query("plain.db", "SELECT sql FROM sqlite_schema"));
      if (!is_all_good) {
        ASSERT_EQ(read("bad.csv"), bad);
      }
      remove("german.db");
    }
    remove("plain.db");
  }
}

}  // namespace
}  // namespace csvimport
