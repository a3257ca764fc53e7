// Targets that are odd, or become so while the input is read.

#include "cli_fixture.hpp"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

namespace csvimport {
namespace {

constexpr uid_t kNobody = 65534;
constexpr const char* kStagingName = ".t.db.csvimport-0123456789abcdef";

class TargetTest : public CliTest {
 protected:
  TargetTest() { write("t.csv", "a,b\n1,x\n"); }

  void make_database(const std::string& name, const std::string& mode,
                     const std::string& value) const {
    execute(name, "PRAGMA journal_mode = " + mode +
                      "; CREATE TABLE t (a INTEGER, b TEXT);"
                      "INSERT INTO t VALUES (0, '" +
                      value + "')");
  }

  // A folder, with a database in it unless `mode` is "".
  void make_folder_of(const std::string& name, const std::string& mode) const {
    std::filesystem::create_directory(path(name).parent_path());
    if (!mode.empty()) make_database(name, mode, "old");
  }

  // A run of another user, whom modes mean something to.
  RunResult run_as_nobody(const Arguments& arguments) {
    Process::Setup setup;
    setup.before_exec = [] {
      if (::setgroups(0, nullptr) != 0 || ::setgid(kNobody) != 0 ||
          ::setuid(kNobody) != 0) {
        ::_exit(127);
      }
    };
    Process process = start(arguments, setup);
    return finish(process);
  }
  void set_mode(const std::string& name, mode_t mode) const {
    ASSERT_EQ(::chmod(path(name).c_str(), mode), 0);
  }

  // Starts an import into `target` that waits for the rest of its input, with
  // the staging file there.
  Process start_waiting(const std::string& target) {
    const std::filesystem::path folder = path(target).parent_path();
    Process process =
        start({"--table", "t", "--batch-size", "1KiB", "-q", "-", target});
    process.feed(numbered_rows(100'000));
    const auto is_staging = [](const auto& entry) {
      return entry.path().string().find(".csvimport-") != std::string::npos;
    };
    using Iterator = std::filesystem::directory_iterator;
    while (std::none_of(Iterator(folder), Iterator(), is_staging)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return process;
  }
};

// 127: not root, or a binary that nobody else can reach.
#define SKIP_UNLESS_RUN(result) \
  if ((result).exit_code == 127) GTEST_SKIP() << "cannot run as another user"

TEST_F(TargetTest, NamesAFolderThatTheUserCannotWrite) {
  set_mode("", 0555);
  const RunResult result = run_as_nobody({"t.csv", "t.db"});
  SKIP_UNLESS_RUN(result);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err, "error: t.db: cannot create in .: Permission denied\n");
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(TargetTest, LeavesADatabaseInAFolderThatTheUserCannotWrite) {
  make_database("t.db", "DELETE", "old");
  set_mode("t.db", 0666);
  set_mode("", 0555);
  const RunResult result = run_as_nobody({"t.csv", "t.db"});
  SKIP_UNLESS_RUN(result);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err,
            "error: t.db: cannot create a file in .: Permission denied\n");
  const RunResult elsewhere =
      run_as_nobody({"--temp-dir", "/tmp", "t.csv", "t.db"});
  EXPECT_EQ(elsewhere.exit_code, 4);
  EXPECT_EQ(elsewhere.err,
            "error: t.db: cannot write: SQLite needs a journal beside it, and "
            "its folder cannot be written\n");
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"0|'old'"}));
  EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
}

TEST_F(TargetTest, LeavesADatabaseThatTheUserCannotWrite) {
  make_database("t.db", "DELETE", "old");
  set_mode("t.db", 0444);
  set_mode("", 0777);
  const RunResult result = run_as_nobody({"t.csv", "t.db"});
  SKIP_UNLESS_RUN(result);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_TRUE(
      result.err.starts_with("error: t.db: cannot be written: it is "
                             "read-only"))
      << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"0|'old'"}));
  EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
}

TEST_F(TargetTest, KeepsOwnerAndModeOfADatabase) {
  for (const char* const mode : {"DELETE", "WAL"}) {
    make_database("t.db", mode, "old");
    set_mode("t.db", 0640);
    const bool is_given = ::chown(path("t.db").c_str(), 1234, 4321) == 0;
    for (const char* const if_exists : {"append", "truncate", "replace"}) {
      ASSERT_EQ(run({"--if-exists", if_exists, "t.csv", "t.db"}).exit_code, 0);
      struct stat status {};
      ASSERT_EQ(::stat(path("t.db").c_str(), &status), 0);
      EXPECT_EQ(status.st_mode & 0777, 0640U);
      if (is_given) {
        EXPECT_EQ(status.st_uid, 1234U);
        EXPECT_EQ(status.st_gid, 4321U);
      }
    }
    remove("t.db");
  }
}

