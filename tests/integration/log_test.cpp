// What runs write down: --log-file.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

namespace csvimport {
namespace {

class LogTest : public CliTest {
 protected:
  LogTest() { write("t.csv", "a,b\n1,x\n2,y\n"); }

  RunResult logged(const Arguments& arguments) {
    return run_binary(Arguments{"--log-file", "log"} + arguments);
  }

  [[nodiscard]] Rows lines_of(const std::string& name) const {
    std::istringstream text(read(name));
    Rows lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }

  // The lines without time and process, which all have.
  [[nodiscard]] Rows log(const std::string& name = "log") const {
    static const std::regex start(
        R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z [0-9]+ )");
    Rows lines = lines_of(name);
    std::smatch parts;
    for (std::string& line : lines) {
      // What follows may be long, and std::regex goes into it byte by byte.
      if (std::regex_search(line, parts, start,
                            std::regex_constants::match_continuous)) {
        line = parts.suffix().str();
      } else {
        ADD_FAILURE() << line;
      }
    }
    return lines;
  }

  // The last one, without its seconds.
  [[nodiscard]] std::string run_line() const {
    const Rows lines = log();
    if (lines.empty()) return "";
    return std::regex_replace(lines.back(),
                              std::regex(R"( seconds=\d+\.\d{3}$)"), "");
  }

