// Files that are followed as they grow: --tail.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

namespace csvimport {
namespace {

constexpr const char* kNothingNew =
    "nothing is new: 1 file has gained no record\n";

class TailTest : public CliTest {
 protected:
  void add(const std::string& name, std::string_view text) const {
    std::ofstream(path(name), std::ios::app | std::ios::binary) << text;
  }
  void rename(const std::string& from, const std::string& to) const {
    std::filesystem::rename(path(from), path(to));
  }
  RunResult tail(const Arguments& arguments) {
    return run(Arguments{"--tail", "--table", "t"} + arguments);
  }
  // Expects a quiet run without a word.
  void expect_taken(const Arguments& arguments) {
    const RunResult result = tail(Arguments{"-q"} + arguments);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
  }
  // The same of a.csv into t.db by someone who, root or not, has no leave but
  // what files give their owner.
  RunResult tail_without_leave() {
    Process process = start({"--tail", "--table", "t", "a.csv", "t.db"},
                            {{}, [] {
                               ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
                               ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
                             }});
    return finish(process);
  }
  void let(const std::string& name, std::filesystem::perms leave) const {
    std::filesystem::permissions(path(name), leave);
  }
  Rows rows(const std::string& columns = "*") {
    return query("t.db", "SELECT " + columns + " FROM t");
  }
  Rows tails(const std::string& columns) {
    return query("t.db", "SELECT " + columns + " FROM csvimport_tails");
  }
  Rows ledger(const std::string& columns) {
    return query("t.db", "SELECT " + columns + " FROM csvimport_files");
  }
};

TEST_F(TailTest, TakesWhatCameSince) {
  for (const Arguments& way : every_way()) {
    write("a.csv", "id,v\n1,x\n");
    expect_taken(way + Arguments{"a.csv", "t.db"});
    add("a.csv", "2,y\n3,z\n");
    expect_taken(way + Arguments{"a.csv", "t.db"});
    EXPECT_EQ(tail(way + Arguments{"a.csv", "t.db"}).err, kNothingNew);
    add("a.csv", "4,w\n");
    expect_taken(way + Arguments{"a.csv", "t.db"});
    EXPECT_EQ(rows(), (Rows{"1|'x'", "2|'y'", "3|'z'", "4|'w'"}));
    EXPECT_EQ(ledger("name = '" + path("a.csv").string() +
                     "', table_name, size, rows, rejected, followed"),
              (Rows{"1|'t'|9|1|0|1", "1|'t'|17|2|0|1", "1|'t'|21|1|0|1"}));
    EXPECT_EQ(tails("size, line, start_size, delimiter"), Rows{"21|6|5|','"});
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(TailTest, LetsALineWithoutEndWait) {
  write("a.csv", "id,v\n1,x\n2,ha");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("v"), Rows{"'x'"});
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  add("a.csv", "lf\r");
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  add("a.csv", "\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("v"), (Rows{"'x'", "'half'"}));
}

TEST_F(TailTest, LetsAnOpenQuoteWaitAndSaysSo) {
  for (const Arguments& way : some_of(every_way())) {
    write("a.csv", "id,v\n1,x\n2,\"on\n3,y\n");
    const RunResult waits = tail(way + Arguments{"a.csv", "t.db"});
    EXPECT_EQ(waits.exit_code, 0);
    EXPECT_TRUE(waits.err.starts_with(
        "warning: a.csv:3: the record that begins here has a quote that opens "
        "and does not close up to the end of the file, 2 lines on; it waits "
        "for the next run\n1 row into table \"t\""))
        << waits.err;
    EXPECT_TRUE(
        tail(way + Arguments{"a.csv", "t.db"}).err.ends_with(kNothingNew));
    add("a.csv", "off\"\n4,z\n");
    expect_taken(way + Arguments{"a.csv", "t.db"});
    EXPECT_EQ(rows("v"), (Rows{"'x'", "'on\n3,y\noff'", "'z'"}));
    EXPECT_EQ(tails("line"), Rows{"7"});
    remove("t.db");
  }
}

TEST_F(TailTest, WaitsForTheFirstRecord) {
  write("a.csv", "");
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  for (const char* const part : {"id,", "v\n", "1,"}) {
    add("a.csv", part);
    EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  }
  EXPECT_EQ(files(), Rows{"a.csv"});
  add("a.csv", "x\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows(), Rows{"1|'x'"});
}

// In messages, rejects and --line-column.
TEST_F(TailTest, KeepsTheLinesOfTheFile) {
  for (const Arguments& way : some_of(every_way())) {
    write("a.csv", "# made by hand\nid,v\n1,\"x\ny\"\n");
    const Arguments arguments =
        way + Arguments{"--comment",  "#",    "--line-column", "line",
                        "--on-error", "skip", "--rejects",     "bad.csv",
                        "a.csv",      "t.db"};
    EXPECT_EQ(tail(arguments).exit_code, 0);
    add("a.csv", "2,y\n3\n\n4,z\n");
    const RunResult result = tail(arguments);
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(read("bad.csv"), "id,v\n3\n");
    EXPECT_EQ(read("bad.csv.reasons"),
              "line,record,column,reason\n"
              "6,2,,\"expected 2 fields, got 1\"\n");
    EXPECT_EQ(rows("id, line"), (Rows{"1|3", "2|5", "4|8"}));
    EXPECT_EQ(ledger("rows, rejected"), (Rows{"1|0", "2|1"}));
    remove("t.db");
    remove("bad.csv");
    remove("bad.csv.reasons");
  }
}

TEST_F(TailTest, StopsBeforeABadRecordUntilItIsMended) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2\n3,z\n");
  for (int i = 0; i < 2; ++i) {
    const RunResult result = tail({"a.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "error: a.csv:3: expected 2 fields, got 1\n");
  }
  EXPECT_EQ(rows(), Rows{"1|'x'"});
  write("a.csv", "id,v\n1,x\n2,y\n3,z\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
}

// By what came first, whatever comes later looks like.
TEST_F(TailTest, KeepsTheDialect) {
  write("a.csv", "sep=;\nid;v\n1;'x;y'\n2;'z;w'\n");
  expect_taken({"--quotechar", "'", "a.csv", "t.db"});
  add("a.csv", "3;'1,2,3'\n4;'5,6,7'\n");
  expect_taken({"--quotechar", "'", "a.csv", "t.db"});
  EXPECT_EQ(rows("v"), (Rows{"'x;y'", "'z;w'", "'1,2,3'", "'5,6,7'"}));
  remove("t.db");
  write("a.csv", "\xEF\xBB\xBFid\tv\r\n1\tx\r\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2\ta,b;c|d\r\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows(), (Rows{"1|'x'", "2|'a,b;c|d'"}));
}

TEST_F(TailTest, GoesOnBehindWhateverTheFileBeginsWith) {
  write("a.csv", "made\nby hand\n1,x\n");
  const Arguments arguments = {"--skip", "2",     "--no-headers", "--names",
                               "id,v",   "a.csv", "t.db"};
  expect_taken(arguments);
  add("a.csv", "2,y\n");
  expect_taken(arguments);
  EXPECT_EQ(rows(), (Rows{"1|'x'", "2|'y'"}));
  const RunResult result = tail({"--skip", "1", "a.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << "it has gained nothing";
  add("a.csv", "3,z\n");
  EXPECT_EQ(tail({"--no-headers", "a.csv", "t.db"}).err,
            "error: a.csv: begins otherwise than with the options that it was "
            "read with before, from which --tail goes on; use those\n");
  // A table of one column has blank lines for records.
  write("b.csv", "\n\n1\n");
  const Arguments one = {"--no-headers", "--table", "one", "--tail",
                         "-q",           "b.csv",   "t.db"};
  EXPECT_EQ(run(one).err, "");
  add("b.csv", "\n2\n");
  EXPECT_EQ(run(one).err, "");
  EXPECT_EQ(query("t.db", "SELECT * FROM one"),
            (Rows{"NULL", "NULL", "1", "NULL", "2"}));
}

TEST_F(TailTest, ReadsARotatedFileToItsEnd) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,y\n");
  rename("a.csv", "a.csv.1");
  write("a.csv", "id,v\n3,z\n");
  const RunResult rotated = tail({"a.csv", "t.db"});
  EXPECT_EQ(rotated.exit_code, 0);
  EXPECT_TRUE(rotated.err.starts_with(
      "warning: a.csv: is another file than the one that was read up to line "
      "3 at 20"))
      << rotated.err;
  EXPECT_NE(rotated.err.find(", so it is read from its start; that one is " +
                             std::string("a.csv.1, and is read to its end "
                                         "before\n")),
            std::string::npos)
      << rotated.err;
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
  // Its writer may not have noticed yet.
  add("a.csv.1", "4,late\n");
  add("a.csv", "5,v\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv.1", "6,later\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5", "6"}));
  // And once more, while nothing new has come into the new one.
  rename("a.csv.1", "a.csv.2");
  rename("a.csv", "a.csv.1");
  add("a.csv.1", "7,end\n");
  write("a.csv", "");
  EXPECT_EQ(tail({"-q", "a.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5", "6", "7"}));
  add("a.csv", "id,v\n8,new\n");
  EXPECT_EQ(tail({"-q", "a.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5", "6", "7", "8"}));
}

// It is told apart also where its first records are those of the other.
TEST_F(TailTest, TellsRotatedFilesByWhichTheyAre) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  rename("a.csv", "a-20261130.csv");
  write("a.csv", "id,v\n1,x\n2,y\n");
  EXPECT_EQ(tail({"-q", "a.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "1", "2"}));
  // All of them given, nothing comes twice.
  add("a-20261130.csv", "9,z\n");
  expect_taken({"a-20261130.csv", "a.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "1", "2", "9"}));
}

TEST_F(TailTest, ReadsFilesThatCameAndWentBetweenTwoRuns) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,y\n");
  rename("a.csv", "a.csv.4");
  const auto now = std::filesystem::last_write_time(path("a.csv.4"));
  int seconds = 0;
  const auto came = [&](const char* name, std::string_view text) {
    write(name, text);
    std::filesystem::last_write_time(path(name),
                                     now + std::chrono::seconds(++seconds));
  };
  came("a.csv.3", "id,v\n3,y\n");
  came("a.csv.2.gz", std::string_view("\x1F\x8B\x08\0", 4));
  came("a.csv.1", "id,v\n4,y\n");
  came("a.csv.txt", "id,v\n99,y\n");
  came("a.csv", "id,v\n5,z\n");
  const RunResult result = tail({"-q", "a.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find(
                "that one is a.csv.4, and is read to its end before; a.csv.3 "
                "came in between, and is read too; a.csv.2.gz came in "
                "between, and is not imported; a.csv.1 came in between, and "
                "is read too\n"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5"}));
  add("a.csv.3", "6,late\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5", "6"}));
}

// The new one was empty when it was seen, and is rotated before the next run.
TEST_F(TailTest, ReadsAFileThatWasEmptyWhenItWasSeen) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,y\n");
  rename("a.csv", "a.csv.1");
  write("a.csv", "");
  EXPECT_EQ(tail({"-q", "a.csv", "t.db"}).exit_code, 0);
  rename("a.csv.1", "a.csv.2");
  rename("a.csv", "a.csv.1");
  add("a.csv.1", "id,v\n3,z\n");
  std::filesystem::last_write_time(
      path("a.csv.1"), std::filesystem::last_write_time(path("a.csv.2")) +
                           std::chrono::seconds(1));
  write("a.csv", "id,v\n4,w\n");
  const RunResult result = tail({"a.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "warning: a.csv: a.csv.1 came in between, and is read too\n"))
      << result.err;
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4"}));
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
}

TEST_F(TailTest, KnowsAFileByItsOtherName) {
  write("a.csv", "id,v\n1,x\n");
  std::filesystem::create_hard_link(path("a.csv"), path("b.csv"));
  for (int i = 2; i < 8; ++i) {
    expect_taken({i % 2 == 0 ? "a.csv" : "b.csv", "t.db"});
    add("a.csv", std::to_string(i) + ",y\n");
  }
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5", "6"}));
}

TEST_F(TailTest, ReadsACopyThatWasMadeBeforeTheFileWasEmptied) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,y\n");
  write("a.csv.1", read("a.csv"));
  write("a.csv", "");  // as logrotate's copytruncate does
  add("a.csv", "id,v\n3,z\n");
  EXPECT_EQ(tail({"-q", "a.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
}

TEST_F(TailTest, WarnsOfAFileThatIsWrittenAnew) {
  write("a.csv", "id,v\n1,x\n2,y\n");
  expect_taken({"a.csv", "t.db"});
  write("a.csv", "id,v\n3,z\n");
  const RunResult anew = tail({"a.csv", "t.db"});
  EXPECT_EQ(anew.exit_code, 0);
  EXPECT_NE(anew.err.find("so it is read from its start; what that one gained "
                          "since is not imported, as it is not beside it\n"),
            std::string::npos)
      << anew.err;
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
}

// As rsync does.
TEST_F(TailTest, GoesOnWithACopyOfTheFile) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  write("new", "id,v\n1,x\n2,y\n");
  rename("new", "a.csv");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2"}));
  rename("a.csv", "b.csv");  // the same file by another name
  add("b.csv", "3,z\n");
  expect_taken({"b.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
}

TEST_F(TailTest, FollowsSeveralFilesIntoOneTableOrMany) {
  write("a.csv", "id,v\n1,x\n");
  write("b.csv", "v,id\ny,2\n");
  expect_taken({"a.csv", "b.csv", "t.db"});
  add("b.csv", "z,3\n");
  const RunResult result =
      tail({"--summary", "json", "a.csv", "b.csv", "t.db"});
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json["idle"], nlohmann::json::array({"a.csv"}));
  EXPECT_EQ(json["rows"], 1);
  EXPECT_TRUE(result.err.starts_with("a.csv: has gained no record\n1 row into"))
      << result.err;
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
  EXPECT_EQ(run({"-q", "--tail", "a.csv", "b.csv", "t.db"}).err, "");
  add("a.csv", "4,w\n");
  rename("a.csv", "a.csv.1");
  write("a.csv", "id,v\n5,v\n");
  EXPECT_EQ(run({"-q", "--tail", "a.csv", "b.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT id FROM a"), (Rows{"1", "4", "5"}));
  EXPECT_EQ(query("t.db", "SELECT id FROM b"), (Rows{"2", "3"}));
}

TEST_F(TailTest, BeginsAnewWithATableThatIsGone) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  execute("t.db", "DROP TABLE t");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("id"), Rows{"1"});
  EXPECT_EQ(ledger("rows"), Rows{"1"});
  // One that others have put in its place or emptied has what they gave it.
  EXPECT_EQ(
      run({"-q", "--if-exists", "truncate", "--table", "t", "a.csv", "t.db"})
          .err,
      "");
  EXPECT_EQ(ledger("rows"), Rows{});
}

// The database is left alone, even where it is locked.
TEST_F(TailTest, WritesNothingWhereNothingIsNew) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  const std::string before = read("t.db");
  SQLite::Database writer(path("t.db").string(), SQLite::OPEN_READWRITE);
  writer.exec("BEGIN IMMEDIATE");
  const Arguments arguments = {"--tail", "--table", "t",   "--timeout",
                               "0",      "a.csv",   "t.db"};
  const RunResult result = run_binary(arguments);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, kNothingNew);
  EXPECT_EQ(run_binary(Arguments{"--dry-run"} + arguments).exit_code, 0);
  add("a.csv", "2,y\n");
  EXPECT_EQ(run_binary(arguments).exit_code, 4);
  writer.exec("ROLLBACK");
  EXPECT_EQ(read("t.db"), before);
  EXPECT_EQ(tail({"--dry-run", "a.csv", "t.db"}).exit_code, 0);
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2"}));
}

TEST_F(TailTest, KeepsAsideOfWholeFiles) {
  write("a.csv", "id,v\n1,x\n");
  EXPECT_EQ(run({"-q", "--once", "--table", "t", "a.csv", "t.db"}).err, "");
  add("a.csv", "2,y\n");
  const RunResult whole = tail({"a.csv", "t.db"});
  EXPECT_EQ(whole.exit_code, 1);
  EXPECT_TRUE(whole.err.ends_with(
      ", so --tail would import it again; follow it into another --table, or "
      "have it forgotten with: DELETE FROM csvimport_files WHERE id = 1\n"))
      << whole.err;
  remove("t.db");
  expect_taken({"a.csv", "t.db"});
  const RunResult followed = run({"--once", "--table", "t", "a.csv", "t.db"});
  EXPECT_EQ(followed.exit_code, 1);
  EXPECT_TRUE(followed.err.starts_with(
      "error: a.csv: is followed into table \"t\" with --tail, last at 20"))
      << followed.err;
  EXPECT_TRUE(followed.err.ends_with("; use that, or leave out --once\n"))
      << followed.err;
}

TEST_F(TailTest, RefusesWhatItCannotFollow) {
  const auto expect_error = [&](const std::string& name,
                                const std::string& problem) {
    const RunResult result = tail({name, "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, "error: " + name + ": " + problem + "\n");
    EXPECT_FALSE(exists("t.db"));
  };
  write("a.csv", "id,v\n1,x\n");
  ASSERT_EQ(std::system(("gzip -k " + path("a.csv").string()).c_str()), 0);
  expect_error("a.csv.gz",
               "is compressed, as gzip, and --tail follows plain text; import "
               "it with --once");
  write("wide.csv", std::string_view("\xFF\xFEi\0\n\0"
                                     "1\0\n\0",
                                     10));
  expect_error("wide.csv",
               "is in UTF-16LE, and --tail follows UTF-8; import it with "
               "--once");
  write("mac.csv", "id,v\r1,x\r2,y\r");
  expect_error("mac.csv",
               "has lines that end at CR, and --tail follows those that end at "
               "LF; import it with --once");
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  expect_error("pipe",
               "is no regular file, so --tail cannot go on where it ended; "
               "leave out --tail");
  EXPECT_EQ(tail({"gone.csv", "t.db"}).exit_code, 4);
}

TEST_F(TailTest, ContradictsOptions) {
  write("a.csv", "id,v\n1,x\n");
  const auto expect_usage = [&](const Arguments& flags,
                                const std::string& message) {
    const RunResult result =
        run(Arguments{"--tail"} + flags + Arguments{"t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, "error: --tail: " + message +
                              "; csvimport --help lists the options\n");
  };
  expect_usage({"--once", "a.csv"},
               "contradicts --once, which is about whole files");
  expect_usage({"--limit", "1", "a.csv"},
               "contradicts --limit, as it takes all that has come");
  expect_usage({"--skip-footer", "1", "a.csv"},
               "contradicts --skip-footer, as a growing file has no end");
  expect_usage({"--lenient", "a.csv"},
               "contradicts --lenient, which guesses where a record ends, and "
               "may guess otherwise when more has come");
  expect_usage({"--encoding", "latin1", "a.csv"},
               "contradicts --encoding, as it follows UTF-8");
  expect_usage({"--if-exists", "truncate", "a.csv"},
               "contradicts --if-exists, as it adds to the table");
  expect_usage({"-"}, "follows files, so FILE cannot be -");
}

// A clock that is set back.
TEST_F(TailTest, GoesByTheOrderOfRunsNotByTheirTimes) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  execute("t.db",
          "UPDATE csvimport_files SET imported = '2999-12-31T00:00:00.000Z', "
          "modified = '2999-12-31T00:00:00.000Z'");
  add("a.csv", "2,y\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  EXPECT_EQ(rows("id"), (Rows{"1", "2"}));
}

TEST_F(TailTest, SaysWhatOfItsStatesCannotBeRight) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,y\n");
  for (const char* const wrong :
       {"size = -5", "size = 3", "line = 0", "delimiter = ''",
        "delimiter = char(10)", "quote = ''", "quote = 'quote'"}) {
    execute("t.db", "CREATE TABLE kept AS SELECT * FROM csvimport_tails");
    execute("t.db", std::string("UPDATE csvimport_tails SET ") + wrong);
    const RunResult result = tail({"a.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1) << wrong;
    EXPECT_EQ(result.err,
              "error: t.db: row 1 of table \"csvimport_tails\" does not tell "
              "how far its file was read; remove it to have the file read from "
              "its start\n");
    execute("t.db",
            "DELETE FROM csvimport_tails;"
            "INSERT INTO csvimport_tails SELECT * FROM kept; DROP TABLE kept");
  }
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2"}));
  execute("t.db",
          "DROP TABLE csvimport_tails; CREATE TABLE csvimport_tails(a)");
  EXPECT_EQ(tail({"a.csv", "t.db"}).err,
            "error: t.db: \"csvimport_tails\" is not the table that csvimport "
            "keeps of the files it has imported; give it another name\n");
}

TEST_F(TailTest, TakesNoFileThatIsWrittenAnewMeanwhile) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  execute("t.db", "CREATE TABLE other (a)");
  for (const char* const meanwhile : {"", "id,v\n7,x\n8,y\n9,z\n"}) {
    write("a.csv", "id,v\n1,x\n2,y\n");
    SQLite::Database writer(path("t.db").string(), SQLite::OPEN_READWRITE);
    writer.exec("BEGIN IMMEDIATE; INSERT INTO other VALUES (1)");
    Process process = start({"--tail", "--table", "t", "a.csv", "t.db"});
    ASSERT_TRUE(process.comes_to_wait());
    write("a.csv", meanwhile);
    writer.exec("ROLLBACK");
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: a.csv: was written anew while it was read; import it "
              "again\n");
    EXPECT_EQ(rows("id"), Rows{"1"});
  }
}

// A script that takes the states from the import.
TEST_F(TailTest, GivesUpWhereItsStatesChangeEachTime) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,y\n");
  write("before.sql", "UPDATE csvimport_tails SET line = line + 1;");
  const RunResult result = tail({"--before", "before.sql", "a.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: t.db: another import has read on in what is followed; "
            "import it again\n");
  EXPECT_EQ(rows("id"), Rows{"1"});
}

// Two runs, by two names of the file, while it is rotated.
TEST_F(TailTest, TakesARecordOnceByTwoNamesAtOnce) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  execute("t.db", "CREATE TABLE other (a)");
  add("a.csv", "2,y\n");
  SQLite::Database writer(path("t.db").string(), SQLite::OPEN_READWRITE);
  writer.exec("BEGIN IMMEDIATE; INSERT INTO other VALUES (1)");
  const Arguments arguments = {"--tail", "--table", "t", "a.csv", "t.db"};
  Process first = start(arguments);
  ASSERT_TRUE(first.comes_to_wait());
  rename("a.csv", "a.csv.1");
  write("a.csv", "id,v\n");
  Process second = start(arguments);
  ASSERT_TRUE(second.comes_to_wait());
  writer.exec("COMMIT");
  EXPECT_EQ(finish(first).exit_code, 0);
  EXPECT_EQ(finish(second).exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "2"}));
}

// Each of which has been another one's before.
TEST_F(TailTest, FollowsAFolderThroughRotations) {
  std::filesystem::create_directory(path("in"));
  write("in/log.csv", "id,v\n1,a\n");
  expect_taken({"in", "t.db"});
  add("in/log.csv", "21,x\n");
  rename("in/log.csv", "in/log-1.csv");
  write("in/log.csv", "id,v\n3,c\n");
  EXPECT_EQ(tail({"-q", "in", "t.db"}).exit_code, 0);
  add("in/log.csv", "31,x\n");
  rename("in/log-1.csv", "in/log-2.csv");
  rename("in/log.csv", "in/log-1.csv");
  write("in/log.csv", "id,v\n4,d\n");
  EXPECT_EQ(tail({"-q", "in", "t.db"}).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT id FROM t ORDER BY id"),
            (Rows{"1", "3", "4", "21", "31"}));
}

TEST_F(TailTest, KnowsAFileByTheWaysThatLeadToIt) {
  std::filesystem::create_directory(path("d"));
  std::filesystem::create_directory_symlink("d", path("e"));
  std::filesystem::create_symlink("d/log.csv", path("link.csv"));
  write("d/log.csv", "id,v\n1,a\n");
  int next = 2;
  for (const char* const way :
       {"d/log.csv", "e/log.csv", "link.csv", "d/log.csv", "link.csv"}) {
    expect_taken({way, "t.db"});
    add("d/log.csv", std::to_string(next++) + ",x\n");
  }
  std::filesystem::create_hard_link(path("d/log.csv"), path("d/hard.csv"));
  expect_taken({"d/hard.csv", "d/log.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5", "6"}));
  // From wherever it is called, also when it was rotated.
  rename("d/log.csv", "d/log.csv.1");
  add("d/log.csv.1", "7,x\n");
  write("d/log.csv", "id,v\n8,new\n");
  EXPECT_EQ(tail({"-q", "e/log.csv", "t.db"}).exit_code, 0);
  add("d/log.csv.1", "9,late\n");
  expect_taken({path("d/log.csv").string(), "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3", "4", "5", "6", "7", "8", "9"}));
}

// The number of a file that is gone.
TEST_F(TailTest, TakesNoFileForReadByItsInodeAlone) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  rename("a.csv", "a.csv.2");
  write("a.csv.1", "id,v\n2,y\n");
  write("a.csv", "id,v\n3,z\n");
  const auto later = std::filesystem::last_write_time(path("a.csv.2")) +
                     std::chrono::seconds(1);
  std::filesystem::last_write_time(path("a.csv.1"), later);
  struct stat status {};
  ASSERT_EQ(::stat(path("a.csv.1").c_str(), &status), 0);
  execute("t.db",
          "INSERT INTO csvimport_tails SELECT 0, table_name, 'gone.csv', "
          "device, " +
              std::to_string(status.st_ino) +
              ", born, size, line, start_size, 'other', delimiter, quote, "
              "trim, skip_initial_space, read_at FROM csvimport_tails");
  EXPECT_EQ(tail({"-q", "a.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
}

// Whatever came in between.
TEST_F(TailTest, WaitsForRotatedFilesThatAreNotWhole) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  rename("a.csv", "a.csv.2");
  const auto later = std::filesystem::last_write_time(path("a.csv.2")) +
                     std::chrono::seconds(1);
  write("a.csv.1", "\n");
  std::filesystem::last_write_time(path("a.csv.1"), later);
  write("a.csv", "id,v\n3,z\n");
  const RunResult result = tail({"a.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err.find("warning: "), result.err.rfind("warning: "))
      << result.err;
  EXPECT_EQ(rows("id"), (Rows{"1", "3"}));
}

TEST_F(TailTest, TakesFilesOfOtherNamesForNoRotation) {
  write("sales.csv", "id,v\n1,x\n");
  expect_taken({"sales.csv", "t.db"});
  rename("sales.csv", "sales.csv.1");
  write("sales2.csv", "id,v\n2,y\n");
  write("sales.csv", "id,v\n3,z\n");
  EXPECT_EQ(tail({"-q", "sales.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "3"}));
}

TEST_F(TailTest, FollowsAFileIntoEachTableOfItsNames) {
  write("a.csv", "id,v\n1,x\n");
  std::filesystem::create_hard_link(path("a.csv"), path("b.csv"));
  EXPECT_EQ(run({"-q", "--tail", "a.csv", "b.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT a.id, b.id FROM a, b"), Rows{"1|1"});
}

// An input that waits has the import begin anew.
TEST_F(TailTest, SaysEachThingOnce) {
  write("n.csv", "id\n");
  write("a.csv", "id,v\n1,x\n2,\"open\n");
  const RunResult result = run({"-v", "--tail", "n.csv", "a.csv", "t.db"});
  for (const char* const once : {"a.csv: chosen: ", "a.csv:3: the record"}) {
    EXPECT_NE(result.err.find(once), std::string::npos) << result.err;
    EXPECT_EQ(result.err.find(once), result.err.rfind(once)) << result.err;
  }
}

TEST_F(TailTest, WaitsForAFolderToGetAFile) {
  std::filesystem::create_directory(path("in"));
  for (const char* const option : {"--tail", "--once"}) {
    const RunResult result = run({option, "--table", "t", "in", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "nothing is new: there is no file\n");
    EXPECT_FALSE(exists("t.db"));
  }
  EXPECT_EQ(run({"--table", "t", "in", "t.db"}).exit_code, 1);
}

// As editors and sed -i leave them.
TEST_F(TailTest, TakesBackupsForNoRotation) {
  for (const char* const name : {"a.csv~", "a.csv.bak", "a.csv.snap"}) {
    write("a.csv", "id,v\n1,x\n");
    expect_taken({"a.csv", "t.db"});
    add("a.csv", "bad\n3,z\n");
    EXPECT_EQ(tail({"a.csv", "t.db"}).exit_code, 1);
    rename("a.csv", name);
    write("a.csv", "id,v\n1,x\n2,y\n3,z\n");
    expect_taken({"a.csv", "t.db"});
    EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
    remove("t.db");
    remove(name);
  }
}

// Only what rotation made, and nobody follows, and of several the last.
TEST_F(TailTest, TakesTheRightCopyForTheEarlierFile) {
  write("log.csv", "id,v\n1,start\n");
  expect_taken({"log.csv", "t.db"});
  write("logins.csv", "id,v\n1,start\n7,other\n");
  write("log-20261128.csv", "id,v\n1,start\n2,day1\n");
  std::filesystem::last_write_time(
      path("log-20261128.csv"),
      std::filesystem::last_write_time(path("log.csv")) -
          std::chrono::hours(24));
  write("log-20261129.csv", "id,v\n1,start\n3,day2\n");
  write("log.csv", "id,v\n4,day3\n");
  EXPECT_EQ(tail({"-q", "log.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "3", "4"}));
}

// The status of other trouble, not a record lost.
TEST_F(TailTest, StopsWhereTheEarlierFileCannotBeRead) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,y\n");
  rename("a.csv", "a.csv.1");
  write("a.csv", "id,v\n3,z\n");
  let("a.csv.1", std::filesystem::perms::none);
  const RunResult result = tail_without_leave();
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err, "error: a.csv.1: cannot open: Permission denied\n");
  let("a.csv.1", std::filesystem::perms::owner_read);
  EXPECT_EQ(tail_without_leave().exit_code, 0);
  EXPECT_EQ(rows("id"), (Rows{"1", "2", "3"}));
}

TEST_F(TailTest, TellsOfTheLastLineOfARotatedFile) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,half");
  rename("a.csv", "a.csv.1");
  write("a.csv", "id,v\n3,z\n");
  const RunResult result = tail({"a.csv", "t.db"});
  EXPECT_NE(result.err.find("that one is a.csv.1, and is read to its end "
                            "before; its last line has no end, and waits for "
                            "it\n"),
            std::string::npos)
      << result.err;
  add("a.csv.1", "\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("id"), (Rows{"1", "3", "2"}));
}

// Options may be about a column of a file that gained nothing.
TEST_F(TailTest, KnowsTheColumnsOfIdleFiles) {
  write("a.csv", "id,x\n1,2\n");
  write("b.csv", "id,y\n1,2\n");
  const Arguments arguments = {"--type", "x=TEXT", "--type", "y=TEXT",
                               "a.csv",  "b.csv",  "t.db"};
  expect_taken(arguments);
  add("b.csv", "3,4\n");
  expect_taken(arguments);
  EXPECT_EQ(rows(), (Rows{"1|'2'|NULL", "1|NULL|'2'", "3|NULL|'4'"}));
}

TEST_F(TailTest, WaitsForAStartThatIsNotWhole) {
  struct Start {
    Arguments options;
    std::string text;
  };
  for (const Start& start :
       {Start{{"--skip", "2"}, "pre\n"}, Start{{"--skip", "2"}, "pre\npre\nid"},
        Start{{"--header-rows", "2"}, "id\n"},
        Start{{"--comment", "#"}, "# hi\n"}, Start{{}, "\n"},
        Start{{}, "sep=;\n"}, Start{{}, "id,\"a\nb"},
        Start{{"--no-headers"}, "\"a\nb"}, Start{{}, "id,v\r\r"}}) {
    write("a.csv", start.text);
    const RunResult result = tail(start.options + Arguments{"a.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << start.text;
    EXPECT_EQ(result.err, kNothingNew) << start.text;
    EXPECT_EQ(files(), Rows{"a.csv"});
  }
  write("a.csv", "x,1\ry,2\n");
  EXPECT_EQ(tail({"--no-headers", "a.csv", "t.db"}).err,
            "error: a.csv: has lines that end at CR, and --tail follows those "
            "that end at LF; import it with --once\n");
}

// So that its types are told by more than a header.
TEST_F(TailTest, MakesNoTableOfAHeader) {
  write("a.csv", "id\n");
  write("b.csv", "id\n1\n");
  EXPECT_EQ(run({"-q", "--tail", "a.csv", "b.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema WHERE name = 'a'"),
            Rows{});
  add("a.csv", "2\n");
  EXPECT_EQ(run({"-q", "--tail", "a.csv", "b.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT id FROM a"), Rows{"2"});
}

// In quotes, where it is data.
TEST_F(TailTest, TakesAReturnInALineThatIsNotWholeForNoLineEnd) {
  write("a.csv", "id,v\n1,a\n");
  expect_taken({"a.csv", "t.db"});
  add("a.csv", "2,\"x\ry");
  EXPECT_EQ(tail({"a.csv", "t.db"}).err, kNothingNew);
  add("a.csv", "z\"\n");
  expect_taken({"a.csv", "t.db"});
  EXPECT_EQ(rows("v"), (Rows{"'a'", "'x\ryz'"}));
}

TEST_F(TailTest, NeedsNoLeaveToWriteWhereNothingIsNew) {
  write("a.csv", "id,v\n1,x\n");
  expect_taken({"a.csv", "t.db"});
  let("t.db", std::filesystem::perms::owner_read);
  EXPECT_EQ(tail_without_leave().err, kNothingNew);
  add("a.csv", "2,y\n");
  EXPECT_EQ(tail_without_leave().exit_code, 4);
}

// However the file grows, and on whatever way, the table is that of the whole.
TEST_F(TailTest, ComesToWhatOneImportOfTheWholeDoes) {
  std::minstd_rand random(2026);
  std::string whole = "id,v,w\n";
  for (int i = 0; i < 400; ++i) {
    whole += std::to_string(i);
    whole += i % 7 == 0 ? ",\"a \"\"b\"\"\nc\"," : ",plain,";
    whole += i % 5 == 0 ? "\r\n" : "1.5\n";
  }
  const Arguments types = {"-q", "--type", "w=REAL"};
  for (const Arguments& way : every_way()) {
    write("a.csv", "");
    for (std::size_t at = 0; at < whole.size();) {
      const std::size_t size = 1 + random() % 900;
      add("a.csv", std::string_view(whole).substr(at, size));
      at += size;
      const RunResult result =
          tail(way + types + Arguments{"--timeout", "5", "a.csv", "t.db"});
      ASSERT_EQ(result.exit_code, 0) << result.err;
    }
    EXPECT_EQ(run(types + Arguments{"--table", "whole", "a.csv", "t.db"}).err,
              "");
    EXPECT_EQ(rows("rowid, *"), query("t.db", "SELECT rowid, * FROM whole"));
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), Rows{"400"});
    EXPECT_EQ(ledger("sum(rows), max(size) = " + std::to_string(whole.size())),
              Rows{"400|1"});
    remove("t.db");
  }
}

TEST_F(TailTest, TakesARecordOnceFromTwoRunsAtOnce) {
  constexpr int kRounds = 40;
  write("a.csv", "a,b\n");
  execute("t.db", "CREATE TABLE t (a, b)");
  const Arguments arguments = {"--tail", "-q", "--table", "t", "a.csv", "t.db"};
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 0; i < 500; ++i) {
      add("a.csv", std::to_string(round * 500 + i) + ",some text\n");
    }
    Process first = start(arguments);
    Process second = start(arguments);
    EXPECT_EQ(finish(first).exit_code, 0);
    EXPECT_EQ(finish(second).exit_code, 0);
    ASSERT_EQ(query("t.db", "SELECT count(*), count(DISTINCT a) FROM t"),
              Rows{std::to_string((round + 1) * 500) + '|' +
                   std::to_string((round + 1) * 500)});
  }
  EXPECT_EQ(ledger("count(*)"), Rows{std::to_string(kRounds)});
}

class TailKillTest : public TailTest {};

// Whenever runs are killed while the file grows and rotates, each of its
// records comes once.
TEST_F(TailKillTest, IsNeitherTwiceNorNever) {
  constexpr int kKills = 450;
  constexpr int kRecords = 3000;  // that come between
  write("a.csv", "a,b\n");
  const Arguments arguments = {"--tail", "--table", "t", "a.csv", "t.db"};
  int killed = 0;
  int records = 0;
  for (int i = 0; i < kKills; ++i) {
    std::string more;
    for (int k = 0; k < kRecords; ++k) {
      more += std::to_string(records++) + ",some text\n";
    }
    add("a.csv", more);
    if (i % 25 == 24) {
      rename("a.csv", "a.csv.1");
      write("a.csv", "a,b\n");
    }
    Process process = start(arguments);
    std::this_thread::sleep_for(std::chrono::microseconds(i * 37 % 90 * 100));
    process.signal(SIGKILL);
    if (process.wait().killed) ++killed;
    if (i % 25 < 23) continue;  // or it would not be known where to go on
    const RunResult result = run(arguments);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    ASSERT_EQ(
        query("t.db", "SELECT count(*), count(DISTINCT a), max(a) FROM t"),
        Rows{std::to_string(records) + '|' + std::to_string(records) + '|' +
             std::to_string(records - 1)});
  }
  EXPECT_EQ(integrity("t.db"), "ok");
  std::printf("%d of %d runs were killed before their end\n", killed, kKills);
  EXPECT_GT(killed, kKills / 10);
}

}  // namespace
}  // namespace csvimport