TEST_F(TargetTest, FailsWhenTheFolderVanishes) {
  for (const char* const mode : {"", "DELETE", "WAL"}) {
    make_folder_of("gone/t.db", mode);
    Process process = start_waiting("gone/t.db");
    std::filesystem::remove_all(path("gone"));
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_TRUE(result.err.starts_with("error: ")) << result.err;
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
}

TEST_F(TargetTest, FollowsALinkAndKeepsIt) {
  for (const char* const mode : {"", "DELETE", "WAL"}) {
    make_folder_of("real/r.db", mode);
    std::filesystem::create_symlink("real/r.db", path("t.db"));
    const RunResult result = run({"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(std::filesystem::is_symlink(path("t.db")));
    EXPECT_EQ(files(), (Rows{"real", "t.csv", "t.db"}));
    const auto count =
        std::distance(std::filesystem::directory_iterator(path("real")), {});
    EXPECT_EQ(count, 1);
    EXPECT_EQ(query("real/r.db", "SELECT a FROM t WHERE a = 1"), (Rows{"1"}));
    remove("t.db");
    std::filesystem::remove_all(path("real"));
  }
}

TEST_F(TargetTest, LeavesBothFilesWhenTheTargetIsReplaced) {
  for (const std::string mode : {"DELETE", "WAL"}) {
    for (const std::string other_mode : {"DELETE", "WAL"}) {
      make_folder_of("d/t.db", mode);
      make_database("d/new.db", other_mode, "new");
      Process process = start_waiting("d/t.db");
      std::filesystem::rename(path("d/t.db"), path("d/old.db"));
      std::filesystem::rename(path("d/new.db"), path("d/t.db"));
      const RunResult result = finish(process);
      EXPECT_EQ(result.exit_code, 4);
      EXPECT_EQ(result.err,
                "error: d/t.db: was replaced or removed while the import "
                "ran\n");
      for (const auto& entry : std::filesystem::directory_iterator(path("d"))) {
        EXPECT_EQ(entry.path().string().find(".csvimport-"), std::string::npos);
      }
      for (const std::string name : {"old", "t"}) {
        EXPECT_EQ(query("d/" + name + ".db", "SELECT * FROM t"),
                  (Rows{name == "t" ? "0|'new'" : "0|'old'"}));
        EXPECT_EQ(integrity("d/" + name + ".db"), "ok");
      }
      std::filesystem::remove_all(path("d"));
    }
  }
}

TEST_F(TargetTest, FollowsNoLinkInTheNameOfAStagingFile) {
  write("precious", "precious");
  for (const char* const mode : {"", "DELETE", "WAL"}) {
    for (const std::string suffix : {"", "-journal"}) {
      if (*mode != '\0') make_database("t.db", mode, "old");
      const std::string name = kStagingName + suffix;
      std::filesystem::create_symlink("precious", path(name));
      const RunResult result = run({"t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(read("precious"), "precious");
      EXPECT_TRUE(std::filesystem::is_regular_file(path("precious")));
      EXPECT_EQ(query("t.db", "SELECT a FROM t WHERE a = 1"), (Rows{"1"}));
      for (const std::string& left : files()) {
        if (left != "precious" && left != "t.csv") remove(left);
      }
    }
  }
}

TEST_F(TargetTest, LeavesAloneWhatIsNoStagingFileInItsName) {
  std::filesystem::create_directory(path(kStagingName));
  write(std::string(kStagingName) + "/precious", "precious");
  const std::string fifo = ".t.db.csvimport-0123456789abcde0";
  ASSERT_EQ(::mkfifo(path(fifo).c_str(), 0600), 0);
  const std::string capitals = ".t.db.csvimport-0123456789ABCDEF";
  write(capitals, "no name of ours");
  for (int runs = 0; runs < 2; ++runs) {
    const RunResult result = run({"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(read(std::string(kStagingName) + "/precious"), "precious");
    EXPECT_EQ(files(), (Rows{capitals, fifo, kStagingName, "t.csv", "t.db"}));
  }
}

TEST_F(TargetTest, NamesATemporaryFolderThatIsMissing) {
  make_database("t.db", "DELETE", "old");
  const RunResult result = run({"--temp-dir", "none", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err,
            "error: t.db: cannot create a file in ./none: No such file or "
            "directory\n");
  const RunResult piped =
      run_piped({"--table", "t", "--temp-dir", "none", "-", "t.db"}, "a,b\n");
  EXPECT_EQ(piped.exit_code, 4);
  EXPECT_TRUE(piped.err.starts_with("error: none: ")) << piped.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"0|'old'"}));
  EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
}

}  // namespace
}  // namespace csvimport