  // A run with a log that reads its stdin, and has written a line by now.
  Process start_with_line() {
    Process process =
        start({"-v", "--log-file", "log", "-", "t.db"},
              {{}, [] { ::setenv("CSVIMPORT_WORKERS", "2", 1); }});
    for (int i = 0; i < 6000 && read("log").find('\n') == std::string::npos;
         ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    process.feed(numbered_rows(100'000));
    return process;
  }
};

TEST_F(LogTest, HasTheMessagesAndALineForTheRun) {
  EXPECT_EQ(logged({"t.csv", "t.db"}).exit_code, 0);
  Rows lines = log();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].starts_with("info: 2 rows into table \"t\" in "));
  EXPECT_EQ(run_line(),
            "run: status=0 what=done inputs=t.csv target=t.db tables=t rows=2 "
            "updated=0 ignored=0 left_out=0 rejected=0 known=0 idle=0");
  EXPECT_EQ(logged({"t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(log().size(), 4U);
  EXPECT_EQ(files(), (Rows{"log", "t.csv", "t.db"}));
}

TEST_F(LogTest, IsNoQuieterThanItIs) {
  const RunResult quiet = logged({"-q", "t.csv", "t.db"});
  EXPECT_EQ(quiet.out + quiet.err, "");
  EXPECT_EQ(log().size(), 2U);
  remove("log");
  const RunResult verbose = logged({"-v", "t.csv", "t.db"});
  EXPECT_TRUE(verbose.err.starts_with("t.csv: chosen: ")) << verbose.err;
  EXPECT_TRUE(log().front().starts_with("debug: t.csv: chosen: "));
  remove("log");
  const RunResult plain = logged({"t.csv", "t.db"});
  EXPECT_EQ(plain.err.find("chosen"), std::string::npos);
  EXPECT_EQ(read("log").find("chosen"), std::string::npos);
}

TEST_F(LogTest, ComesFromTheEnvironment) {
  Process process =
      start({"-q", "t.csv", "t.db"},
            {{}, [] { ::setenv("CSVIMPORT_LOG_FILE", "log", 1); }});
  EXPECT_EQ(finish(process).exit_code, 0);
  EXPECT_EQ(log().size(), 2U);
}

TEST_F(LogTest, SaysWhatARunCameTo) {
  write("some bad.csv", "a,b\n3,x\n4\n5,y\n");
  EXPECT_EQ(logged({"-q", "--on-error", "skip", "-t", "t", "t.csv",
                    "some bad.csv", "t.db"})
                .exit_code,
            3);
  EXPECT_EQ(run_line(),
            "run: status=3 what=done inputs=t.csv,\"some bad.csv\" target=t.db "
            "tables=t rows=4 updated=0 ignored=0 left_out=0 rejected=1 "
            "known=0 idle=0");
  EXPECT_EQ(logged({"-q", "--once", "t.csv", "u.db"}).exit_code, 0);
  EXPECT_EQ(logged({"-q", "--once", "t.csv", "u.db"}).exit_code, 0);
  EXPECT_EQ(run_line(),
            "run: status=0 what=done inputs=t.csv target=u.db tables=\"\" "
            "rows=0 updated=0 ignored=0 left_out=0 rejected=0 known=1 idle=0");
  EXPECT_EQ(logged({"-q", "--pk", "a", "t.csv", "k.db"}).exit_code, 0);
  write("t.csv", "a,b\n2,z\n3,z\n4,z\n");
  EXPECT_EQ(logged({"-q", "--where", "a < 4", "--on-conflict", "update",
                    "t.csv", "k.db"})
                .exit_code,
            0);
  EXPECT_EQ(run_line(),
            "run: status=0 what=done inputs=t.csv target=k.db tables=t rows=1 "
            "updated=1 ignored=0 left_out=1 rejected=0 known=0 idle=0");
  EXPECT_EQ(
      run_piped({"--log-file", "log", "-q", "-", "p.db"}, "a\n1\n").exit_code,
      0);
  EXPECT_EQ(run_line(),
            "run: status=0 what=done inputs=stdin target=p.db tables=stdin "
            "rows=1 updated=0 ignored=0 left_out=0 rejected=0 known=0 idle=0");
}

TEST_F(LogTest, TellsOfRunsThatImportNothing) {
  EXPECT_EQ(logged({"--dry-run", "t.csv"}).exit_code, 0);
  EXPECT_EQ(run_line(),
            "run: status=0 what=tried inputs=t.csv target=\"\" tables=t rows=2 "
            "updated=0 ignored=0 left_out=0 rejected=0 known=0 idle=0");
  EXPECT_EQ(logged({"--compare", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(run_line(),
            "run: status=0 what=compared inputs=t.csv target=t.db tables=\"\" "
            "rows=0 updated=0 ignored=0 left_out=0 rejected=0 known=0 idle=0");
}

// The end of a run that failed; all counts are 0.
std::string failed_with(int status, const std::string& what = "failed") {
  return "run: status=" + std::to_string(status) + " what=" + what +
         " inputs=t.csv target=t.db tables=\"\" rows=0 updated=0 ignored=0 "
         "left_out=0 rejected=0 known=0 idle=0";
}

TEST_F(LogTest, TellsOfBadInput) {
  write("t.csv", "a,b\n1\n");
  EXPECT_EQ(logged({"-q", "t.csv", "t.db"}).exit_code, 1);
  EXPECT_EQ(log().front(), "error: t.csv:2: expected 2 fields, got 1");
  EXPECT_EQ(run_line(), failed_with(1));
  remove("t.csv");
  EXPECT_EQ(logged({"-q", "t.csv", "t.db"}).exit_code, 4);
  EXPECT_EQ(run_line(), failed_with(4));
}

TEST_F(LogTest, TellsOfALockedDatabase) {
  execute("t.db", "CREATE TABLE t (a, b)");
  SQLite::Database other(path("t.db").string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN EXCLUSIVE");
  EXPECT_EQ(logged({"-q", "--timeout", "0", "t.csv", "t.db"}).exit_code, 4);
  EXPECT_EQ(log().front(),
            "error: t.db: locked by another process; waited 0 s, and --timeout "
            "can make that longer");
  EXPECT_EQ(run_line(), failed_with(4));
}

// The database is on a disk that is full, and the log is not.
TEST_F(LogTest, TellsOfAFullDisk) {
  std::filesystem::create_directory(path("disk"));
  Process process = start({"-q", "--log-file", "log", "t.csv", "disk/t.db"},
                          with_faults("disk", {{"NAME", "pwrite"},
                                               {"CALL", "1"},
                                               {"KIND", "errno 28 on"}}));
  EXPECT_EQ(finish(process).exit_code, 4);
  EXPECT_NE(log().front().find("disk is full"), std::string::npos)
      << log().front();
  EXPECT_NE(run_line().find("status=4 what=failed inputs=t.csv target=disk/"),
            std::string::npos)
      << run_line();
}

TEST_F(LogTest, TellsOfARunThatASignalEnds) {
  for (const int signal : {SIGTERM, SIGHUP}) {
    Process process = start_with_line();
    process.signal(signal);
    EXPECT_EQ(process.wait().exit_code, 128 + signal);
    EXPECT_EQ(run_line(), "run: status=" + std::to_string(128 + signal) +
                              " what=interrupted inputs=stdin target=t.db "
                              "tables=\"\" rows=0 updated=0 ignored=0 "
                              "left_out=0 rejected=0 known=0 idle=0");
    const Rows lines = log();
    EXPECT_EQ(lines[lines.size() - 2],
              "error: interrupted; nothing was imported");
    remove("log");
  }
}

TEST_F(LogTest, KeepsEachMessageOnOneLine) {
  write("n\n\x1B.csv", "a,a\n1\n");
  EXPECT_EQ(logged({"-q", "n\n\x1B.csv", "t.db"}).exit_code, 1);
  const Rows lines = log();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0], "error: n\\x0A\\x1B.csv:2: expected 2 fields, got 1");
  EXPECT_NE(lines[1].find(" inputs=\"n\\x0A\\x1B.csv\" "), std::string::npos);
}

TEST_F(LogTest, IsOpenedBeforeAnythingIsRead) {
  const RunResult result =
      run_binary({"--log-file", "none/log", "missing.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err,
            "error: none/log: cannot open the log: No such file or "
            "directory\n");
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(LogTest, IsNoOtherFileOfTheRun) {
  const auto expect_refused = [&](const std::string& log,
                                  const std::string& written,
                                  const std::string& what) {
    const RunResult result =
        run({"--log-file", log, "--log-size", "1M", "--on-error", "skip",
             "--rejects", "r", "--before", "b.sql", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, "error: --log-file: would write " + written +
                              ", which is " + what +
                              "; name another file; csvimport --help lists "
                              "the options\n");
  };
  write("b.sql", "SELECT 1");
  std::filesystem::create_symlink("t.csv", path("log.1"));
  expect_refused("t.csv", "t.csv", "a FILE to import");
  expect_refused("log", "log.1", "a FILE to import");
  expect_refused("./t.db", "./t.db", "the DATABASE");
  expect_refused("t.db-wal", "t.db-wal", "SQLite's own for the DATABASE");
  expect_refused("r", "r", "a file of --rejects");
  expect_refused("r.reasons", "r.reasons", "a file of --rejects");
  expect_refused("b.sql", "b.sql", "a file of SQL to run");
  execute("other.db", "CREATE TABLE t (a)");
  expect_refused("other.db", "other.db", "a database");
  for (const char* const name : {"", "-"}) {
    const RunResult result = run({"--log-file", name, "t.csv", "t.db"});
    EXPECT_EQ(result.err,
              "error: --log-file: needs the name of a file; csvimport --help "
              "lists the options\n");
  }
  EXPECT_EQ(files(), (Rows{"b.sql", "log.1", "other.db", "t.csv"}));
}

TEST_F(LogTest, HasABoundOnlyWhereItIs) {
  EXPECT_EQ(run({"--log-size", "1M", "t.csv", "t.db"}).err,
            "error: --log-size: needs --log-file; csvimport --help lists the "
            "options\n");
  EXPECT_EQ(logged({"--log-size", "4095", "t.csv", "t.db"}).exit_code, 2);
}

// In the midst of a run.
TEST_F(LogTest, IsRenamedBeforeItGrowsBeyondItsBound) {
  const std::string old = repeated("old line\n", 440);
  write("log", old);  // of 3960 bytes
  write("log.1", "older still\n");
  EXPECT_EQ(logged({"--log-size", "4K", "-v", "t.csv", "t.db"}).exit_code, 0);
  const std::string older = read("log.1");
  EXPECT_TRUE(older.starts_with(old));
  EXPECT_NE(older.find(" debug: t.csv: chosen: "), std::string::npos);
  const Rows lines = log();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[0].starts_with("info: 2 rows into "));
  EXPECT_TRUE(lines[1].starts_with("run: status=0 "));
}

TEST_F(LogTest, GoesOnInTheNewFileOfLogrotate) {
  for (const bool makes_new : {false, true}) {
    Process process = start_with_line();
    std::filesystem::rename(path("log"), path("older"));
    if (makes_new) write("log", "");
    process.end_input();
    EXPECT_EQ(finish(process).exit_code, 0);
    const Rows older = log("older");
    ASSERT_EQ(older.size(), 1U);
    EXPECT_EQ(older[0], "debug: from the environment: CSVIMPORT_WORKERS=2");
    const Rows lines = log();
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_TRUE(lines[0].starts_with("debug: stdin: chosen: "));
    EXPECT_TRUE(lines[1].starts_with("info: 100,000 rows into "));
    EXPECT_TRUE(lines[2].starts_with("run: status=0 "));
    for (const char* const name : {"log", "older", "t.db"}) remove(name);
  }
}

TEST_F(LogTest, TearsNoLineWhereTwoRunsWriteAtOnce) {
  constexpr int kRuns = 12;
  constexpr int kInputs = 40;
  const std::string name = repeated("n", 200);
  Arguments inputs;
  for (int i = 0; i < kInputs; ++i) {
    inputs.push_back(name + std::to_string(i) + ".csv");
    write(inputs.back(), "a\n1\n");
  }
  const auto import = [&](const std::string& target) {
    return start(Arguments{"-q", "-v", "--log-file", "log"} + inputs +
                 Arguments{target});
  };
  for (int i = 0; i < kRuns; ++i) {
    Process first = import(std::to_string(i) + ".db");
    Process second = import(std::to_string(i) + "b.db");
    EXPECT_EQ(finish(first).exit_code, 0);
    EXPECT_EQ(finish(second).exit_code, 0);
  }
  std::size_t tables = 0;
  std::size_t ends = 0;
  for (const std::string& line : log()) {
    if (line.find(": 1 row into table ") != std::string::npos) ++tables;
    if (line.starts_with("run: status=0 ")) ++ends;
  }
  EXPECT_EQ(tables, 2U * kRuns * kInputs);
  EXPECT_EQ(ends, 2U * kRuns);
  EXPECT_EQ(log().size(), 2U * kRuns * (kInputs + 2));
}

TEST_F(LogTest, ChangesNoStatusWhereItFails) {
  const RunResult full =
      run_binary({"-q", "-v", "--log-file", "/dev/full", "t.csv", "t.db"});
  EXPECT_EQ(full.exit_code, 0);
  EXPECT_EQ(full.err,
            "warning: /dev/full: cannot write to the log: No space left on "
            "device; lines of it are missing\n");
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"2"}));
}

// On a disk that is full there is room for some letters of a line.
TEST_F(LogTest, MendsWhatAFullDiskCutOff) {
  const std::string old = repeated("old line\n", 100'000);
  write("log", old);
  Process process = start({"-q", "--log-file", "log", "t.csv", "t.db"},
                          {{}, [size = old.size()] {
                             const rlimit limit{size + 10, size + 10};
                             ::setrlimit(RLIMIT_FSIZE, &limit);
                           }});
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err,
            "warning: log: cannot write to the log: File too large; lines of "
            "it are missing\n");
  EXPECT_EQ(read("log").size(), old.size() + 10);
  EXPECT_EQ(logged({"-q", "t.csv", "t.db"}).exit_code, 0);
  const Rows lines = lines_of("log");
  ASSERT_EQ(lines.size(), 100'003U);
  EXPECT_EQ(lines[100'000].size(), 10U);
  EXPECT_NE(lines[100'001].find(" info: 2 rows into "), std::string::npos);
}

TEST_F(LogTest, IsNoMatterOfTheHistory) {
  EXPECT_EQ(logged({"--history", "t.db"}).exit_code, 2);
  EXPECT_FALSE(exists("log"));
}

}  // namespace
}  // namespace csvimport
