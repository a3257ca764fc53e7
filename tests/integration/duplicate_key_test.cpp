// Keys that a file has twice, where the table is new: it comes to the same as
// in a table that was there with that key.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class DuplicateKeyTest : public CliTest {
 protected:
  struct Result {
    RunResult run;
    Rows rows;
    std::string rejects;
    std::string reasons;
  };

  // Imports t.csv with `flags` into t.db, made by `sql` if there is any, and
  // removes all that came of it.
  Result result_of(const std::string& sql, const Arguments& flags) {
    if (!sql.empty()) execute("t.db", sql);
    Result result;
    result.run = run(flags + Arguments{"t.csv", "t.db"});
    if (result.run.exit_code == 3) {
      result.rows = query("t.db", "SELECT * FROM t ORDER BY rowid");
      EXPECT_EQ(integrity("t.db"), "ok");
    }
    if (exists("r")) {
      result.rejects = read("r");
      result.reasons = read("r.reasons");
    }
    for (const char* const name : {"t.db", "r", "r.reasons"}) {
      if (exists(name)) remove(name);
    }
    EXPECT_EQ(files(), (Rows{"t.csv"}));
    return result;
  }

  void expect_same(const std::string& key, const std::string& columns,
                   std::size_t rows) {
    expect_same_with({"--pk", key}, "CREATE TABLE t (" + columns + ")", rows);
  }

  // Expects the import with `keys` to come to the same in a new database, in
  // one that is there, and in a table that was made so; with `rows` where bad
  // records are skipped.
  void expect_same_with(const Arguments& keys, const std::string& old_table,
                        std::size_t rows) {
    for (const Arguments& way : every_way()) {
      for (const Arguments& skip :
           {Arguments{}, Arguments{"--on-error", "skip", "--rejects", "r"},
            Arguments{"--on-error", "skip", "--max-errors", "1"}}) {
        const Arguments flags =
            way + Arguments{"-q", "--batch-size", "64"} + keys + skip;
        const Result wanted = result_of(old_table, flags);
        EXPECT_NE(wanted.run.exit_code, 0);
        EXPECT_EQ(wanted.rows.size(), wanted.run.exit_code == 3 ? rows : 0);
        for (const char* const sql : {"", "CREATE TABLE other (x)"}) {
          const Result found = result_of(sql, flags);
          EXPECT_EQ(found.run.exit_code, wanted.run.exit_code);
          EXPECT_EQ(found.run.err, wanted.run.err);
          EXPECT_EQ(found.rows, wanted.rows);
          EXPECT_EQ(found.rejects, wanted.rejects);
          EXPECT_EQ(found.reasons, wanted.reasons);
        }
      }
    }
  }
};

TEST_F(DuplicateKeyTest, IsRefusedAsInATableThatExists) {
  write("t.csv",
        "id,name,n\n1,Ada,5\n2,Bob,6\n3,ada,7\n4,Bob,8\n5,Ada,\n6,Bob ,9\n");
  expect_same("name", "id INTEGER, name TEXT NOT NULL PRIMARY KEY, n INTEGER",
              4);
}

TEST_F(DuplicateKeyTest, OfSeveralColumnsIsRefusedToo) {
  write("t.csv",
        "id,name,n\n1,Ada,5\n2,Ada,5\n1,\"A\nd\",5\n1,Ada,6\n1,\"A\nd\",7\n");
  expect_same("name,id",
              "id INTEGER NOT NULL, name TEXT NOT NULL, n INTEGER,"
              " PRIMARY KEY (name, id)",
              3);
}

TEST_F(DuplicateKeyTest, OfRowidsThatDoNotAscendIsRefusedToo) {
  write("t.csv", "id,n\n5,1\n3,2\n5,3\n-1,4\n3,5\n9,6\n-1,7\n");
  expect_same("id", "id INTEGER PRIMARY KEY, n INTEGER", 4);
}

TEST_F(DuplicateKeyTest, OfColumnsThatAreToBeUniqueIsRefusedToo) {
  write("t.csv", "id,n\na,5\n,5\nb,5\na,6\n,5\n\"a\n\",5\nb,7\na,5\n");
  expect_same_with({"--unique", "id"},
                   "CREATE TABLE t (id TEXT, n INTEGER);"
                   "CREATE UNIQUE INDEX u ON t (id)",
                   5);
  expect_same_with({"--unique", "n,id", "--index", "id"},
                   "CREATE TABLE t (id TEXT, n INTEGER);"
                   "CREATE UNIQUE INDEX u ON t (n, id)",
                   7);
}

