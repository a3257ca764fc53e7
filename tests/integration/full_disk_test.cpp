// Imports that fill the disk: DESIGN.md, section 6.

#include "cli_fixture.hpp"

#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

namespace csvimport {
namespace {

class FullDiskTest : public CliTest {
 protected:
  // Gives the folder "disk" a small file system of its own, which only this
  // process and those that it starts see. False where that is not allowed.
  bool mount_disk(const std::string& size) {
    std::filesystem::create_directory(path("disk"));
    const std::string options = "size=" + size;
    return ::unshare(CLONE_NEWNS) == 0 &&
           ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           ::mount("none", path("disk").c_str(), "tmpfs", 0, options.c_str()) ==
               0;
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

}  // namespace
}  // namespace csvimport
