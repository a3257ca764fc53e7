#include "cli_fixture.hpp"

namespace csvimport {
namespace {

using Rows = std::vector<std::string>;

// Imports a file of data/ as it is, and with the flags that -v prints.
class SniffTest : public CliTest {
 protected:
  // Returns the table's rows.
  Rows import(const std::string& name, const std::string& chosen) {
    const RunResult result = run({"-v", "--table", "t", data(name), "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_NE(
        result.err.find(data(name) + ": chosen: " + chosen + " --table t"),
        std::string::npos)
        << result.err;
    return query("t.db", "SELECT * FROM t");
  }
};

TEST_F(SniffTest, FindsSemicolonsAmongDecimalCommas) {
  EXPECT_EQ(import("semicolons.csv", "--delimiter ';' --quotechar '\"'"),
            (Rows{"'Schraube, lang'|'0,15'|1000", "'Mutter'|'0,08'|2500",
                  "'Band; rot'|'12,50'|3"}));
}

TEST_F(SniffTest, FindsSingleQuotes) {
  EXPECT_EQ(import("single_quotes.csv", "--delimiter , --quotechar \"'\""),
            (Rows{"'Groucho'|'I never forget a face, but I will make an "
                  "exception'",
                  "'O''Neill'|'x'"}));
}

TEST_F(SniffTest, FindsPadding) {
  EXPECT_EQ(import("space_after_comma.csv",
                   "--delimiter , --quotechar '\"' --skip-initial-space"),
            (Rows{"'Oslo'|'Norway'|709037", "'Paris, TX'|'USA'|24171"}));
}

TEST_F(SniffTest, DropsPaddingWhereItIs) {
  std::string csv = "a, b\n";
  for (int i = 0; i < 300; ++i) csv += "1, 2\n";
  write("t.csv", csv + "3,4\n5,  \"x, y\"\n");
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a, b FROM t LIMIT 2 OFFSET 300"),
            (Rows{"3|'4'", "5|'x, y'"}));
}

TEST_F(SniffTest, DropsPaddingBeforeTheFirstFieldToo) {
  expect_rows({}, " a, b\n  1, x\n 20, y\n", {"1|1|'x'", "2|20|'y'"});
}

TEST_F(SniffTest, ObeysALineThatNamesTheDelimiter) {
  for (const char* const start :
       {"sep=;\n", "\xEF\xBB\xBFsep=;\r\n", "SEP=;\n", "\"sep=;\"\n"}) {
    write("t.csv", start + std::string("a;b,c\n1;2\n"));
    const RunResult result = run({"-v", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << start;
    EXPECT_NE(result.err.find("--delimiter ';' --quotechar '\"' --skip 1 "),
              std::string::npos)
        << result.err;
    EXPECT_EQ(query("t.db", "SELECT a, \"b,c\" FROM t"), (Rows{"1|2"}));
    remove("t.db");
  }
  write("t.csv", "sep=;\na; b\n1; 2\n");
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a, b FROM t"), (Rows{"1|2"}));
  remove("t.db");
  write("t.csv", "sep=\t\na\n1\n");
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a FROM t"), (Rows{"1"}));
}

TEST_F(SniffTest, ObeysEachLineThatNamesTheDelimiter) {
  for (const char* const end : {"\n", "\r\n", "\r"}) {
    const std::string line = std::string("sep=;") + end;
    const std::string rest = std::string("a;b,c") + end + "1;2" + end;
    expect_rows({}, line + line + rest, {"1|1|2"});
    expect_rows({}, line + "\"sep=;\";" + end + line + rest, {"1|1|2"});
    expect_refused({}, line + line + "sep=," + end + rest,
                   "t.csv:3: names \",\" for the delimiter, where the line "
                   "before names another; use --delimiter");
    expect_rows({"--delimiter", ";"}, line + "sep=," + end + rest, {"1|1|2"});
  }
}

TEST_F(SniffTest, CutsByEvidence) {
  struct Case {
    const char* csv;
    Arguments flags;
    const char* first_row;
  };
  for (const Case& of : std::vector<Case>{
           {"1;2,50;x\n2;3,99;y\n", {"--no-headers"}, "1|'2,50'|'x'"},
           {"1,5;2,5\n3,5;4,5\n", {"--no-headers"}, "'1,5'|'2,5'"},
           {"name;city, land;n\nA;Rome, IT;1\nB;Oslo, NO;2\n",
            {},
            "'A'|'Rome, IT'|1"},
           {"name|city, land|n\nA|Rome, IT|1\nB|Oslo, NO|2\n",
            {},
            "'A'|'Rome, IT'|1"},
           {"\"1\"\t\"DOE, ANN\"\t\"x\"\n\"2\"\t\"ROE, B\"\t\"y\"\n",
            {"--no-headers"},
            "1|'DOE, ANN'|'x'"},
           {"Umsatz\nDatum;Text;Betrag\n1;T1;1,15\n2;T2;2,50\n",
            {"--lenient"},
            "1|'T1'|'1,15'"},
           {"id,name\n1,Ann\n2,'Doe, J'\n", {}, "1|'Ann'"},
           {"id^name\n1^Ann\n", {}, "1|'Ann'"},
           {"id\x1Fname\n1\037Ann\n", {}, "1|'Ann'"},
           {"full name\nAnn Lee\nBob Ray\n", {}, "'Ann Lee'"}}) {
    write("t.csv", of.csv);
    EXPECT_EQ(run(of.flags + Arguments{"t.csv", "t.db"}).exit_code, 0)
        << of.csv;
    EXPECT_EQ(query("t.db", "SELECT * FROM t LIMIT 1"), (Rows{of.first_row}))
        << of.csv;
    remove("t.db");
  }
}

TEST_F(SniffTest, PrintsFlagsThatCanBePastedBack) {
  for (const char* const csv :
       {"a,b\n1,2\n", "a\tb\n1\t2\n", "a\037b\n1\0372\n", "a\001b\n1\0012\n",
        "a; b\n1; 2\n", "'a','b'\n'x,y','2'\n",
        "\"Job\ntitle\",\"it's 5%\"\n1,2\n", "\"a\\n\tb\",$HOME\n1,2\n",
        "sep=|\na|b\n1|2\n", "\"\x1B[1m\",`ls`\n1,2\n", "\"-a\001\";b\n1;2\n",
        "-a,-b\n1,2\n"}) {
    write("t.csv", csv);
    const RunResult first = run({"-v", "t.csv", "t.db"});
    EXPECT_EQ(first.exit_code, 0) << csv;
    const std::string before = "t.csv: chosen: ";
    const std::size_t begin = first.err.find(before) + before.size();
    const std::string flags =
        first.err.substr(begin, first.err.find('\n', begin) - begin);
    EXPECT_EQ(run(shell_words(flags) + Arguments{"-q", "t.csv", "again.db"})
                  .exit_code,
              0)
        << flags;
    for (const char* const sql :
         {"SELECT * FROM t", "SELECT sql FROM sqlite_schema"}) {
      EXPECT_EQ(query("t.db", sql), query("again.db", sql)) << flags;
    }
    remove("t.db");
    remove("again.db");
  }
}

TEST_F(SniffTest, TellsWhatMayHaveBeenMeant) {
  const auto expect = [&](const std::string& csv, const std::string& message) {
    write("t.csv", csv);
    const RunResult result = run({"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << csv;
    const bool has_warning = result.err.find("warning: ") != std::string::npos;
    EXPECT_EQ(has_warning, !message.empty()) << csv << result.err;
    EXPECT_NE(result.err.find(message), std::string::npos) << result.err;
    remove("t.db");
  };
  expect("a b c\n1 2 3\n4 5 6\n",
         "t.csv: is taken for one column; --delimiter ' ' would make 3 of it");
  expect("a:b:c\n1:2:3\n",
         "t.csv: is taken for one column; --delimiter : would make 3 of it");
  expect("note\nx;y\nz\n",
         "t.csv: is taken for one column; --delimiter ';' would make 2 of it");
  expect("url\nhttp://a/b?x=1;y=2\nhttp://c/d?x=3;y=4\nhttp://c/e\n",
         "t.csv: is taken for one column; --delimiter ';' would make 2 of it");
  const std::string names_are_data =
      "t.csv: its first record is taken for the header, but looks like data; "
      "--no-headers makes it a row";
  expect("1,2.5,2024-05-01\n2,3.5,2024-05-02\n", names_are_data);
  expect("10:30\n11:30\n", names_are_data);
  expect("4711,Ann,x\n4712,Bob,y\n", names_are_data);
  expect("Ann,x,12.50\nBob,y,3\n", names_are_data);
  expect("Ann;x;12,50\nBob;y;3\n", names_are_data);
  expect("2025-01-01T10:00:00Z,ERROR,x\n2025-01-01T10:00:01Z,INFO,y\n",
         names_are_data);
  expect("full name\nAnn Lee\nBob Ray\n", "");
  expect("time\n10:30:00\n11:30:00\n", "");
  expect("country,2019,2020\nNO,1,2\n", "");
  expect("note\na;b\n" + repeated("x\n", 8), "");
}

TEST_F(SniffTest, TellsWhatSpeaksAgainstWhatIsGiven) {
  write("t.csv", "a,b\n1,2\n3,4\n");
  const auto told_of = [&](const Arguments& flags, const std::string& message) {
    const RunResult result = run(flags + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_NE(result.err.find("warning: t.csv: " + message), std::string::npos)
        << result.err;
    remove("t.db");
  };
  for (const std::string delimiter : {";", ",;", ", "}) {
    told_of({"-d", delimiter},
            "is taken for one column; --delimiter , would make 2 of it\n");
  }
  write("t.csv", "1,2\n3,4\n5,6\n");
  told_of({"--header-rows", "2"},
          "its first records are taken for the header, but look like data; "
          "--no-headers in place of --header-rows makes rows of them\n");
  write("t.csv", "note\nx, y\nz\n");
  EXPECT_EQ(run({"-d", ";", "t.csv", "t.db"}).err.find("warning"),
            std::string::npos);
}

TEST_F(SniffTest, RefusesWhatIsNoCsv) {
  const auto expect = [&](const std::string& start, const std::string& what) {
    write("t.csv", start);
    const RunResult result = run({"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1) << start;
    EXPECT_EQ(result.err, "error: t.csv: is " + what + '\n');
    EXPECT_FALSE(exists("t.db"));
  };
  expect("<!DOCTYPE html>\n<html><title>Sign in</title>\n",
         "HTML, and no CSV; if it is CSV, give its --delimiter");
  expect("[{\"a\": 1},\n{\"a\": 2}]\n",
         "JSON, and no CSV; if it is CSV, give its --delimiter");
  expect("version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 9\n",
         "a Git LFS pointer, not the file itself, and no CSV");
  execute("other.db", "CREATE TABLE t (a)");
  EXPECT_EQ(run_piped({"-t", "t", "-", "t.db"}, read("other.db")).err,
            "error: stdin: is an SQLite database, and no CSV\n");
  write("t.csv", "{\"a\": 1}\n{\"a\": 2}\n");
  EXPECT_EQ(run({"--delimiter", ";", "t.csv", "t.db"}).exit_code, 0);
}

TEST_F(SniffTest, MakesNoTableOfOneColumnOutOfSeveral) {
  for (const char* const csv : {"a,b,c,d,e\n1,x\n1,x,y\n1,x,y,z\n2,x\n",
                                "Report\na;b;c\n1;2;3\n4;5;6;\n7;8;9\n",
                                "# made by x\n# on y\n# for z\na;b\n1;2\n"}) {
    write("t.csv", csv);
    EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 1) << csv;
  }
}

TEST_F(SniffTest, FindsTabs) {
  EXPECT_EQ(import("tabs.tsv", "--delimiter '\\t' --quotechar '\"'"),
            (Rows{"1|'one, two'", "2|'three'"}));
}

TEST_F(SniffTest, FindsCarriageReturns) {
  EXPECT_EQ(import("carriage_returns.csv", "--delimiter , --quotechar '\"'"),
            (Rows{"1|'Ada'", "2|'two\nlines'"}));
}

TEST_F(SniffTest, TakesALastLineFeedForTheEndOfALine) {
  for (const char* const csv : {"a,b\r1,2\r3,4\n", "a,b\r1,2\r3,4\r\n"}) {
    write("t.csv", csv);
    EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0) << csv;
    EXPECT_EQ(query("t.db", "SELECT a, b FROM t"), (Rows{"1|2", "3|4"})) << csv;
    remove("t.db");
  }
  write("t.csv", "sep=;\ra;b\r1;2\n");
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a, b FROM t"), (Rows{"1|2"}));
  remove("t.db");
  write("t.csv", "a\r1\r2\r\n");
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a FROM t"), (Rows{"1", "2"}));
}

TEST_F(SniffTest, TakesDoubledReturnsForALineEndWhereMostAreSuch) {
  for (const char* const other : {"\n", "\r\n"}) {
    expect_rows({}, std::string("a,b") + other + "1,2\r\r\n3,4\r\r\n",
                {"1|1|2", "2|3|4"});
    expect_rows({}, std::string("a,b\r\r\n1,2") + other + "3,4\r\r\n",
                {"1|1|2", "2|3|4"});
  }
}

TEST_F(SniffTest, TakesDoubledReturnsForALineEndWhereThereIsNoOther) {
  expect_rows({}, "a,b\r\r\n1,2\r\r\n\r\r\n\"x\r\r\ny\",\"z\"\r\r\n3,4",
              {"1|'1'|'2'", "2|'x\r\r\ny'|'z'", "3|'3'|'4'"});
  expect_rows({"--lenient"}, "a;b\r\r\n1;\"2\"\r\r\n3\r\r\n",
              {"1|1|2", "2|3|NULL"});
  expect_rows({}, "a,b\r\r\n1,2\r\n", {"1|1|2"});
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT name FROM pragma_table_info('t')"),
            (Rows{"'a'", "'b'"}));
}

TEST_F(SniffTest, SaysWhatWasChosenAlsoWhereTheImportFails) {
  write("t.csv", "a;b\n1;2\n3\n");
  EXPECT_EQ(run({"-v", "t.csv", "t.db"}).err,
            "t.csv: chosen: --delimiter ';' --quotechar '\"' --table t --type "
            "a=INTEGER --type b=INTEGER\n"
            "error: t.csv:3: expected 2 fields, got 1\n");
}

TEST_F(SniffTest, LooksBehindTheLinesSkipped) {
  write("t.csv", "\xEF\xBB\xBFmade, on, a, day\n\na;b\n1;2\n");
  EXPECT_EQ(run({"--skip", "2", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT a, b FROM t"), (Rows{"1|2"}));
}

TEST_F(SniffTest, NeverChangesWhatIsSet) {
  write("t.csv", "a;b\n1;2\n");
  EXPECT_EQ(run({"--delimiter", ",", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT \"a;b\" FROM t"), (Rows{"'1;2'"}));
}

}  // namespace
}  // namespace csvimport
