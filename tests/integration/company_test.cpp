// Others use the database meanwhile.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

class CompanyTest : public CliTest {
 protected:
  CompanyTest() { write("t.csv", numbered_rows(1000)); }

  void make_database(const std::string& mode) const {
    execute("t.db", "PRAGMA journal_mode = " + mode +
                        "; CREATE TABLE t (a, b); INSERT INTO t VALUES (0, 0);"
                        "CREATE TABLE other (x)");
  }
  [[nodiscard]] SQLite::Database open() const {
    return {path("t.db").string(), SQLite::OPEN_READWRITE};
  }
  [[nodiscard]] Rows row_count() const {
    return query("t.db", "SELECT count(*) FROM t");
  }
  void remove_database() const {
    for (const char* const name : {"t.db", "t.db-wal", "t.db-shm"}) {
      remove(name);
    }
  }
};

constexpr const char* kLocked =
    "error: t.db: locked by another process; waited 0.2 s, and --timeout can "
    "make that longer\n";

TEST_F(CompanyTest, WaitsForAWriterOnlySoLong) {
  for (const char* const mode : {"DELETE", "WAL"}) {
    make_database(mode);
    SQLite::Database writer = open();
    writer.exec("BEGIN IMMEDIATE; INSERT INTO other VALUES (1)");
    const RunResult result = run_binary({"--timeout", "0.2", "t.csv", "t.db"});
    EXPECT_EQ(result.err, kLocked);
    EXPECT_EQ(result.exit_code, 4);
    writer.exec("COMMIT");
    EXPECT_EQ(row_count(), (Rows{"1"}));
    remove_database();
  }
}

TEST_F(CompanyTest, WaitsForAWriterAndThenSucceeds) {
  for (const char* const mode : {"DELETE", "WAL"}) {
    make_database(mode);
    SQLite::Database writer = open();
    writer.exec("BEGIN IMMEDIATE; INSERT INTO other VALUES (1)");
    Process process = start({"-q", "t.csv", "t.db"});
    // It has staged when it waits: that is when this writer is in its way.
    ASSERT_NE(await_staging_file(), "");
    ASSERT_TRUE(process.comes_to_wait());
    writer.exec("COMMIT");
    EXPECT_EQ(finish(process).exit_code, 0);
    EXPECT_EQ(row_count(), (Rows{"1001"}));
    remove_database();
  }
}

