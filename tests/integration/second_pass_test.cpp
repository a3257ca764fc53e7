// Files whose later values contradict the types of the sample.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

// Three columns: integers, reals, and nothing; well beyond the sample.
constexpr int kRows = 200'000;

class SecondPassTest : public CliTest {
 protected:
  static std::string many_rows() {
    std::string csv = "i,r,n\n";
    for (int i = 1; i <= kRows; ++i) {
      csv += std::to_string(i) + "," + std::to_string(i) + ".5,\n";
    }
    return csv;
  }

  // The passes that an import of `csv` took, and in t.db what it made. Checks
  // that every record is there, with the values that it had.
  int passes(const Arguments& flags, const std::string& csv, bool piped) {
    remove("t.db");
    const Arguments arguments =
        flags + Arguments{"--summary", "json", "-q",  "--no-sync",
                          "--table",   "t",    "t.db"};
    if (!piped) write("t.csv", csv);
    Arguments with_input = arguments;
    with_input.insert(with_input.end() - 1, piped ? "-" : "t.csv");
    const RunResult result =
        piped ? run_piped(with_input, csv) : run(with_input);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(integrity("t.db"), "ok");
    EXPECT_EQ(query("t.db",
                    "SELECT count(*), max(rowid), sum(i = rowid AND r = rowid "
                    "+ 0.5) FROM t WHERE rowid <= " +
                        std::to_string(kRows)),
              (Rows{"200000|200000|200000"}));
    return nlohmann::json::parse(result.out)
        .at("tables")
        .at(0)
        .at("passes")
        .get<int>();
  }

  [[nodiscard]] std::string types() const {
    return query("t.db",
                 "SELECT group_concat(type, ' ') FROM pragma_table_info('t')")
        .at(0);
  }
  [[nodiscard]] Rows last_row() const {
    return query("t.db", "SELECT * FROM t ORDER BY rowid DESC LIMIT 1");
  }
};

TEST_F(SecondPassTest, IsNotMadeWhereTheSampleWasRight) {
  EXPECT_EQ(passes({}, many_rows(), false), 1);
  EXPECT_EQ(types(), "'INTEGER REAL TEXT'");
}

TEST_F(SecondPassTest, GivesIntegersThatEndInARealAsReals) {
  const std::string csv = many_rows() + "0.25,1,\n";
  for (const Arguments& way : some_of(every_way())) {
    for (const bool piped : {false, true}) {
      EXPECT_EQ(passes(way, csv, piped), 2);
      EXPECT_EQ(types(), "'REAL REAL TEXT'");
      EXPECT_EQ(last_row(), (Rows{"0.25|1.0|NULL"}));
    }
  }
}

TEST_F(SecondPassTest, GivesNumbersThatEndInATextAsTexts) {
  const std::string csv = many_rows() + "007,+1,\"\"\n";
  for (const Arguments& way : some_of(every_way())) {
    for (const bool piped : {false, true}) {
      EXPECT_EQ(passes(way, csv, piped), 2);
      EXPECT_EQ(types(), "'TEXT TEXT TEXT'");
      EXPECT_EQ(last_row(), (Rows{"'007'|'+1'|''"}));
    }
  }
}

TEST_F(SecondPassTest, GivesAColumnThatBeganWithoutValuesItsType) {
  const std::string csv = many_rows() + "1,1,\"\"\n2,2,-7\n";
  for (const Arguments& way : some_of(every_way())) {
    for (const bool piped : {false, true}) {
      EXPECT_EQ(passes(way, csv, piped), 2);
      EXPECT_EQ(types(), "'INTEGER REAL INTEGER'");
      EXPECT_EQ(last_row(), (Rows{"2|2.0|-7"}));
      EXPECT_EQ(query("t.db", "SELECT n FROM t WHERE rowid = 200001"),
                (Rows{"NULL"}));
    }
  }
}

TEST_F(SecondPassTest, IsNotMadeForAColumnThatTurnsOutToBeText) {
  EXPECT_EQ(passes({}, many_rows() + "1,1,x\n", false), 1);
  EXPECT_EQ(types(), "'INTEGER REAL TEXT'");
}

// A long integer fits INTEGER, but not the REAL that the column becomes.
TEST_F(SecondPassTest, SeesAllValuesTogether) {
  const std::string csv = many_rows() + "9007199254740993,1,\n0.5,1,\n";
  EXPECT_EQ(passes({}, csv, false), 2);
  EXPECT_EQ(types(), "'TEXT REAL TEXT'");
  EXPECT_EQ(query("t.db", "SELECT i FROM t WHERE rowid > 200000"),
            (Rows{"'9007199254740993'", "'0.5'"}));
}

TEST_F(SecondPassTest, KeepsSkippedLinesAndHeadersOut) {
  const std::string csv = "x\ny\n" + many_rows() + "x,1,1\n";
  EXPECT_EQ(passes({"--skip", "2"}, csv, true), 2);
  EXPECT_EQ(last_row(), (Rows{"'x'|1.0|1"}));
}

TEST_F(SecondPassTest, IsSparedByATypeThatIsSet) {
  EXPECT_EQ(passes({"--type", "i=TEXT"}, many_rows() + "x,1,\n", true), 1);
  EXPECT_EQ(types(), "'TEXT REAL TEXT'");
}

TEST_F(SecondPassTest, ReportsABadRecordBehindAContradiction) {
  write("t.csv", many_rows() + "x,1,\n1,2\n");
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result = run(way + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "error: t.csv:200003: expected 3 fields, got 2\n");
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
}

TEST_F(SecondPassTest, TellsWhyAndHowToSpareIt) {
  write("t.csv", many_rows() + "x,1,\n");
  const RunResult result = run({"-v", "t.csv", "t.db"});
  EXPECT_NE(result.err.find("column \"i\": INTEGER does not hold for the whole "
                            "input, so it is read again; --type "
                            "i=TEXT saves that\n"),
            std::string::npos)
      << result.err;
}

TEST_F(SecondPassTest, PrintsFlagsThatHoldForTheWholeFile) {
  write("t.csv", many_rows() + "x,1,\n");
  const RunResult result = run({"-v", "t.csv", "t.db"});
  EXPECT_NE(result.err.find(" --table t --type i=TEXT --type r=REAL"),
            std::string::npos)
      << result.err;
}

}  // namespace
}  // namespace csvimport
