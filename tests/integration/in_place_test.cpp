// New tables whose pages go behind the end of a database that exists, and
// others who use it meanwhile. fault_test.cpp and kill_test.cpp have what goes
// wrong in between.

#include "cli_fixture.hpp"
#include "interrupt_fixture.hpp"
#include "random_values.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <csignal>
#include <cstdint>
#include <filesystem>

namespace csvimport {
namespace {

constexpr const char* kInPlace = " pages were added behind its end\n";

// Of a database whose file is in a folder of its own, so that system calls on
// it can be told from others.
class InPlaceTest : public InterruptedRunTest {
 protected:
  InPlaceTest() {
    std::filesystem::create_directory(path("d"));
    std::filesystem::create_directory(path("temp"));
    write("n.csv", numbered_rows(60'000));
  }

  void make_target(const std::string& sql = "") const {
    for (const std::string& name : files_of("d")) remove("d/" + name);
    execute("d/t.db", sql +
                          "CREATE TABLE other (x); INSERT INTO other "
                          "VALUES (1)");
  }
  [[nodiscard]] std::uintmax_t size() const {
    return std::filesystem::file_size(path("d/t.db"));
  }
  [[nodiscard]] SQLite::Database open() const {
    return {path("d/t.db").string(), SQLite::OPEN_READWRITE};
  }
  // With tables and indexes of these names, and nothing beside it.
  void expect_whole(const std::string& names) const {
    EXPECT_EQ(integrity("d/t.db"), "ok");
    EXPECT_EQ(query("d/t.db",
                    "SELECT group_concat(name, ' ') FROM (SELECT name FROM "
                    "sqlite_schema ORDER BY 1)"),
              (Rows{"'" + names + "'"}));
    EXPECT_EQ(query("d/t.db",
                    "SELECT page_count * page_size FROM pragma_page_count, "
                    "pragma_page_size"),
              (Rows{std::to_string(size())}));
    EXPECT_EQ(files_of("d"), (Rows{"t.db"}));
    EXPECT_EQ(files_of("temp"), Rows{});
  }
  static Arguments command(const Arguments& further = {}) {
    return further + Arguments{"-v", "--temp-dir", "temp", "n.csv", "d/t.db"};
  }
  // A run to which that happens right before the target's pages are written,
  // for the most part.
  Process start_disturbed(const std::string& kind,
                          const Arguments& further = {}) {
    return start(
        command(further),
        with_faults("d", {{"NAME", "pwrite"}, {"CALL", "14"}, {"KIND", kind}}));
  }
};

TEST_F(InPlaceTest, SaysWhichWayIsTaken) {
  const auto way = [&](const std::string& sql, const Arguments& flags = {}) {
    make_target(sql);
    const RunResult result = run(command(flags));
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("d/t.db", "SELECT count(*) FROM n"), (Rows{"60000"}));
    EXPECT_EQ(integrity("d/t.db"), "ok");
    if (result.err.find(kInPlace) != std::string::npos) return std::string();
    const std::string by_sql = "d/t.db: rows are moved by SQL, as ";
    const std::size_t at = result.err.find(by_sql);
    if (at == std::string::npos) return result.err;
    const std::size_t from = at + by_sql.size();
    return result.err.substr(from, result.err.find('\n', from) - from);
  };
  EXPECT_EQ(way(""), "");
  EXPECT_EQ(way("", {"--pk", "a", "--index", "b,a", "--unique", "a,b"}), "");
  EXPECT_EQ(way("PRAGMA journal_mode = WAL;"), "it is in WAL mode");
  EXPECT_EQ(way("PRAGMA page_size = 8192;"), "its pages are not of 4096 bytes");
  EXPECT_EQ(way("PRAGMA auto_vacuum = FULL;"), "it is in auto-vacuum mode");
  EXPECT_EQ(way("PRAGMA auto_vacuum = INCREMENTAL;"),
            "it is in auto-vacuum mode");
  EXPECT_EQ(way("PRAGMA encoding = 'UTF-16le';"), "its texts are not in UTF-8");
  EXPECT_EQ(way("PRAGMA legacy_file_format = ON;"), "");
  EXPECT_EQ(way("CREATE TABLE child (a REFERENCES n (a));", {"--unique", "a"}),
            "other tables refer to \"n\"");
  EXPECT_EQ(way("CREATE TABLE gone (x);"
                "INSERT INTO gone VALUES (hex(zeroblob(500000)));"
                "DROP TABLE gone;"),
            "it has free pages for them");
  EXPECT_EQ(way("", {"--limit", "60000", "--analyze"}),
            "statistics are made of rows");
  EXPECT_EQ(way("", {"--path", "conventional"}), "its rows are written by SQL");
}

TEST_F(InPlaceTest, MovesFewRowsBySql) {
  make_target();
  write("n.csv", numbered_rows(100));
  const RunResult result = run(command());
  EXPECT_NE(result.err.find("by SQL, as there are few pages to add\n"),
            std::string::npos)
      << result.err;
  expect_whole("n other");
}

// A few free pages are left for who comes next.
TEST_F(InPlaceTest, LeavesFreePagesFree) {
  make_target(
      "CREATE TABLE gone (x); INSERT INTO gone VALUES "
      "(hex(zeroblob(50000))); DROP TABLE gone;");
  const RunResult result = run(command({"--index", "b", "--index", "a"}));
  EXPECT_NE(result.err.find(kInPlace), std::string::npos) << result.err;
  expect_whole("idx_n_a idx_n_b n other");
  // The roots have taken some.
  const SQLite::Database database = open();
  SQLite::Statement free(database, "PRAGMA freelist_count");
  ASSERT_TRUE(free.executeStep());
  EXPECT_GT(free.getColumn(0).getInt(), 10);
}

TEST_F(InPlaceTest, AddsSeveralTables) {
  make_target();
  write("m.csv", numbered_rows(70'000));
  const RunResult result =
      run({"-v", "--index", "b,a", "n.csv", "m.csv", "d/t.db"});
  EXPECT_NE(result.err.find(kInPlace), std::string::npos) << result.err;
  expect_whole("idx_m_b_a idx_n_b_a m n other");
  EXPECT_EQ(query("d/t.db",
                  "SELECT (SELECT count(*) FROM m INDEXED BY idx_m_b_a WHERE b "
                  "> ''), (SELECT sum(a) FROM n)"),
            (Rows{"70000|1799970000"}));
}

// Names of indexes are those that are free in the target.
TEST_F(InPlaceTest, FindsFreeNamesForIndexes) {
  make_target("CREATE TABLE idx_n_b (x);");
  const RunResult result = run(command({"--index", "b"}));
  EXPECT_NE(result.err.find(kInPlace), std::string::npos) << result.err;
  expect_whole("idx_n_b idx_n_b_2 n other");
}

// Declarations that are longer than a page, so that the schema overflows.
TEST_F(InPlaceTest, AddsWideTables) {
  std::string header = "a";
  std::string record = "1";
  for (int i = 0; i < 600; ++i) {
    header += ",a_column_of_a_wide_table_" + std::to_string(i);
    record += "," + std::to_string(i);
  }
  write("n.csv", header + "\n" + repeated(record + "\n", 1000));
  make_target();
  const RunResult result = run(command());
  EXPECT_NE(result.err.find(kInPlace), std::string::npos) << result.err;
  expect_whole("n other");
  EXPECT_EQ(query("d/t.db", "SELECT sum(a_column_of_a_wide_table_599) FROM n"),
            (Rows{"599000"}));
}

TEST_F(InPlaceTest, ShowsItselfToWhoHasReadBefore) {
  make_target();
  SQLite::Database reader = open();
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM sqlite_schema").getInt(),
            1);
  EXPECT_EQ(reader.execAndGet("PRAGMA page_count").getInt(), 2);
  ASSERT_EQ(run_binary(command({"--index", "b"})).exit_code, 0);
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM n").getInt(), 60'000);
  EXPECT_EQ(reader.execAndGet("PRAGMA integrity_check").getString(), "ok");
  reader.exec(
      "INSERT INTO n VALUES (-1, 'x'); DELETE FROM n WHERE a < 30000;"
      "INSERT INTO other SELECT b FROM n");
  expect_whole("idx_n_b n other");
}

TEST_F(InPlaceTest, WaitsForAReaderOnlySoLong) {
  make_target();
  const std::uintmax_t before = size();
  SQLite::Database reader = open();
  reader.exec("BEGIN");
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM other").getInt(), 1);
  const RunResult result = run_binary(command({"--timeout", "0.2"}));
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("locked by another process"), std::string::npos);
  EXPECT_EQ(size(), before);
  EXPECT_EQ(reader.execAndGet("SELECT count(*) FROM other").getInt(), 1);
  reader.exec("COMMIT; INSERT INTO other VALUES (2)");
  expect_whole("other");
}

// While pages are written, others read, and nobody writes.
TEST_F(InPlaceTest, LetsOthersReadWhileItWrites) {
  make_target();
  const std::uintmax_t before = size();
  Process process =
      start_disturbed("signal " + std::to_string(SIGSTOP), {"--index", "b"});
  ASSERT_TRUE(process.comes_to_stop());
  EXPECT_GT(size(), before);
  {
    SQLite::Database other = open();
    EXPECT_EQ(other.execAndGet("SELECT count(*) FROM other").getInt(), 1);
    EXPECT_EQ(other.execAndGet("PRAGMA integrity_check").getString(), "ok");
    EXPECT_EQ(other.tryExec("BEGIN IMMEDIATE"), SQLITE_BUSY);
  }
  process.signal(SIGCONT);
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find(kInPlace), std::string::npos) << result.err;
  expect_whole("idx_n_b n other");
}

// What a killed run has left behind the end, others overwrite, and the next run
// takes away.
TEST_F(InPlaceTest, MayBeKilledAsItWrites) {
  for (const bool others_write : {false, true}) {
    make_target();
    const std::uintmax_t before = size();
    Process process = start_disturbed("signal " + std::to_string(SIGKILL));
    EXPECT_TRUE(process.wait().killed);
    EXPECT_GT(size(), before);
    if (others_write) {
      execute("d/t.db", "INSERT INTO other VALUES (hex(zeroblob(20000))), (2)");
      EXPECT_EQ(integrity("d/t.db"), "ok");
    }
    EXPECT_EQ(query("d/t.db", "SELECT name FROM sqlite_schema"),
              (Rows{"'other'"}));
    write("m.csv", "a\n1\n");
    EXPECT_EQ(run({"-q", "--temp-dir", "temp", "m.csv", "d/t.db"}).exit_code,
              0);
    for (const std::string& name : files_of("temp")) remove("temp/" + name);
    expect_whole("m other");
    EXPECT_EQ(run(command()).exit_code, 0);
    expect_whole("m n other");
  }
}

TEST_F(InPlaceTest, EndsAtSignalsAsItWrites) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    make_target();
    const std::uintmax_t before = size();
    Process process = start_disturbed("signal " + std::to_string(signal));
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 128 + signal);
    EXPECT_EQ(size(), before);
    expect_whole("other");
  }
}

