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
    EXPECT_TRUE(result.err.starts_with(data(name) + ": chosen: " + chosen +
                                       " --table t"))
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
  EXPECT_EQ(import("single_quotes.csv", "--delimiter , --quotechar ''\\'''"),
            (Rows{"'Groucho'|'I never forget a face, but I will make an "
                  "exception'",
                  "'O''Neill'|'x'"}));
}

TEST_F(SniffTest, FindsASpaceBehindEveryComma) {
  EXPECT_EQ(
      import("space_after_comma.csv", "--delimiter ', ' --quotechar '\"'"),
      (Rows{"'Oslo'|'Norway'|709037", "'Paris, TX'|'USA'|24171"}));
}

TEST_F(SniffTest, FindsTabs) {
  EXPECT_EQ(import("tabs.tsv", "--delimiter '\\t' --quotechar '\"'"),
            (Rows{"1|'one, two'", "2|'three'"}));
}

TEST_F(SniffTest, FindsCarriageReturns) {
  EXPECT_EQ(import("carriage_returns.csv", "--delimiter , --quotechar '\"'"),
            (Rows{"1|'Ada'", "2|'two\nlines'"}));
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
