// Runs that a signal ends.

#include "interrupt_fixture.hpp"

namespace csvimport {
namespace {

using InterruptTest = InterruptedRunTest;

TEST_F(InterruptTest, EndsARunThatWaitsForItsFirstBytes) {
  // More than the pipe holds, so that the run has begun to read, and less than
  // the sample.
  const std::string start_of_file = numbered_rows(20'000);
  for (const int signal : {SIGINT, SIGTERM}) {
    for (const Arguments& way : every_way()) {
      Process process = start(way + Arguments{"-", "t.db"});
      process.feed(start_of_file);
      expect_interrupted(process, signal, {});
    }
  }
}

TEST_F(InterruptTest, EndsALoadThatWaitsForAPipe) {
  const std::string more_than_the_sample = numbered_rows(100'000);
  for (const int signal : {SIGINT, SIGTERM}) {
    for (const Arguments& way : every_way()) {
      Process process =
          start(way + Arguments{"--batch-size", "1KiB", "-", "t.db"});
      process.feed(more_than_the_sample);
      ASSERT_NE(await_staging_file(), "");
      expect_interrupted(process, signal, {});
    }
  }
}

TEST_F(InterruptTest, EndsALoadOfALargeFile) {
  write("t.csv", numbered_rows(4'000'000));
  for (const int signal : {SIGINT, SIGTERM}) {
    for (const Arguments& way : every_way()) {
      Process process =
          start(way + Arguments{"--batch-size", "1KiB", "t.csv", "t.db"});
      ASSERT_NE(await_staging_file(), "");
      expect_interrupted(process, signal, {"t.csv"});
    }
  }
}

TEST_F(InterruptTest, EndsASecondPass) {
  write("t.csv", numbered_rows(1'000'000) + "x,1\n");
  // What the first pass wrote is cut off before the second one.
  Process process =
      start({"--workers", "1", "--batch-size", "1KiB", "t.csv", "t.db"},
            with_faults(".", {{"NAME", "ftruncate"},
                              {"CALL", "1"},
                              {"KIND", "signal " + std::to_string(SIGINT)}}));
  expect_ended(process, SIGINT);
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

TEST_F(InterruptTest, EndsAComparison) {
  write("t.csv", numbered_rows(4'000'000));
  for (const int signal : {SIGINT, SIGTERM}) {
    Process process = start({"--compare", "t.csv", "t.db"});
    ASSERT_NE(await_staging_file(), "");
    expect_interrupted(process, signal, {"t.csv"});
  }
}

TEST_F(InterruptTest, LeavesAloneWhatTheCallerIgnores) {
  Process::Setup setup;
  setup.before_exec = [] { std::signal(SIGINT, SIG_IGN); };
  Process process = start({"-", "t.db"}, setup);
  process.feed(numbered_rows(20'000));
  process.signal(SIGINT);
  EXPECT_EQ(finish(process).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM stdin"), (Rows{"20000"}));
}

TEST_F(InterruptTest, RemovesWhatAKilledRunLeft) {
  const std::string more_than_the_sample = numbered_rows(100'000);
  for (const Arguments& way : every_way()) {
    Process process =
        start(way + Arguments{"--batch-size", "1KiB", "-", "t.db"});
    process.feed(more_than_the_sample);
    const std::string left = await_staging_file();
    process.signal(SIGKILL);
    EXPECT_TRUE(process.wait().killed);
    EXPECT_EQ(files(), (Rows{left}));
    EXPECT_EQ(run_binary(way + Arguments{"-", "t.db"}, "a\n1\n").exit_code, 0);
    EXPECT_EQ(files(), (Rows{"t.db"}));
    remove("t.db");
  }
}

TEST_F(InterruptTest, LeavesTheStagingFileOfARunThatGoesOn) {
  Process process = start({"--batch-size", "1KiB", "-", "t.db"});
  process.feed(numbered_rows(100'000));
  const std::string staging = await_staging_file();
  const RunResult other = run_binary({"-", "t.db"}, "a\nx\n");
  EXPECT_EQ(other.exit_code, 0);
  EXPECT_EQ(files(), (Rows{staging, "t.db"}));
  EXPECT_EQ(finish(process).exit_code, 1);
  EXPECT_EQ(files(), (Rows{"t.db"}));
  EXPECT_EQ(query("t.db", "SELECT * FROM stdin"), (Rows{"'x'"}));
}

}  // namespace
}  // namespace csvimport
