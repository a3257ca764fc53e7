// --wal: a new database in WAL mode.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class WalTest : public CliTest {
 protected:
  // Imports t.csv, and expects a database that is whole, and in WAL mode.
  void expect_wal(const Arguments& flags, const Rows& rows) {
    const RunResult result =
        run(flags + Arguments{"-q", "--wal", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(files(), (Rows{"t.csv", "t.db"}));
    EXPECT_EQ(read("t.db").substr(18, 2), "\2\2");
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), rows);
    EXPECT_EQ(query("t.db", "PRAGMA journal_mode"), (Rows{"'wal'"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    for (const std::string& file : files()) {
      if (file.starts_with("t.db")) remove(file);
    }
  }
};

TEST_F(WalTest, LeavesANewDatabaseInWalMode) {
  write("t.csv", "a,b\n1,x\n2,y\n");
  for (const Arguments& way : every_way()) {
    expect_wal(way, {"1|'x'", "2|'y'"});
    expect_wal(way + Arguments{"--no-sync"}, {"1|'x'", "2|'y'"});
    expect_wal(way + Arguments{"--pk", "a", "--index", "b"},
               {"1|'x'", "2|'y'"});
  }
}

TEST_F(WalTest, DoesSoWhereSqlMovesTheRows) {
  write("t.csv", "a,b\n1,x\n1,y\n");
  expect_wal({"--pk", "a", "--on-conflict", "replace"}, {"1|'y'"});
  write("before.sql", "CREATE TABLE other (x);");
  const RunResult result =
      run({"-q", "--wal", "--before", "before.sql", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(read("t.db").substr(18, 2), "\2\2");
}

TEST_F(WalTest, TakesLaterImports) {
  write("t.csv", "a,b\n1,x\n");
  EXPECT_EQ(run({"-q", "--wal", "t.csv", "t.db"}).exit_code, 0);
  for (const Arguments& flags : {Arguments{}, Arguments{"--wal"}}) {
    const RunResult result = run(flags + Arguments{"-q", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_EQ(result.err, "");
  }
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"3"}));
  EXPECT_EQ(query("t.db", "PRAGMA journal_mode"), (Rows{"'wal'"}));
}

TEST_F(WalTest, LeavesADatabaseThatExistsAsItIs) {
  write("t.csv", "a,b\n1,x\n");
  execute("t.db", "CREATE TABLE other (x)");
  const RunResult result = run({"--wal", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.err.starts_with(
      "warning: t.db: --wal has no effect, as the database exists; PRAGMA "
      "journal_mode = wal switches it\n"))
      << result.err;
  EXPECT_EQ(read("t.db").substr(18, 2), "\1\1");
}

TEST_F(WalTest, MakesNothingInADryRun) {
  write("t.csv", "a,b\n1,x\n");
  EXPECT_EQ(run({"--wal", "--dry-run", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(files(), (Rows{"t.csv"}));
}

}  // namespace
}  // namespace csvimport
