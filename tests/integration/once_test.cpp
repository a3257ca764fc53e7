// Files that are imported once: --once.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <thread>

namespace csvimport {
namespace {

constexpr const char* kNothingNew =
    "nothing is new: 1 file has been imported before\n";

class OnceTest : public CliTest {
 protected:
  OnceTest() {
    write("a.csv", "id,v\n1,x\n2,y\n");
    write("b.csv", "id,v\n3,z\n");
  }

  // A run of --once, of which nothing but what came is to be told.
  RunResult once(const Arguments& arguments) {
    return run(Arguments{"--once", "--table", "t"} + arguments);
  }
  Rows rows() { return query("t.db", "SELECT id FROM t ORDER BY id"); }
  // The last parts of the files' names, and their rows.
  Rows ledger() {
    return query("t.db",
                 "SELECT replace(name, rtrim(name, replace(name, '/', '')), "
                 "''), table_name, rows, rejected FROM csvimport_files");
  }
};

TEST_F(OnceTest, LeavesOutWhatIsIn) {
  for (const Arguments& way : every_way()) {
    EXPECT_EQ(once(way + Arguments{"-q", "a.csv", "t.db"}).exit_code, 0);
    const RunResult again = once(way + Arguments{"a.csv", "t.db"});
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_TRUE(again.err.starts_with(
        "a.csv: left out, as table \"t\" has what it holds since "))
        << again.err;
    EXPECT_TRUE(again.err.ends_with(kNothingNew)) << again.err;
    EXPECT_EQ(once(way + Arguments{"-q", "a.csv", "b.csv", "t.db"}).err, "");
    EXPECT_EQ(rows(), (Rows{"1", "2", "3"}));
    EXPECT_EQ(ledger(), (Rows{"'a.csv'|'t'|2|0", "'b.csv'|'t'|1|0"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(OnceTest, KnowsTheSameContentByOtherNamesAndCompressed) {
  ASSERT_EQ(once({"-q", "a.csv", "t.db"}).exit_code, 0);
  write("other.csv", read("a.csv"));
  EXPECT_TRUE(once({"other.csv", "t.db"}).err.ends_with(kNothingNew));
  ASSERT_EQ(std::system(("gzip -k " + path("a.csv").string()).c_str()), 0);
  EXPECT_TRUE(once({"a.csv.gz", "t.db"}).err.ends_with(kNothingNew));
  EXPECT_TRUE(run_piped({"--once", "--table", "t", "-", "t.db"}, read("a.csv"))
                  .err.ends_with(kNothingNew));
  EXPECT_EQ(rows(), (Rows{"1", "2"}));
  // What has come into another table is new to this one.
  EXPECT_EQ(run({"-q", "--once", "a.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT id FROM a"), (Rows{"1", "2"}));
}

TEST_F(OnceTest, TakesTheFirstOfTwins) {
  write("twin.csv", read("a.csv"));
  for (const char* const start : {"", "CREATE TABLE t (id INT, v)"}) {
    execute("t.db", start);
    const RunResult result = once({"a.csv", "twin.csv", "b.csv", "t.db"});
    EXPECT_TRUE(result.err.starts_with(
        "twin.csv: left out, as table \"t\" gets what it holds from "))
        << result.err;
    EXPECT_EQ(rows(), (Rows{"1", "2", "3"}));
    EXPECT_EQ(ledger(), (Rows{"'a.csv'|'t'|2|0", "'b.csv'|'t'|1|0"}));
    remove("t.db");
  }
}

TEST_F(OnceTest, RefusesFilesThatHaveChanged) {
  ASSERT_EQ(once({"-q", "a.csv", "t.db"}).exit_code, 0);
  write("a.csv", "id,v\n1,x\n5,y\n");  // of the same size
  const RunResult changed = once({"b.csv", "a.csv", "t.db"});
  EXPECT_EQ(changed.exit_code, 1);
  EXPECT_TRUE(changed.err.starts_with(
      "error: a.csv: has changed since it was imported into table \"t\" at "))
      << changed.err;
  EXPECT_EQ(rows(), (Rows{"1", "2"}));
  for (const char* const anew : {"truncate", "replace"}) {
    EXPECT_EQ(once({"-q", "--if-exists", anew, "a.csv", "b.csv", "t.db"}).err,
              "");
    EXPECT_EQ(rows(), (Rows{"1", "3", "5"}));
    EXPECT_EQ(ledger(), (Rows{"'a.csv'|'t'|2|0", "'b.csv'|'t'|1|0"}));
    EXPECT_TRUE(once({"--if-exists", anew, "b.csv", "a.csv", "t.db"})
                    .err.ends_with("nothing is new: 2 files have been imported "
                                   "before\n"));
    // A part of them is other content for the table.
    EXPECT_EQ(once({"-q", "--if-exists", anew, "b.csv", "t.db"}).exit_code, 0);
    EXPECT_EQ(rows(), (Rows{"3"}));
    EXPECT_EQ(ledger(), (Rows{"'b.csv'|'t'|1|0"}));
  }
}

TEST_F(OnceTest, WarnsOfWhatOtherFilesHadBrought) {
  ASSERT_EQ(once({"-q", "a.csv", "b.csv", "t.db"}).exit_code, 0);
  write("a.csv", "id,v\n7,x\n");
  EXPECT_EQ(once({"-q", "--if-exists", "truncate", "a.csv", "t.db"}).err,
            "warning: t.db: table \"t\" is without the rows of 1 other file "
            "now, which had been imported into it\n");
  EXPECT_EQ(rows(), Rows{"7"});
}

TEST_F(OnceTest, CountsManyFilesThatAreIn) {
  std::filesystem::create_directory(path("in"));
  for (int i = 0; i < 25; ++i) {
    write("in/" + std::to_string(i) + ".csv",
          "id,v\n" + std::to_string(i) + ",x\n");
  }
  ASSERT_EQ(once({"-q", "in", "t.db"}).exit_code, 0);
  const std::string err = once({"in", "t.db"}).err;
  EXPECT_EQ(std::count(err.begin(), err.end(), '\n'), 12) << err;
  EXPECT_TRUE(
      err.ends_with("so it is with 15 more files\n"
                    "nothing is new: 25 files have been imported before\n"))
      << err;
}

TEST_F(OnceTest, ForgetsTablesThatAreGone) {
  ASSERT_EQ(once({"-q", "a.csv", "t.db"}).exit_code, 0);
  execute("t.db", "DROP TABLE t");
  EXPECT_EQ(once({"-q", "a.csv", "t.db"}).err, "");
  EXPECT_EQ(rows(), (Rows{"1", "2"}));
  EXPECT_EQ(ledger(), (Rows{"'a.csv'|'t'|2|0"}));
}

TEST_F(OnceTest, CountsTheRowsOfEachFile) {
  write("a.csv", "id,v\n1,x\nshort\n2,y\n3,w\n");
  write("b.csv", "id,v\n1,again\n4,z\n5,z\n");
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
    EXPECT_EQ(once(way + Arguments{"-q", "--on-error", "skip", "--where",
                                   "id <> 5", "a.csv", "b.csv", "t.db"})
                  .exit_code,
              3);
    EXPECT_EQ(ledger(), (Rows{"'a.csv'|'t'|3|1", "'b.csv'|'t'|1|1"}));
    remove("t.db");
  }
}

TEST_F(OnceTest, SaysInJsonAndInADryRunWhatIsIn) {
  ASSERT_EQ(once({"-q", "a.csv", "t.db"}).exit_code, 0);
  const auto json = nlohmann::json::parse(
      once({"-q", "--summary", "json", "a.csv", "t.db"}).out);
  ASSERT_EQ(json["known"].size(), 1U);
  EXPECT_EQ(json["known"][0]["input"], "a.csv");
  EXPECT_EQ(json["known"][0]["table"], "t");
  EXPECT_EQ(json["known"][0]["from"], path("a.csv").string());
  EXPECT_TRUE(json["tables"].empty());
  const std::string before = read("t.db");
  EXPECT_TRUE(
      once({"--dry-run", "a.csv", "b.csv", "t.db"})
          .out.starts_with("-- a.csv: left out, as table \"t\" has what it "
                           "holds since "));
  EXPECT_EQ(read("t.db"), before);
}

TEST_F(OnceTest, KeepsToItsOwnTable) {
  execute("t.db", "CREATE TABLE csvimport_files (name)");
  const RunResult result = run({"--once", "a.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: t.db: \"csvimport_files\" is not the table that csvimport "
            "keeps of the files it has imported; give it another name\n");
  EXPECT_EQ(run({"-q", "a.csv", "t.db"}).err, "");
  write("c.csv", "id,v\n1,x\n");
  remove("t.db");
  EXPECT_EQ(run({"-q", "a.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema"), (Rows{"'a'"}));
}

TEST_F(OnceTest, IsAboutWholeFiles) {
  const auto expect_usage = [&](const Arguments& flags,
                                const std::string& message) {
    const RunResult result = run(flags + Arguments{"a.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err,
              "error: " + message + "; csvimport --help lists the options\n");
  };
  expect_usage({"--once", "--limit", "1"},
               "--once: contradicts --limit, as it is about whole files");
  expect_usage({"--once", "--compare"},
               "--compare: imports nothing for good; leave out --once");
}

// Of pipes it shows only then, and others may be new.
TEST_F(OnceTest, TellsWhatCannotBeReadAgain) {
  ASSERT_EQ(once({"-q", "b.csv", "t.db"}).exit_code, 0);
  write("other.csv", read("b.csv") + "");
  ASSERT_EQ(std::system(("gzip " + path("other.csv").string()).c_str()), 0);
  const RunResult result = run_piped(
      {"--once", "--table", "t", "-", "other.csv.gz", "t.db"}, read("a.csv"));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: t.db: has what other.csv.gz holds, which showed as it was "
            "read; what comes through a pipe cannot be read again, so import "
            "the others without that\n");
  EXPECT_EQ(rows(), (Rows{"3"}));
}

TEST_F(OnceTest, TakesNoFileThatIsStillWritten) {
  execute("t.db", "CREATE TABLE t (id, v); CREATE TABLE other (a)");
  SQLite::Database writer(path("t.db").string(), SQLite::OPEN_READWRITE);
  writer.exec("BEGIN IMMEDIATE; INSERT INTO other VALUES (1)");
  Process process = start({"--once", "--table", "t", "a.csv", "t.db"});
  ASSERT_TRUE(process.comes_to_wait());
  std::ofstream(path("a.csv"), std::ios::app) << "3,z\n";
  writer.exec("ROLLBACK");
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: a.csv: was written to while it was read; import it when it "
            "is complete\n");
  EXPECT_EQ(rows(), Rows{});
}

TEST_F(OnceTest, ImportsAFileOnceFromTwoRunsAtOnce) {
  constexpr int kRounds = 10;
  write("a.csv", numbered_rows(2000));
  for (int round = 0; round < kRounds; ++round) {
    if (round % 2 == 0) execute("t.db", "CREATE TABLE t (a, b)");
    const Arguments arguments = {"--once", "-q",    "--table",
                                 "t",      "a.csv", "t.db"};
    Process first = start(arguments);
    Process second = start(arguments);
    EXPECT_EQ(finish(first).exit_code, 0);
    EXPECT_EQ(finish(second).exit_code, 0);
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"2000"}));
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM csvimport_files"),
              (Rows{"1"}));
    remove("t.db");
  }
}

class OnceKillTest : public OnceTest {};

// Whenever a run is killed, the next one does what is left to do.
TEST_F(OnceKillTest, IsNeitherTwiceNorNever) {
  constexpr int kKills = 150;
  write("a.csv", numbered_rows(20'000));
  const Arguments arguments = {"--once", "--table", "t", "a.csv", "t.db"};
  int killed = 0;
  int had_landed = 0;
  for (int i = 0; i < kKills; ++i) {
    if (i % 2 == 0) execute("t.db", "CREATE TABLE t (a, b)");
    Process process = start(arguments);
    std::this_thread::sleep_for(std::chrono::microseconds(i % 75 * 100));
    process.signal(SIGKILL);
    if (process.wait().killed) ++killed;
    const RunResult result = run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    if (result.err.ends_with(kNothingNew)) ++had_landed;
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"20000"}));
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM csvimport_files"),
              (Rows{"1"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
  std::printf("%d of %d runs were killed before their end; %d had landed\n",
              killed, kKills, had_landed);
  EXPECT_GT(killed, 0);
}

}  // namespace
}  // namespace csvimport
