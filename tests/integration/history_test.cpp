// What a database says of the files that came into it: --history.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <regex>
#include <thread>

namespace csvimport {
namespace {

class HistoryTest : public CliTest {
 protected:
  HistoryTest() { write("a.csv", "id,v\n1,x\nshort\n2,y\n"); }

  void import(const std::string& file) {
    ASSERT_EQ(run_binary({"-q", "--once", "--on-error", "skip", "--table", "t",
                          file, "t.db"})
                  .exit_code,
              3);
  }

  RunResult history(const Arguments& flags = {}) {
    return run_binary(flags + Arguments{"--history", "t.db"});
  }

  // How many files it prints.
  std::size_t count() {
    const RunResult result = history({"--summary", "json"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return nlohmann::json::parse(result.out).at("files").size();
  }
};

// Changes that are in the log of the database, and not yet in itself.
class LoggedChanges {
 public:
  explicit LoggedChanges(const std::string& path)
      : database_(path, SQLite::OPEN_READWRITE) {
    database_.exec(
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;"
        "INSERT INTO csvimport_files SELECT 2, 'b.csv', size, modified, hash, "
        "table_name, rows, rejected, imported, version, followed FROM "
        "csvimport_files");
  }

 private:
  SQLite::Database database_;
};

TEST_F(HistoryTest, PrintsALineForEachFile) {
  import("a.csv");
  write("longer \x1B name.csv", "id,v\n3,z\nx\n");
  import("longer \x1B name.csv");
  const RunResult result = history();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  const std::string folder = path("").string();
  const std::string time = R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)";
  EXPECT_TRUE(std::regex_match(
      result.out, std::regex("imported                  rows  rejected  bytes  "
                             "modified                  table  file\n" +
                             time + "     2         1     19  " + time +
                             "  t      " + folder + "a\\.csv\n" + time +
                             "     1         1     11  " + time + "  t      " +
                             folder + R"(longer \\x1B name\.csv)" + "\n")))
      << result.out;
}

TEST_F(HistoryTest, PrintsJson) {
  write("\xFF.csv", read("a.csv"));
  import("\xFF.csv");
  const RunResult result = history({"--summary", "json"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(result.out.find('\n'), result.out.size() - 1);
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json.at("database"), "t.db");
  ASSERT_EQ(json.at("files").size(), 1U);
  const auto& file = json.at("files").at(0);
  EXPECT_EQ(file.at("name"), path("\xEF\xBF\xBD.csv").string());
  EXPECT_EQ(file.at("size"), 19);
  EXPECT_EQ(file.at("table"), "t");
  EXPECT_EQ(file.at("rows"), 2);
  EXPECT_EQ(file.at("rejected"), 1);
  EXPECT_EQ(file.at("hash").get<std::string>().size(), 32U);
  EXPECT_EQ(
      query("t.db", "SELECT imported, modified, version FROM csvimport_files"),
      (Rows{"'" + file.at("imported").get<std::string>() + "'|'" +
            file.at("modified").get<std::string>() + "'|'" +
            file.at("version").get<std::string>() + "'"}));
}

TEST_F(HistoryTest, TellsOfAPipeWithoutItsTime) {
  ASSERT_EQ(run_piped({"-q", "--once", "-", "t.db"}, "a\n1\n").exit_code, 0);
  EXPECT_NE(history().out.find("  -         stdin  stdin\n"), std::string::npos)
      << history().out;
  EXPECT_TRUE(nlohmann::json::parse(history({"--summary", "json"}).out)
                  .at("files")
                  .at(0)
                  .at("modified")
                  .is_null());
}

TEST_F(HistoryTest, SaysWhereThereIsNone) {
  execute("t.db", "CREATE TABLE t (a)");
  EXPECT_EQ(history().out,
            "t.db: tells of no file that was imported; --once and --tail keep "
            "track of them\n");
  EXPECT_EQ(history().exit_code, 0);
  EXPECT_EQ(history({"--summary", "json"}).out,
            "{\"database\":\"t.db\",\"files\":[]}\n");
  write("t.db", "");
  EXPECT_EQ(history().exit_code, 0);
}

TEST_F(HistoryTest, NeedsADatabase) {
  expect_system_error(history(), "t.db",
                      "cannot open: No such file or directory");
  write("t.db", "no database, but a text");
  expect_system_error(history(), "t.db",
                      "is not a SQLite database, or is encrypted; DATABASE is "
                      "the last path of the command line");
  remove("t.db");
  std::filesystem::create_directory(path("t.db"));
  expect_system_error(history(), "t.db", "is a directory");
  remove("t.db");
  ASSERT_EQ(::mkfifo(path("t.db").c_str(), 0600), 0);
  expect_system_error(history(), "t.db", "is not a file");
}

TEST_F(HistoryTest, TakesNoOtherTableForIt) {
  execute("t.db", "CREATE TABLE csvimport_files (name)");
  const RunResult result = history();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(result.err.starts_with(
      "error: t.db: \"csvimport_files\" is not the table that csvimport keeps"))
      << result.err;
}

TEST_F(HistoryTest, RefusesWhatIsAboutAnImport) {
  const auto expect_usage = [&](const Arguments& arguments,
                                const std::string& message) {
    const RunResult result = run(Arguments{"--history"} + arguments);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err,
              "error: " + message + "; csvimport --help lists the options\n");
  };
  expect_usage({}, "DATABASE is required");
  expect_usage({""}, "DATABASE must not be empty");
  expect_usage({"a.csv", "t.db"},
               "--history: takes a DATABASE alone, without a FILE");
  expect_usage({"--once", "t.db"},
               "--history: imports nothing; leave out --once");
  expect_usage({"-t", "t", "t.db"},
               "--history: imports nothing; leave out --table");
  expect_usage({"--dry-run", "t.db"},
               "--history: imports nothing; leave out --dry-run");
  expect_usage({"--summary", "yaml", "t.db"},
               "--summary: must be text or json, not \"yaml\"");
}

TEST_F(HistoryTest, LeavesVariablesForImportsAside) {
  import("a.csv");
  Process process =
      start({"--history", "t.db"}, {{}, [] {
                                      ::setenv("CSVIMPORT_ONCE", "true", 1);
                                      ::setenv("CSVIMPORT_SUMMARY", "json", 1);
                                      ::setenv("CSVIMPORT_QUIET", "true", 1);
                                    }});
  const RunResult result = finish(process);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(nlohmann::json::parse(result.out).at("files").size(), 1U);
}

TEST_F(HistoryTest, ChangesNothing) {
  import("a.csv");
  ASSERT_EQ(::chmod(path("t.db").c_str(), 0400), 0);
  const std::string before = read("t.db");
  EXPECT_EQ(count(), 1U);
  EXPECT_EQ(read("t.db"), before);
  EXPECT_EQ(files(), (Rows{"a.csv", "t.db"}));
}

TEST_F(HistoryTest, ReadsADatabaseInWalModeWithoutATrace) {
  import("a.csv");
  execute("t.db", "PRAGMA journal_mode = WAL");
  ASSERT_EQ(files(), (Rows{"a.csv", "t.db"}));
  EXPECT_EQ(count(), 1U);
  EXPECT_EQ(files(), (Rows{"a.csv", "t.db"}));
  {
    const LoggedChanges changes(path("t.db").string());
    const Rows in_use = {"a.csv", "t.db", "t.db-shm", "t.db-wal"};
    ASSERT_EQ(files(), in_use);
    EXPECT_EQ(count(), 2U);
    EXPECT_EQ(files(), in_use);
    write("copy", read("t.db"));
    write("copy-wal", read("t.db-wal"));
  }
  EXPECT_EQ(count(), 2U);
  // What a log has that nobody has open.
  std::filesystem::rename(path("copy"), path("t.db"));
  std::filesystem::rename(path("copy-wal"), path("t.db-wal"));
  const std::string log = read("t.db-wal");
  EXPECT_EQ(count(), 2U);
  EXPECT_EQ(files(), (Rows{"a.csv", "t.db", "t.db-wal"}));
  EXPECT_EQ(read("t.db-wal"), log);
}

TEST_F(HistoryTest, UndoesNoChangeThatWasCutShort) {
  import("a.csv");
  SQLite::Database writer(path("t.db").string(), SQLite::OPEN_READWRITE);
  writer.exec(
      "PRAGMA cache_size = 2; BEGIN; CREATE TABLE x (a);"
      "INSERT INTO x SELECT zeroblob(500000) FROM t;"
      "UPDATE csvimport_files SET rows = 99");
  std::filesystem::copy(path("t.db"), path("u.db"));
  std::filesystem::copy(path("t.db-journal"), path("u.db-journal"));
  const RunResult result = run_binary({"--history", "u.db"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err,
            "error: u.db: was left in the midst of a change, and has a journal "
            "beside it, by which whoever opens it for writing undoes that, "
            "such as: sqlite3 u.db .tables\n");
  EXPECT_TRUE(exists("u.db-journal"));
}

TEST_F(HistoryTest, ReadsByALinkAndByNamesThatLookLikeUris) {
  import("a.csv");
  execute("t.db", "PRAGMA journal_mode = WAL");
  std::filesystem::create_symlink("t.db", path("link"));
  std::filesystem::copy(path("t.db"), path("file:x?y#z%20"));
  for (const char* const name : {"link", "file:x?y#z%20"}) {
    const RunResult result =
        run_binary({"--history", "--summary", "json", name});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(nlohmann::json::parse(result.out).at("files").size(), 1U);
  }
  EXPECT_EQ(files(), (Rows{"a.csv", "file:x?y#z%20", "link", "t.db"}));
}

TEST_F(HistoryTest, WaitsForALock) {
  import("a.csv");
  SQLite::Database writer(path("t.db").string(), SQLite::OPEN_READWRITE);
  writer.exec("BEGIN EXCLUSIVE");
  expect_system_error(history({"--timeout", "0"}), "t.db",
                      "locked by another process; waited 0 s, and --timeout "
                      "can make that longer");
  Process process = start({"--history", "t.db"});
  ASSERT_TRUE(process.comes_to_wait());
  writer.exec("COMMIT");
  EXPECT_EQ(finish(process).exit_code, 0);
}

// Whoever writes while it is read: what it prints is whole.
TEST_F(HistoryTest, ReadsWhatIsWrittenToMeanwhile) {
  import("a.csv");
  execute("t.db", "PRAGMA journal_mode = WAL");
  std::jthread writer([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      // The last one to close it moves the log into the database.
      SQLite::Database database(path("t.db").string(), SQLite::OPEN_READWRITE,
                                10'000);
      database.exec("UPDATE csvimport_files SET name = hex(randomblob(9000))");
    }
  });
  for (int i = 0; i < 50; ++i) {
    const RunResult result = history({"--summary", "json"});
    if (result.exit_code == 0) {
      EXPECT_EQ(nlohmann::json::parse(result.out).at("files").size(), 1U);
    } else {
      expect_system_error(result, "t.db", "is being written to; try again");
    }
  }
}

}  // namespace
}  // namespace csvimport
