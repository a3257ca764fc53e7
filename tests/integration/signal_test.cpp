// Signals in the stages of an import into a database that exists.
// fault_test.cpp has them between all system calls.

#include "interrupt_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

namespace csvimport {
namespace {

class SignalTest : public InterruptedRunTest {
 protected:
  // Runs `test(mode, signal)` with a database in each journal mode and each
  // signal that ends a run, and expects the database as it was.
  template <class Test>
  void for_each_signal(Test test) {
    int runs = 0;
    for (const char* const mode : {"DELETE", "WAL"}) {
      execute("t.db", std::string("PRAGMA journal_mode = ") + mode +
                          "; CREATE TABLE t (a INTEGER, b TEXT);"
                          "INSERT INTO t VALUES (-1, 'old')");
      for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        test(signal);
        EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"-1|'old'"}));
        EXPECT_EQ(query("t.db", "SELECT count(*) FROM sqlite_schema"),
                  (Rows{"1"}));
        EXPECT_EQ(integrity("t.db"), "ok");
        ++runs;
      }
      for (const char* const name : {"t.db", "t.db-wal", "t.db-shm"}) {
        remove(name);
      }
    }
    std::printf("%d runs\n", runs);
  }

  // Waits until a run holds the write lock.
  void await_transaction() {
    SQLite::Database other(path("t.db").string(), SQLite::OPEN_READWRITE);
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (other.tryExec("BEGIN IMMEDIATE") == SQLITE_OK) {
      other.exec("ROLLBACK");
      ASSERT_LT(std::chrono::steady_clock::now(), deadline);
    }
  }
};

TEST_F(SignalTest, EndsARunThatReads) {
  for_each_signal([&](int signal) {
    Process process = start({"--table", "t", "-", "t.db"});
    process.feed(numbered_rows(20'000));
    expect_interrupted(process, signal, {"t.db"});
  });
}

TEST_F(SignalTest, EndsARunThatStages) {
  for_each_signal([&](int signal) {
    Process process =
        start({"--table", "t", "--batch-size", "1KiB", "-", "t.db"});
    process.feed(numbered_rows(100'000));
    ASSERT_NE(await_staging_file(), "");
    expect_interrupted(process, signal, {"t.db"});
  });
}

TEST_F(SignalTest, EndsARunThatWaitsForTheWriteLock) {
  write("t.csv", numbered_rows(10));
  for_each_signal([&](int signal) {
    std::optional<SQLite::Database> writer;
    writer.emplace(path("t.db").string(), SQLite::OPEN_READWRITE);
    writer->exec("BEGIN IMMEDIATE");
    Process process = start({"--timeout", "1000", "t.csv", "t.db"});
    // It has staged when it waits: that is when this writer is in its way.
    ASSERT_NE(await_staging_file(), "");
    ASSERT_TRUE(process.comes_to_wait());
    process.signal(signal);
    expect_ended(process, signal);
    writer.reset();
    EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
  });
}

TEST_F(SignalTest, EndsARunInItsTransaction) {
  write("t.csv", numbered_rows(300'000));
  for_each_signal([&](int signal) {
    Process process = start({"t.csv", "t.db"});
    await_transaction();
    expect_interrupted(process, signal, {"t.csv", "t.db"});
  });
}

TEST_F(SignalTest, EndsARunThatMakesAnIndex) {
  write("t.csv", numbered_rows(300'000));
  std::filesystem::create_directory(path("runs"));
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    // What is read there is merged into the index.
    Process process = start(
        {"--index", "b,a", "--memory", "1MiB", "--temp-dir", "runs", "t.csv",
         "new.db"},
        with_faults("runs", {{"NAME", "pread"},
                             {"CALL", "100"},
                             {"KIND", "signal " + std::to_string(signal)}}));
    expect_ended(process, signal);
    EXPECT_EQ(files(), (Rows{"runs", "t.csv"}));
    EXPECT_EQ(files_of("runs"), Rows{});
  }
}

}  // namespace
}  // namespace csvimport
