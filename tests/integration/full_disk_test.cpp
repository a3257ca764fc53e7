// Imports that fill the disk.

#include "cli_fixture.hpp"
#include "small_disk.hpp"

#include <sys/resource.h>

#include <csignal>
#include <filesystem>

namespace csvimport {
namespace {

class FullDiskTest : public CliTest {
 protected:
  // Gives the folder "disk" a small file system of its own.
  bool mount_disk(const std::string& size) {
    return mount_small_disk(path("disk"), size);
  }
  // A database on the disk, of one megabyte, in one journal mode after the
  // other; `test()` is to leave it as it is.
  template <class Test>
  void for_each_database(Test test) {
    for (const char* const mode : {"DELETE", "WAL"}) {
      execute("disk/t.db",
              std::string("PRAGMA journal_mode = ") + mode +
                  "; CREATE TABLE t (a INTEGER, b TEXT);"
                  "INSERT INTO t VALUES (-1, hex(zeroblob(500000)))");
      test();
      EXPECT_EQ(files_of("disk"), (Rows{"t.db"}));
      EXPECT_EQ(query("disk/t.db", "SELECT a, length(b) FROM t"),
                (Rows{"-1|1000000"}));
      EXPECT_EQ(query("disk/t.db", "SELECT count(*) FROM sqlite_schema"),
                (Rows{"1"}));
      EXPECT_EQ(integrity("disk/t.db"), "ok");
      for (const std::string& name : files_of("disk")) remove("disk/" + name);
    }
  }

  void TearDown() override {
    ::umount2(path("disk").c_str(), MNT_DETACH);
    CliTest::TearDown();
  }
};

TEST_F(FullDiskTest, FailsWhenAFileCannotGrow) {
  write("t.csv", numbered_rows(300'000));
  Process::Setup setup;
  setup.before_exec = [] {
    const rlimit limit{1 << 20, 1 << 20};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, SIG_IGN);
  };
  for (const Arguments& way : every_way()) {
    Process process = start(way + Arguments{"t.csv", "t.db"}, setup);
    expect_system_error(finish(process), "./.t.db.csvimport-",
                        way[1] == "direct" ? ": cannot write: File too large"
                                           : ": disk I/O error");
    EXPECT_EQ(files(), (Rows{"t.csv"}));
  }
}

TEST_F(FullDiskTest, FailsWhenAFileFillsTheDisk) {
  if (!mount_disk("2m")) GTEST_SKIP() << "cannot mount a file system";
  write("t.csv", numbered_rows(300'000));
  for (const Arguments& way : every_way()) {
    expect_system_error(
        run(way + Arguments{"t.csv", "disk/t.db"}), "./disk/.t.db.csvimport-",
        way[1] == "direct" ? ": cannot write: No space left on device"
                           : ": database or disk is full");
    EXPECT_TRUE(std::filesystem::is_empty(path("disk")));
  }
}

// The spool of the pipe and the staging file fill the disk together.
TEST_F(FullDiskTest, FailsWhenAPipeFillsTheDisk) {
  if (!mount_disk("2m")) GTEST_SKIP() << "cannot mount a file system";
  for (const Arguments& way : every_way()) {
    expect_system_error(
        run_piped(way + Arguments{"-", "disk/t.db"}, numbered_rows(300'000)),
        "./disk", "");
    EXPECT_TRUE(std::filesystem::is_empty(path("disk")));
  }
}

TEST_F(FullDiskTest, NeedsRoomForOneCopyOnlyInASecondPass) {
  if (!mount_disk("4m")) GTEST_SKIP() << "cannot mount a file system";
  write("t.csv", numbered_rows(150'000) + "x,y\n");
  for (const Arguments& way : every_way()) {
    EXPECT_EQ(run(way + Arguments{"t.csv", "disk/t.db"}).exit_code, 0);
    EXPECT_EQ(query("disk/t.db", "SELECT count(*) FROM t"), (Rows{"150001"}));
    remove("disk/t.db");
  }
}

TEST_F(FullDiskTest, LeavesADatabaseAsItIsWhenStagingFillsTheDisk) {
  if (!mount_disk("8m")) GTEST_SKIP() << "cannot mount a file system";
  write("t.csv", numbered_rows(600'000));
  for_each_database([&] {
    expect_system_error(run({"t.csv", "disk/t.db"}), "./disk/.t.db.csvimport-",
                        ": cannot write: No space left on device");
  });
}

TEST_F(FullDiskTest, LeavesADatabaseAsItIsWhenTheLandingFillsTheDisk) {
  if (!mount_disk("8m")) GTEST_SKIP() << "cannot mount a file system";
  write("t.csv", numbered_rows(600'000));
  for (const char* const if_exists : {"append", "replace", "truncate"}) {
    for_each_database([&] {
      expect_system_error(run({"--if-exists", if_exists, "--temp-dir", ".",
                               "t.csv", "disk/t.db"}),
                          "disk/t.db", ": cannot write: the disk is full");
      EXPECT_EQ(files(), (Rows{"disk", "t.csv"}));
    });
  }
}

TEST_F(FullDiskTest, LeavesADatabaseAsItIsWhenAnIndexFillsTheDisk) {
  if (!mount_disk("8m")) GTEST_SKIP() << "cannot mount a file system";
  write("t.csv", numbered_rows(200'000));
  for_each_database([&] {
    expect_system_error(run({"--if-exists", "append", "--temp-dir", ".",
                             "--index", "b,a", "t.csv", "disk/t.db"}),
                        "disk/t.db", ": cannot write: the disk is full");
    EXPECT_EQ(files(), (Rows{"disk", "t.csv"}));
  });
}

TEST_F(FullDiskTest, LeavesNoNewDatabaseWhenAnIndexFillsTheDisk) {
  if (!mount_disk("8m")) GTEST_SKIP() << "cannot mount a file system";
  write("t.csv", numbered_rows(300'000));
  expect_system_error(run({"--index", "b,a", "t.csv", "disk/t.db"}),
                      "./disk/.t.db.csvimport-",
                      ": cannot write: No space left on device");
  EXPECT_TRUE(std::filesystem::is_empty(path("disk")));
  EXPECT_EQ(run({"t.csv", "disk/t.db"}).exit_code, 0);
}

TEST_F(FullDiskTest, LeavesNoNewDatabaseWhenSortingFillsTheDisk) {
  if (!mount_disk("1m")) GTEST_SKIP() << "cannot mount a file system";
  write("t.csv", numbered_rows(300'000));
  const Arguments sort = {"--index",    "b,a",  "--memory", "64KiB",
                          "--temp-dir", "disk", "t.csv",    "t.db"};
  expect_system_error(run(sort), "disk",
                      ": cannot write: No space left on device");
  EXPECT_TRUE(std::filesystem::is_empty(path("disk")));
  EXPECT_EQ(files(), (Rows{"disk", "t.csv"}));
}

}  // namespace
}  // namespace csvimport
