// Imports that the system refuses.

#include "cli_fixture.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace csvimport {
namespace {

class FailureTest : public CliTest {
 protected:
  void SetUp() override { write("t.csv", "a,b\n1,x\n"); }

  void expect_failure(const RunResult& result, int exit_code,
                      const std::string& message) {
    EXPECT_EQ(result.exit_code, exit_code);
    EXPECT_EQ(result.err, "error: " + message + "\n");
    EXPECT_EQ(result.out, "");
  }
};

TEST_F(FailureTest, NamesAMissingInput) {
  expect_failure(run({"none.csv", "t.db"}), 4,
                 "none.csv: cannot open: No such file or directory");
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(FailureTest, RefusesAnEmptyFolderAsInput) {
  std::filesystem::create_directory(path("folder.csv"));
  expect_failure(run({"folder.csv", "t.db"}), 1,
                 "folder.csv: the folder holds no file named *.csv, *.tsv or "
                 "*.tab, compressed or not; name its files one by one if they "
                 "are CSV");
  EXPECT_EQ(files(), (Rows{"folder.csv", "t.csv"}));
}

TEST_F(FailureTest, NamesAnInputThatCannotBeRead) {
  // Nobody reads this one, not even root.
  expect_failure(run({"/proc/self/mem", "t.db"}), 4,
                 "/proc/self/mem: cannot read: Input/output error");
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(FailureTest, NamesAMissingFolder) {
  expect_failure(
      run({"t.csv", "none/t.db"}), 4,
      "none/t.db: cannot create in ./none: No such file or directory");
  expect_failure(run({"t.csv", "t.csv/t.db"}), 4,
                 "t.csv/t.db: cannot create: Not a directory");
}

TEST_F(FailureTest, RefusesAFolderAsTarget) {
  std::filesystem::create_directory(path("t.db"));
  expect_failure(run({"t.csv", "t.db"}), 4, "t.db: is a directory");
  EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
}

TEST_F(FailureTest, NamesAFolderThatCannotBeWritten) {
  // Nobody makes files there, not even root, who learns it later.
  const bool is_root = ::geteuid() == 0;
  const std::string denied =
      "/proc/t.db: cannot create in /proc: Permission denied";
  const std::string reason = ": No such file or directory";
  for (const Arguments& way : every_way()) {
    expect_failure(run_binary(way + Arguments{"t.csv", "/proc/t.db"}), 4,
                   is_root
                       ? "/proc/t.db: cannot create a file in /proc" + reason
                       : denied);
    expect_failure(
        run_piped(way + Arguments{"-", "/proc/t.db"}, "a\n"), 4,
        is_root ? "/proc: cannot create a spool file" + reason : denied);
  }
}

TEST_F(FailureTest, LeavesATargetThatIsNoDatabaseAsItIs) {
  const std::string content(5000, 'x');
  write("t.db", content);
  for (const Arguments& way : every_way()) {
    expect_failure(run(way + Arguments{"t.csv", "t.db"}), 4,
                   "t.db: is not a SQLite database, or is encrypted; DATABASE "
                   "is the last path of the command line");
    EXPECT_EQ(read("t.db"), content);
    EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
  }
}

TEST_F(FailureTest, DoesNotReplaceATargetThatAppearsMeanwhile) {
  for (const Arguments& way : every_way()) {
    Process process =
        start(way + Arguments{"--batch-size", "1KiB", "-", "t.db"});
    process.feed(numbered_rows(100'000));
    ASSERT_NE(await_staging_file(), "");
    write("t.db", "precious");
    expect_failure(finish(process), 1,
                   "t.db: the database was changed while the file was read; "
                   "import it again");
    EXPECT_EQ(read("t.db"), "precious");
    EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
    remove("t.db");
  }
}

TEST_F(FailureTest, EndsAtABadRecordThoughThePipeStaysOpenAndSilent) {
  for (const Arguments& way : every_way()) {
    Process process =
        start(way + Arguments{"--batch-size", "1KiB", "-", "t.db"});
    process.feed(numbered_rows(100'000) + "1\n" + numbered_rows(1000));
    const RunResult result = process.wait();
    expect_failure(result, 1, "stdin:100002: expected 2 fields, got 1");
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
}

TEST_F(FailureTest, ImportsThoughStdoutCannotBeWritten) {
  for (const bool is_full : {false, true}) {
    Process::Setup setup;
    setup.before_exec = [&] {
      ::close(STDOUT_FILENO);
      if (is_full) (void)::open("/dev/full", O_WRONLY);
    };
    Process process =
        start({"-q", "--summary", "json", "t.csv", "t.db"}, setup);
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err,
              "error: stdout: cannot write the summary; the import is "
              "complete\n");
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'x'"}));
    remove("t.db");
  }
}

TEST_F(FailureTest, SaysThatStdoutCannotBeWritten) {
  Process::Setup setup;
  setup.before_exec = [] {
    ::close(STDOUT_FILENO);
    (void)::open("/dev/full", O_WRONLY);
  };
  for (const Arguments& arguments :
       {Arguments{"--help"}, Arguments{"--version"},
        Arguments{"--dry-run", "t.csv"},
        Arguments{"--dry-run", "--summary", "json", "t.csv", "t.db"},
        Arguments{"--compare", "t.csv", "t.db"}}) {
    Process process = start(arguments, setup);
    expect_system_error(finish(process), "stdout", "cannot write");
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
}

TEST_F(FailureTest, ImportsAllThoughNobodyHearsIt) {
  Process::Setup setup;
  setup.before_exec = [] {
    ::close(STDOUT_FILENO);
    ::close(STDERR_FILENO);
  };
  Process process = start({"-v", "--summary", "json", "-", "t.db"}, setup);
  process.feed(numbered_rows(200'000));
  EXPECT_EQ(finish(process).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM stdin"), (Rows{"200000"}));
  EXPECT_EQ(integrity("t.db"), "ok");
}

TEST_F(FailureTest, RefusesStandardInputThatIsClosed) {
  Process::Setup setup;
  setup.before_exec = [] { ::close(STDIN_FILENO); };
  Process process = start({"-", "t.db"}, setup);
  expect_failure(process.wait(), 4, "stdin: cannot read: Bad file descriptor");
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(FailureTest, GivesTheDatabaseTheModeOfAnyNewFile) {
  for (const Arguments& way : every_way()) {
    Process::Setup setup;
    setup.before_exec = [] { ::umask(027); };
    Process process = start(way + Arguments{"t.csv", "t.db"}, setup);
    EXPECT_EQ(finish(process).exit_code, 0);
    EXPECT_EQ(std::filesystem::status(path("t.db")).permissions(),
              std::filesystem::perms(0640));
    remove("t.db");
  }
}

TEST_F(FailureTest, RefusesAJournalThatAnOlderDatabaseLeft) {
  write("t.csv", "a\n1\n");
  for (const std::string left : {"t.db-journal", "t.db-wal"}) {
    write(left, "old");
    const RunResult result = run({"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: " + left +
                  ": is left from an older database, and SQLite would play it "
                  "back into the new one; remove it\n");
    EXPECT_EQ(files(), (Rows{"t.csv", left}));
    remove(left);
  }
}

TEST_F(FailureTest, RefusesATableNameThatIsNotUtf8) {
  write("t.csv", "a\n1\n");
  const RunResult result = run({"--table", "\xFE", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: t.csv: the table's name \"\\xFE\" is not valid UTF-8; give "
            "another with --table\n");
}

}  // namespace
}  // namespace csvimport
