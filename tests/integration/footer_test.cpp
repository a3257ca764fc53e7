// The last records of a file, which are left out where asked.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class FooterTest : public CliTest {};

TEST_F(FooterTest, IsLeftOutWhateverItIsLike) {
  for (const char* const footer :
       {"(2 rows)\n", "(2 rows)", "Sum,,3,4\n", "\"Sum: 3\n", "\"Sum\" of,3\n",
        "\xFF\n", "Sum,\"a\nb\nc\"\n", "Sum\n\n\n", "\n\n,,,,\n\r\n"}) {
    SCOPED_TRACE(footer);
    expect_rows({"--skip-footer", "1"}, std::string("a,b\n1,x\n2,y\n") + footer,
                {"1|1|'x'", "2|2|'y'"});
  }
  expect_rows({"--skip-footer", "3"}, "a,b\n1,x\n2,y\n\nSum\n3,z\n\n(2 rows)\n",
              {"1|1|'x'", "2|2|'y'"});
  expect_rows({"--skip-footer", "0"}, "a,b\n1,x\n", {"1|1|'x'"});
}

TEST_F(FooterTest, HasNoPartInWhatTheStartTells) {
  // By the footers, these would have commas for delimiters.
  expect_rows({"--skip-footer", "2"}, "a;b\n1;x\nm,n,o\nm,n,o\n", {"1|1|'x'"});
  expect_rows({"--skip-footer", "2", "--lenient"}, "a,b\n1,x\nm,n,o\nm,n,o\n",
              {"1|1|'x'"});
  expect_rows({"--skip-footer", "1"}, "a\n1\n2\nSum\n", {"1|1", "2|2"});
  expect_rows({"--skip-footer", "1", "--no-headers"}, "1,x\n2,y\nSum,z\n",
              {"1|1|'x'", "2|2|'y'"});
}

TEST_F(FooterTest, MayBeAllThereIs) {
  for (const char* const count : {"1", "2", "9", "1000000000000"}) {
    expect_rows({"--skip-footer", count}, "a,b\n(0 rows)\n", {});
    expect_rows({"--skip-footer", count}, "a,b\n", {});
    expect_rows({"--skip-footer", count, "--no-headers"}, "1,2\n", {});
  }
}

TEST_F(FooterTest, SaysThatItIsAllThereIs) {
  write("a.csv", "n\n1\n(1 row)\n");
  write("b.csv", "n\n(0 rows)\n");
  write("c.csv", "n\n");
  const std::string warning =
      "warning: b.csv: --skip-footer 1 leaves no record of it\n";
  for (const Arguments& way : some_of(every_way())) {
    for (const Arguments& files :
         {Arguments{"b.csv"}, {"a.csv", "b.csv"}, {"b.csv", "c.csv"}}) {
      execute("t.db", "CREATE TABLE t (n)");
      const RunResult result =
          run(way + Arguments{"--skip-footer", "1", "--table", "t"} + files +
              Arguments{"t.db"});
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_EQ(result.err.substr(0, result.err.find('\n') + 1), warning);
      EXPECT_EQ(result.err.find("warning", 1), std::string::npos);
      remove("t.db");
    }
  }
}

TEST_F(FooterTest, LeavesBlankLinesThatAreRecords) {
  expect_rows({"--skip-footer", "1"}, "a\n1\n\n2\n\n(4 rows)\n\n",
              {"1|1", "2|NULL", "3|2", "4|NULL"});
  expect_rows({"--skip-footer", "1"}, "a\n\n\n(2 rows)\n",
              {"1|NULL", "2|NULL"});
}

TEST_F(FooterTest, EndsAtAnyLineEnd) {
  expect_rows({"--skip-footer", "1"}, "a,b\r1,x\rSum\r", {"1|1|'x'"});
  expect_rows({"--skip-footer", "1"}, "a,b\r\n1,x\r\nSum\r\n\r\n", {"1|1|'x'"});
  expect_rows({"--skip-footer", "1", "--comment", "#"},
              "a,b\n1,x\n#c\nSum\n# end\n", {"1|1|'x'"});
}

TEST_F(FooterTest, IsThatOfEachFile) {
  write("a.csv", "n\n1\n2\n(2 rows)\n");
  write("b.csv", "n\n3\n(1 row)\n");
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"-q", "--skip-footer", "1", "--table", "t", "a.csv",
                            "b.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT rowid, n FROM t"),
              (Rows{"1|1", "2|2", "3|3"}));
    remove("t.db");
  }
}

TEST_F(FooterTest, IsLeftOutOfAPipeThatIsReadTwice) {
  const std::string csv = numbered_rows(200'000) + "x,1\nSum,2\n";
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result =
        run_piped(way + Arguments{"-q", "--skip-footer", "1", "--table", "t",
                                  "-", "t.db"},
                  csv);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", "SELECT count(*), max(a), typeof(a) FROM t"),
              (Rows{"200001|'x'|'text'"}));
    remove("t.db");
  }
  const RunResult result = run_piped(
      {"--skip-footer", "2", "--table", "t", "--summary", "json", "-", "t.db"},
      csv);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(query("t.db", "SELECT count(*), max(a), typeof(a) FROM t"),
            (Rows{"200000|199999|'integer'"}));
}

TEST_F(FooterTest, IsNoBadRecord) {
  write("t.csv", "a,b\n1,x\n2\n3,z\n(3 rows)\n");
  const RunResult result =
      run({"--skip-footer", "1", "--on-error", "skip", "--max-errors", "1",
           "--rejects", "bad.csv", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(query("t.db", "SELECT rowid, a FROM t"), (Rows{"1|1", "3|3"}));
  EXPECT_EQ(read("bad.csv"), "a,b\n2\n");
  EXPECT_EQ(run({"--skip-footer", "1", "t.csv", "u.db"}).err,
            "error: t.csv:3: expected 2 fields, got 1\n");
}

TEST_F(FooterTest, IsKnownToADryRunAndToAComparison) {
  write("t.csv", "a,b\n1,x\n2,y\n(2 rows)\n");
  const RunResult dry = run({"--skip-footer", "1", "--dry-run", "-v", "t.csv"});
  EXPECT_EQ(dry.exit_code, 0);
  EXPECT_NE(dry.out.find("2 records"), std::string::npos) << dry.out;
  EXPECT_NE(dry.out.find("--skip-footer 1"), std::string::npos) << dry.out;
  const RunResult compared =
      run({"--skip-footer", "1", "--compare", "t.csv", "c.db"});
  EXPECT_EQ(compared.exit_code, 0) << compared.err;
}

TEST_F(FooterTest, GoesIntoNoTableThatExists) {
  write("t.csv", "id|n\n1|5\n2|6\n(2 rows)\n");
  for (const Arguments& way : every_way()) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n);"
            "INSERT INTO t VALUES (1, 0)");
    EXPECT_EQ(run(way + Arguments{"-q", "--skip-footer", "1", "--on-conflict",
                                  "update", "t.csv", "t.db"})
                  .exit_code,
              0);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'5'", "2|'6'"}));
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