TEST_F(DuplicateKeyTest, OfOneOfSeveralKeysIsRefusedToo) {
  write("t.csv", "id,m,n\n4,a,1\n2,b,2\n3,a,3\n5,c,3\n2,c,4\n6,d,2\n7,c,\n");
  const std::string columns = " INTEGER, m TEXT, n INTEGER";
  expect_same_with({"--unique", "m", "--unique", "n"},
                   "CREATE TABLE t (id" + columns +
                       ");CREATE UNIQUE INDEX u ON t (m);"
                       "CREATE UNIQUE INDEX v ON t (n)",
                   3);
  expect_same_with({"--pk", "id", "--unique", "m"},
                   "CREATE TABLE t (id" + columns +
                       ", PRIMARY KEY (id));CREATE UNIQUE INDEX u ON t (m)",
                   4);
  expect_same_with({"--pk", "m", "--unique", "n"},
                   "CREATE TABLE t (id INTEGER, m TEXT NOT NULL PRIMARY KEY, n "
                   "INTEGER);CREATE UNIQUE INDEX u ON t (n)",
                   3);
}

// Where the old table's index stays, it may be what refuses a record.
TEST_F(DuplicateKeyTest, OfRowidsIsNotTheOnlyReasonInATableThatIsReplaced) {
  write("t.csv", "id,n\n5,1\n3,1\n3,2\n5,3\n-1,4\n");
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER);"
          "CREATE UNIQUE INDEX u ON t (n)");
  const Arguments flags = {"-q",      "--pk",  "id",  "--if-exists",
                           "replace", "t.csv", "t.db"};
  EXPECT_EQ(
      run(flags).err,
      "error: t.csv:3: column \"n\": \"1\": UNIQUE constraint failed: "
      "t.n; if keys may come again, use --on-conflict ignore or replace\n");
  EXPECT_EQ(run(flags + Arguments{"--on-error", "skip"}).exit_code, 3);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"-1|4", "3|2", "5|1"}));
  EXPECT_EQ(integrity("t.db"), "ok");
}

// Which is what gives them their type.
TEST_F(DuplicateKeyTest, CountsForTheTypesOfItsColumns) {
  write("t.csv", "name,n\nAda,5\nBob,6\nAda,1.5\n");
  expect_same("name", "name TEXT NOT NULL PRIMARY KEY, n REAL", 2);
}

TEST_F(DuplicateKeyTest, IsRefusedAmongRecordsThatAreBadAnyway) {
  write("t.csv", "name,n\nAda,1\nAda\n\nBob,2\nAda,3\nBob,5\nCy,6\n");
  expect_same("name", "name TEXT NOT NULL PRIMARY KEY, n INTEGER", 3);
}

TEST_F(DuplicateKeyTest, LeavesNoTraceInALargeTable) {
  std::string csv = "name,n\n";
  for (int i = 0; i < 60'000; ++i) {
    csv += 'k' + std::to_string(i * 7919LL % 50'000) + ",1\n";
  }
  write("t.csv", csv);
  EXPECT_EQ(run({"-q", "--pk", "name", "--on-error", "skip", "t.csv", "t.db"})
                .exit_code,
            3);
  EXPECT_EQ(query("t.db", "SELECT count(*), max(rowid) FROM t"),
            (Rows{"50000|50000"}));
  EXPECT_EQ(query("t.db", "PRAGMA freelist_count"), (Rows{"0"}));
  EXPECT_EQ(integrity("t.db"), "ok");
}

TEST_F(DuplicateKeyTest, LeavesTheTablesBesideItAsTheyAre) {
  write("a.csv", "name\nAda\nBob\n");
  write("t.csv", "name\nAda\nBob\nAda\n");
  write("z.csv", "name\nCy\n");
  const RunResult result = run({"--pk", "name", "--on-error", "skip", "-q",
                                "a.csv", "t.csv", "z.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM a"), (Rows{"'Ada'", "'Bob'"}));
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"'Ada'", "'Bob'"}));
  EXPECT_EQ(query("t.db", "SELECT * FROM z"), (Rows{"'Cy'"}));
  EXPECT_EQ(integrity("t.db"), "ok");
}

}  // namespace
}  // namespace csvimport