TEST_F(CompanyTest, LetsOthersWriteWhileItReads) {
  for (const char* const mode : {"DELETE", "WAL"}) {
    make_database(mode);
    Process process =
        start({"-q", "--batch-size", "1KiB", "--table", "t", "-", "t.db"});
    process.feed(numbered_rows(100'000));
    ASSERT_NE(await_staging_file(), "");
    SQLite::Database writer = open();
    writer.exec("BEGIN IMMEDIATE; INSERT INTO other VALUES (1); COMMIT");
    EXPECT_EQ(finish(process).exit_code, 0);
    EXPECT_EQ(row_count(), (Rows{"100001"}));
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM other"), (Rows{"1"}));
    remove_database();
  }
}

TEST_F(CompanyTest, IsNotSeenByReadersOfAnOlderStateInWal) {
  make_database("WAL");
  SQLite::Database reader = open();
  reader.exec("BEGIN");
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM t").getInt(), 1);
  EXPECT_EQ(run_binary({"-q", "--timeout", "0", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM t").getInt(), 1);
  reader.exec("COMMIT");
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM t").getInt(), 1001);
}

TEST_F(CompanyTest, WaitsForReadersOnlySoLongWithoutWal) {
  make_database("DELETE");
  SQLite::Database reader = open();
  reader.exec("BEGIN");
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM t").getInt(), 1);
  const RunResult result = run_binary({"--timeout", "0.2", "t.csv", "t.db"});
  EXPECT_EQ(result.err, kLocked);
  EXPECT_EQ(result.exit_code, 4);
  reader.exec("COMMIT");
  EXPECT_EQ(row_count(), (Rows{"1"}));
  EXPECT_EQ(integrity("t.db"), "ok");
}

TEST_F(CompanyTest, LeavesNoLargeLog) {
  make_database("WAL");
  const SQLite::Database other = open();  // so that the log stays
  write("t.csv", numbered_rows(200'000));
  EXPECT_EQ(run_binary({"-q", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(read("t.db-wal").size(), 0U);
}

TEST_F(CompanyTest, MayBeAnotherImport) {
  write("u.csv", numbered_rows(1500));
  constexpr int kTimes = 15;
  for (int times = 0; times < kTimes; ++times) {
    for (const bool exists : {false, true}) {
      if (exists) make_database(times % 2 == 0 ? "DELETE" : "WAL");
      Process one = start({"-q", "--table", "t", "t.csv", "t.db"});
      Process other = start({"-q", "--table", "t", "u.csv", "t.db"});
      EXPECT_EQ(finish(one).exit_code, 0);
      EXPECT_EQ(finish(other).exit_code, 0);
      EXPECT_EQ(row_count(), (Rows{exists ? "2501" : "2500"}));
      EXPECT_EQ(integrity("t.db"), "ok");
      remove_database();
    }
  }
}

TEST_F(CompanyTest, MayBeManyImportsOfANewDatabase) {
  for (int times = 0; times < 5; ++times) {
    std::vector<Process> all;
    all.reserve(6);
    for (int i = 0; i < 6; ++i) all.push_back(start({"-q", "t.csv", "t.db"}));
    for (Process& process : all) {
      const RunResult result = finish(process);
      EXPECT_EQ(result.exit_code, 0) << result.err;
    }
    EXPECT_EQ(row_count(), (Rows{"6000"}));
    remove_database();
  }
}

TEST_F(CompanyTest, MayChangeTheTableWhileAFileIsRead) {
  make_database("DELETE");
  write("t.csv", numbered_rows(300'000));
  Process process = start({"-q", "t.csv", "t.db"});
  ASSERT_NE(await_staging_file(), "");
  execute("t.db", "ALTER TABLE t ADD COLUMN c DEFAULT 'new'");
  EXPECT_EQ(finish(process).exit_code, 0);
  EXPECT_EQ(query("t.db", "SELECT count(*), count(c) FROM t"),
            (Rows{"300001|300001"}));
}

TEST_F(CompanyTest, MayChangeTheTableWhileAPipeIsRead) {
  make_database("DELETE");
  Process process =
      start({"--batch-size", "1KiB", "--table", "t", "-", "t.db"});
  process.feed(numbered_rows(100'000));
  ASSERT_NE(await_staging_file(), "");
  execute("t.db", "DROP TABLE t; CREATE TABLE t (a, b INT)");
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: t.db: the database was changed while the file was read; "
            "import it again\n");
  EXPECT_EQ(row_count(), (Rows{"0"}));
}

TEST_F(CompanyTest, MayReplaceTheDatabaseWhileAFileIsRead) {
  for (const bool is_removed : {true, false}) {
    make_database("DELETE");
    Process process =
        start({"--batch-size", "1KiB", "--table", "t", "-", "t.db"});
    process.feed(numbered_rows(100'000));
    ASSERT_NE(await_staging_file(), "");
    std::filesystem::rename(path("t.db"), path("old.db"));
    if (!is_removed) execute("t.db", "CREATE TABLE t (a, b)");
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_EQ(result.err,
              "error: t.db: was replaced or removed while the import ran\n");
    EXPECT_EQ(query("old.db", "SELECT count(*) FROM t"), (Rows{"1"}));
    if (!is_removed) {
      EXPECT_EQ(row_count(), (Rows{"0"}));
    }
    remove_database();
  }
}

}  // namespace
}  // namespace csvimport
