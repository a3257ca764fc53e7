// Options that the environment gives.

#include "cli_fixture.hpp"

#include <cstdlib>

namespace csvimport {
namespace {

class EnvironmentTest : public CliTest {
 protected:
  void SetUp() override { write("t.csv", "a,b\n1,x\n2,\n"); }

  // Runs the binary with these variables, whose names lack "CSVIMPORT_".
  RunResult run_with(const std::map<std::string, std::string>& variables,
                     const Arguments& arguments) {
    Process::Setup setup;
    setup.before_exec = [&] {
      for (const auto& [name, value] : variables) {
        ::setenv(("CSVIMPORT_" + name).c_str(), value.c_str(), 1);
      }
    };
    Process process = start(arguments, setup);
    return finish(process);
  }
};

TEST_F(EnvironmentTest, GivesWhatTheCommandLineDoesNot) {
  EXPECT_EQ(run_with({{"TABLE", "orders"},
                      {"ALL_TEXT", "true"},
                      {"NO_SYNC", "false"},
                      {"QUIET", "1"},
                      {"WORKERS", ""}},
                     {"t.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT a FROM orders"), (Rows{"'1'", "'2'"}));
  EXPECT_EQ(run_with({{"TABLE", "orders"}}, {"-t", "mine", "t.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT a FROM mine"), (Rows{"1", "2"}));
}

TEST_F(EnvironmentTest, IsNamedByMessages) {
  const RunResult unfit = run_with({{"WORKERS", "many"}}, {"t.csv", "t.db"});
  EXPECT_EQ(unfit.exit_code, 2);
  EXPECT_EQ(unfit.err,
            "error: --workers: must be a whole number from 1 to 1024, not "
            "\"many\" (CSVIMPORT_WORKERS is set); csvimport --help lists the "
            "options\n");
  const RunResult unmet = run_with({{"REJECTS", "bad.csv"}}, {"t.csv", "t.db"});
  EXPECT_EQ(unmet.exit_code, 2);
  EXPECT_EQ(unmet.err,
            "error: --rejects: needs --on-error skip (CSVIMPORT_REJECTS is "
            "set); csvimport --help lists the options\n");
  EXPECT_EQ(run_with({{"QUIET", "maybe"}}, {"t.csv", "t.db"}).exit_code, 2);
  const RunResult used =
      run_with({{"BATCH_SIZE", "1K"}}, {"-v", "t.csv", "t.db"});
  EXPECT_EQ(used.exit_code, 0);
  EXPECT_NE(used.err.find("from the environment: CSVIMPORT_BATCH_SIZE=1K\n"),
            std::string::npos)
      << used.err;
}

// Also by errors of later.
TEST_F(EnvironmentTest, IsNamedWhereAnImportFailsByIt) {
  for (const auto& [name, value] :
       {std::pair{"WHERE", "zz > 1"}, std::pair{"PK", "zz"},
        std::pair{"BEFORE", "none.sql"}, std::pair{"TEMP_DIR", "/none"}}) {
    execute("t.db", "CREATE TABLE IF NOT EXISTS t(a, b)");
    const RunResult result = run_with({{name, value}}, {"t.csv", "t.db"});
    EXPECT_NE(result.exit_code, 0);
    EXPECT_TRUE(
        result.err.ends_with(std::string(" (CSVIMPORT_") + name + " is set)\n"))
        << result.err;
  }
  // Not by another option that begins alike.
  const RunResult other =
      run_with({{"NULL", "x"}}, {"--null-quoted=y", "t.csv", "t.db"});
  EXPECT_EQ(other.err.find("CSVIMPORT_NULL"), std::string::npos) << other.err;
}

TEST_F(EnvironmentTest, IsOverruledBeforeItIsChecked) {
  EXPECT_NE(run_with({{"QUIET", "1"}}, {"-v", "t.csv", "v.db"})
                .err.find("2 rows into"),
            std::string::npos);
  EXPECT_EQ(
      run_with({{"WORKERS", "many"}}, {"-w", "2", "t.csv", "t.db"}).exit_code,
      0);
}

TEST_F(EnvironmentTest, LetsWhateverItSaysTheInformationBe) {
  for (const Arguments& arguments :
       {Arguments{"--help"}, Arguments{"--version"},
        Arguments{"--generate", "man"}, Arguments{"--generate", "bash"}}) {
    const RunResult result = run_with(
        {{"WORKERS", "many"}, {"QUIET", "maybe"}, {"REJECTS", "bad.csv"}},
        arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.out, run_with({}, arguments).out);
  }
}

TEST_F(EnvironmentTest, GivesOneValueOfWhatMayBeRepeated) {
  write("t.csv", "a,b\nNA,x\n\"[1,2]\",y\n,z\n");
  EXPECT_EQ(run_with({{"NULL", "[1,2]"}, {"SELECT", "b,a"}}, {"t.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"),
            (Rows{"'x'|'NA'", "'y'|'[1,2]'", "'z'|NULL"}));
  write("t.csv", "a;b\nNA;x\n[1,2];y\n");
  EXPECT_EQ(run_with({{"NULL", "[1,2]"}, {"TABLE", "u"}}, {"t.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT * FROM u"), (Rows{"'NA'|'x'", "NULL|'y'"}));
  // The command line's take its place.
  EXPECT_EQ(run_with({{"NULL", "NA"}, {"TABLE", "v"}},
                     {"--null", "x", "t.csv", "t.db"})
                .exit_code,
            0);
  EXPECT_EQ(query("t.db", "SELECT * FROM v"),
            (Rows{"'NA'|NULL", "'[1,2]'|'y'"}));
}

TEST_F(EnvironmentTest, IsWarnedOfWhereNoOptionIsTakenFromIt) {
  const std::map<std::string, std::string> unknown = {
      {"WORKER", "2"}, {"VERSION", "1"}, {"QUIETLY", ""}};
  const RunResult result = run_with(unknown, {"t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.err.starts_with(
      "warning: CSVIMPORT_VERSION is set, but no option is taken from it\n"
      "warning: CSVIMPORT_WORKER is set, but no option is taken from it; did "
      "you mean CSVIMPORT_WORKERS?\n2 rows into "))
      << result.err;
  EXPECT_EQ(run_with(unknown, {"--version"}).err, "");
}

TEST_F(EnvironmentTest, DoesNotAskForInformation) {
  const RunResult result =
      run_with({{"VERSION", "1"}, {"HELP", "1"}, {"GENERATE", "man"}},
               {"t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "");
}

}  // namespace
}  // namespace csvimport
