// The page of a run (--report).

#include "cli_fixture.hpp"
#include "interrupt_fixture.hpp"
#include "small_disk.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>

namespace csvimport {
namespace {

class ReportTest : public InterruptedRunTest {
 protected:
  void SetUp() override { write("t.csv", "a,b\n1,x\n2,y\n"); }

  void expect_page(const std::vector<std::string>& parts) const {
    const std::string page = read("r.html");
    EXPECT_TRUE(page.starts_with("<!DOCTYPE html>"));
    EXPECT_TRUE(page.ends_with("</html>\n"));
    for (const std::string& part : parts) {
      EXPECT_NE(page.find(part), std::string::npos) << part;
    }
  }
};

TEST_F(ReportTest, TellsOfARunThatIsDone) {
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result =
        run(way + Arguments{"--report", "r.html", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(result.out, "");
    expect_page({"<p class=verdict>Done</p>", "2 rows into table “t”",
                 "Where the time went", "--report r.html t.csv t.db",
                 "--delimiter , --quotechar",
                 "<span class=type>INTEGER</span>"});
    EXPECT_EQ(files(), (Rows{"r.html", "t.csv", "t.db"}));
    remove("t.db");
  }
}

TEST_F(ReportTest, SortsRejectedRecords) {
  write("t.csv", "a,b\n1,x\nz,y\n3\nw,y\n");
  const RunResult result =
      run({"-q", "--on-error", "skip", "--type", "a=INTEGER", "--rejects",
           "left.csv", "--report", "r.html", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3);
  expect_page({"Done, but for rejects", "<span>column &quot;a&quot;: … is not",
               "2 records", "t.csv:4: expected 2 fields, got 1",
               "t.csv:5: column", "left.csv.reasons"});
}

TEST_F(ReportTest, TellsOfTooManyRejects) {
  write("t.csv", "a,b\n1,x\n2\n3\n4\n");
  const RunResult result = run({"--on-error", "skip", "--max-errors", "1",
                                "--report", "r.html", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  expect_page({"Failed", "one bad record more than --max-errors 1 allows",
               "Rejected records", "t.csv:3: expected 2 fields, got 1"});
  EXPECT_FALSE(exists("t.db"));
}

TEST_F(ReportTest, TellsOfARunThatFails) {
  write("t.csv", "a,b\n1,x\n2\n");
  const RunResult result = run({"--report", "r.html", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err, "error: t.csv:3: expected 2 fields, got 1\n");
  expect_page({"<p class=verdict>Failed</p>", "Nothing was imported",
               "t.csv:3: expected 2 fields, got 1", "exit status 1",
               "--delimiter , --quotechar"});
  EXPECT_EQ(files(), (Rows{"r.html", "t.csv"}));
}

TEST_F(ReportTest, TellsOfALockedDatabase) {
  execute("t.db", "CREATE TABLE t (a, b)");
  SQLite::Database other(path("t.db").string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN EXCLUSIVE");
  const RunResult result =
      run_binary({"--timeout", "0", "--report", "r.html", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 4);
  expect_page(
      {"Failed", "locked", "--timeout can make that longer", "exit status 4"});
}

TEST_F(ReportTest, TellsOfAMissingFile) {
  EXPECT_EQ(run({"--report", "r.html", "none.csv", "t.db"}).exit_code, 4);
  expect_page({"Failed", "none.csv", "No such file"});
}

TEST_F(ReportTest, TellsOfAnInterruption) {
  Process process = start({"--report", "r.html", "-", "t.db"});
  process.feed("a,b\n1,2\n");
  ASSERT_TRUE(process.comes_to_wait());
  expect_interrupted(process, SIGTERM, {"r.html", "t.csv"});
  expect_page({"<p class=verdict>Interrupted</p>", "exit status 143"});
}

TEST_F(ReportTest, KeepsWarningsOfQuietRuns) {
  execute("t.db", "CREATE TABLE t (a INTEGER, b INTEGER)");
  const RunResult result = run({"-q", "--report", "r.html", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  expect_page({"Worth a look", "is text for a column of INTEGER affinity",
               "was there; added to"});
}

TEST_F(ReportTest, TellsWhatWasMended) {
  write("t.csv", "a,b\n1\n2,\"x\"y\n");
  EXPECT_EQ(run({"--lenient", "--report", "r.html", "t.csv", "t.db"}).exit_code,
            0);
  expect_page({"repaired: 1 short record padded"});
}

TEST_F(ReportTest, ShowsTheLedger) {
  EXPECT_EQ(run({"--once", "t.csv", "t.db"}).exit_code, 0);
  write("u.csv", "a,b\n1,z\n");
  EXPECT_EQ(run({"--once", "--table", "t", "--report", "r.html", "t.csv",
                 "u.csv", "t.db"})
                .exit_code,
            0);
  expect_page({"The last imports by --once and --tail", "/u.csv</bdi>",
               "/t.csv</bdi>", "t.csv: left out, as table"});
  EXPECT_EQ(run({"--once", "--report", "r.html", "t.csv", "t.db"}).exit_code,
            0);
  expect_page({"Nothing is new"});
}

TEST_F(ReportTest, TellsOfATry) {
  write("t.csv", "a,b\n1,x\n2\n");
  EXPECT_EQ(run({"--dry-run", "--report", "r.html", "t.csv"}).exit_code, 1);
  expect_page({"<p class=verdict>Tried</p>", "1 row would come into table",
               "<span>expected 2 fields, got 1</span>"});
}

TEST_F(ReportTest, EscapesNamesAndValues) {
  const std::string name = "<b onclick=\"x\">&'\n\xFF.csv";
  write(name,
        "id,<script>alert(1)</script>,\"\"\"><i>\"\n1,</title>,\"\x1B\nx\"\n");
  const RunResult result =
      run({"-q", "--table", "<u>", "--report", "r.html", name, "<s>.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::string page = read("r.html");
  for (const char* const tag : {"<script", "<b onclick", "<i>", "<u>", "<s>",
                                "</title>,", "\x1B", "\xFF"}) {
    EXPECT_EQ(page.find(tag), std::string::npos) << tag;
  }
  expect_page({"&lt;script&gt;alert(1)&lt;/script&gt;",
               "<span class=code>\\x1B</span>",
               "<span class=code>\\xFF</span>"});
}

TEST_F(ReportTest, IsCheckedBeforeAnythingIsRead) {
  write("old.html", "old");
  std::filesystem::create_directory(path("folder"));
  const auto expect_refused = [&](const std::string& report,
                                  const std::string& problem) {
    const RunResult result = run({"--report", report, "none.csv", "t.db"});
    expect_system_error(result, report, problem);
  };
  expect_refused("folder", ": is there and is not a regular file");
  expect_refused("none/r.html", ": cannot create: No such file or directory");
  EXPECT_EQ(files(), (Rows{"folder", "old.html", "t.csv"}));
  EXPECT_EQ(read("old.html"), "old");
}

TEST_F(ReportTest, IsNoFileThatIsReadOrWritten) {
  const auto problem_of = [&](const Arguments& arguments) {
    const RunResult result = run(arguments + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    return result.err.substr(0, result.err.find("; name another file"));
  };
  EXPECT_EQ(problem_of({"--report", "./t.csv"}),
            "error: --report: would write ./t.csv, which is a FILE to import");
  EXPECT_EQ(problem_of({"--report", "t.db"}),
            "error: --report: would write t.db, which is the DATABASE");
  EXPECT_EQ(problem_of({"--report", "t.db-wal"}),
            "error: --report: would write t.db-wal, which is SQLite's own for "
            "the DATABASE");
  EXPECT_EQ(problem_of({"--on-error", "skip", "--rejects", "l", "--report",
                        "l.reasons"}),
            "error: --report: would write l.reasons, which is a file of "
            "--rejects");
  EXPECT_EQ(run({"--report", "", "t.csv", "t.db"}).exit_code, 2);
  EXPECT_EQ(run({"--compare", "--report", "r", "t.csv", "t.db"}).exit_code, 2);
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(ReportTest, ReplacesNothingButPages) {
  write("precious.csv", "a\n1\n");
  execute("other.db", "CREATE TABLE t (a)");
  for (const std::string& path : {std::string("precious.csv"),
                                  std::string("other.db"), std::string("-")}) {
    EXPECT_EQ(run({"--report", path, "t.csv", "t.db"}).exit_code, 2) << path;
  }
  EXPECT_EQ(run({"--report", "precious.csv", "t.csv", "t.db"}).err,
            "error: --report: would replace precious.csv, which is no page of "
            "a run; name another file; csvimport --help lists the options\n");
  EXPECT_EQ(read("precious.csv"), "a\n1\n");
}

TEST_F(ReportTest, ReplacesAnOlderOneWithItsMode) {
  write("r.html", "<!DOCTYPE html>old");
  ::chmod(path("r.html").c_str(), 0640);
  EXPECT_EQ(run({"--report", "r.html", "t.csv", "t.db"}).exit_code, 0);
  struct stat status {};
  ASSERT_EQ(::stat(path("r.html").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640U);
  expect_page({"Done"});
}

TEST_F(ReportTest, IsNoReasonToFailOnceAllIsDone) {
  if (!mount_small_disk(path("disk"), "4k")) {
    GTEST_SKIP() << "cannot mount a file system";
  }
  const RunResult result = run({"--report", "disk/r.html", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.err.ends_with(
      "warning: disk/r.html: cannot write: No space left on device; the run "
      "has no report\n"))
      << result.err;
  EXPECT_TRUE(std::filesystem::is_empty(path("disk")));
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"2"}));
  ::umount2(path("disk").c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace csvimport