TEST_F(InPlaceTest, GivesTheDiskBackThatIsFull) {
  make_target();
  const std::uintmax_t before = size();
  Process process = start_disturbed("errno " + std::to_string(ENOSPC) + " on");
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("error: d/t.db: cannot write: the disk is full\n"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(size(), before);
  expect_whole("other");
}

TEST_F(InPlaceTest, GoesBehindWhatOthersHaveWrittenMeanwhile) {
  make_target();
  Process process = start({"-v", "--table", "n", "-", "d/t.db"});
  process.feed(numbered_rows(60'000));
  ASSERT_TRUE(process.comes_to_wait());
  execute("d/t.db", "INSERT INTO other VALUES (hex(zeroblob(100000)))");
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find(kInPlace), std::string::npos) << result.err;
  expect_whole("n other");
}

TEST_F(InPlaceTest, LeavesATableAloneThatHasComeMeanwhile) {
  make_target();
  Process process = start({"-v", "--table", "n", "-", "d/t.db"});
  process.feed(numbered_rows(60'000));
  ASSERT_TRUE(process.comes_to_wait());
  execute("d/t.db",
          "CREATE TABLE n (a INTEGER, b TEXT); INSERT INTO n VALUES "
          "(-1, 'x')");
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 1) << result.err;
  EXPECT_EQ(query("d/t.db", "SELECT a FROM n"), (Rows{"-1"}));
  expect_whole("n other");
}

TEST_F(InPlaceTest, LeavesWhatSqlWouldLeave) {
  int in_place = 0;
  const int runs = runs_of_property(30);
  for (int seed = 1; seed <= runs; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Random random(static_cast<std::uint64_t>(seed));
    std::string csv = "a,b,c d,e,n\n";
    std::vector<RandomValues> values;
    for (std::size_t i = 0; i < value_columns().size(); ++i) {
      values.emplace_back(random);
    }
    const bool ascends = random.once_in(2);
    for (std::size_t i = 500 + random.below(5000); i > 0; --i) {
      for (RandomValues& column : values) csv += column.next() + ',';
      csv += std::to_string(ascends ? 10'000 - i : i * 7919 % 6007) + '\n';
    }
    write("n.csv", csv);
    Arguments flags = {"--on-error", "skip"};
    if (random.once_in(3)) flags = flags + Arguments{"--pk", "n"};
    if (random.once_in(3)) flags = flags + Arguments{"--index", "a,c d"};
    if (random.once_in(3)) flags = flags + Arguments{"--unique", "e,n"};
    if (random.once_in(3)) flags = flags + Arguments{"--index", "b"};
    if (random.once_in(4)) flags = flags + Arguments{"--strict"};
    const auto outcome = [&](const Arguments& way) {
      make_target(
          "CREATE TABLE gone (x); INSERT INTO gone VALUES "
          "(hex(zeroblob(9000))); DROP TABLE gone;");
      const RunResult result = run(command(way + flags));
      EXPECT_EQ(result.exit_code, 0) << result.err;
      if (result.err.find(kInPlace) != std::string::npos) ++in_place;
      EXPECT_EQ(integrity("d/t.db"), "ok");
      Rows rows = query("d/t.db", "SELECT rowid, * FROM n ORDER BY rowid");
      for (const std::string& row :
           query("d/t.db",
                 "SELECT type, name, sql FROM sqlite_schema ORDER BY 2")) {
        rows.push_back(row);
      }
      return rows;
    };
    const Rows expected = outcome({"--path", "conventional"});
    ASSERT_EQ(outcome({}), expected) << testing::PrintToString(flags);
    ASSERT_FALSE(HasFailure()) << testing::PrintToString(flags);
  }
  EXPECT_GT(in_place, runs / 3);
}

}  // namespace
}  // namespace csvimport
