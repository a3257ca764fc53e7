// What an import into a cluster makes of its tables.

#include "cli_fixture.hpp"
#include "rqlite_cluster.hpp"
#include "small_disk.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <thread>

namespace csvimport {
namespace {

class ImportClusterTest : public CliTest {
 protected:
  void SetUp() override {
    if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
    cluster_.emplace();
  }

  RunResult import(const std::string& csv, const Arguments& flags = {}) {
    write("t.csv", csv);
    return run_binary(Arguments{"t.csv", cluster_->url()} + flags);
  }
  // Rows as quote() shows them.
  Rows rows(const std::string& sql = "SELECT * FROM t ORDER BY rowid") {
    return cluster_->query(sql);
  }
  // The tables of imports that have not landed.
  Rows left_over() {
    return rows("SELECT name FROM sqlite_schema WHERE name GLOB 'csvimport*'");
  }
  // Expects that the import ends so, and leaves the tables as they were.
  void expect_failure(const RunResult& result, int exit_code,
                      const std::string& message) {
    EXPECT_EQ(result.exit_code, exit_code) << result.err;
    EXPECT_NE(result.err.find(message), std::string::npos) << result.err;
    EXPECT_EQ(left_over(), Rows{});
    EXPECT_EQ(files(), Rows{"t.csv"});
  }

  std::optional<RqliteCluster> cluster_;
};

TEST_F(ImportClusterTest, MakesTheTableThatAFileWouldHave) {
  const std::string csv =
      "id,zip,price,note\n1,01067,1.50,\"a;b\nc'd\"\"\"\n2,9,2,\n"
      "3,,1e300,BEGIN; RANDOM() -- "
      "x\n-9223372036854775808,x,-0.1,\xf0\x9f\x98\x80\n";
  const RunResult result = import(csv, {"--index", "zip", "--table", "t"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(run({"t.csv", "t.db", "--index", "zip"}).exit_code, 0);
  EXPECT_EQ(rows("SELECT rowid, * FROM t ORDER BY rowid"),
            query("t.db", "SELECT rowid, * FROM t ORDER BY rowid"));
  const std::string schema =
      "SELECT name, sql FROM sqlite_schema ORDER BY name";
  EXPECT_EQ(rows(schema), query("t.db", schema));
  for (std::size_t node = 0; node < cluster_->size(); ++node) {
    EXPECT_EQ(cluster_->query("SELECT count(*) FROM t", node), Rows{"4"});
  }
}

TEST_F(ImportClusterTest, BringsManyRowsOfSeveralTables) {
  const int count = 100'000;
  write("a.csv", numbered_rows(count));
  write("b.csv", numbered_rows(3));
  const RunResult result =
      run_binary({"a.csv", "b.csv", cluster_->url(), "--summary", "json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("\"rows\":100003"), std::string::npos)
      << result.out;
  EXPECT_EQ(run({"a.csv", "t.db"}).exit_code, 0);
  const std::string sums =
      "SELECT count(*), sum(rowid * a), sum(length(b)), min(rowid) FROM a";
  EXPECT_EQ(rows(sums), query("t.db", sums));
  EXPECT_EQ(rows("SELECT count(*) FROM b"), Rows{"3"});
  EXPECT_EQ(left_over(), Rows{});
}

TEST_F(ImportClusterTest, AddsToATableByItsDeclaration) {
  cluster_->execute(
      {"CREATE TABLE t (note TEXT DEFAULT 'none', id INTEGER "
       "PRIMARY KEY, price REAL, code TEXT)",
       "INSERT INTO t VALUES ('first', 41, 0.5, 'x')"});
  const RunResult result =
      import("code,price\n007,2\n8,1.5\n", {"--index", "code"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows(), (Rows{"'first'|41|0.5|'x'", "'none'|42|2.0|'007'",
                          "'none'|43|1.5|'8'"}));
  EXPECT_EQ(rows("SELECT name FROM sqlite_schema WHERE type = 'index'"),
            Rows{"'idx_t_code'"});
}

TEST_F(ImportClusterTest, GivesIdsThatAreMissing) {
  cluster_->execute({"CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
                     "INSERT INTO t VALUES (7, 'old')"});
  EXPECT_EQ(import("id,a\n,x\n12,y\n,z\n").exit_code, 0);
  EXPECT_EQ(rows(), (Rows{"7|'old'", "8|'x'", "12|'y'", "13|'z'"}));
}

TEST_F(ImportClusterTest, NamesTheFirstRecordWhoseKeyIsThere) {
  cluster_->execute(
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT UNIQUE "
       "COLLATE NOCASE)",
       "INSERT INTO t VALUES (2, 'b'), (9, 'z')"});
  expect_failure(import("id,code\n1,a\n3,B\n9,y\n"), 1,
                 "t.csv:3: column \"code\": \"B\": UNIQUE constraint failed");
  EXPECT_EQ(rows(), (Rows{"2|'b'", "9|'z'"}));
}

TEST_F(ImportClusterTest, NamesTheRecordWithTheLastKey) {
  cluster_->execute({"CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
                     "INSERT INTO t VALUES (2, 'old')"});
  expect_failure(import("id,a\n5,x\n2,y\n"), 1,
                 "t.csv:3: column \"id\": \"2\": UNIQUE constraint failed");
}

TEST_F(ImportClusterTest, TakesUpNoPipeWhereItWasLeft) {
  cluster_->execute({"CREATE TABLE t (id INTEGER, a)"});
  const auto many = [](const std::string& row, int count) {
    std::string rows;
    for (int i = 0; i < count; ++i) rows += row;
    return rows;
  };
  const RunResult result =
      run_piped({"--no-headers", "--table", "t", "-", cluster_->url()},
                many("1,x\n", 300) + "1,x,y,z\n" + many("1,x\n", 5'000'000));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("stdin:301"), std::string::npos) << result.err;
  EXPECT_EQ(rows("SELECT count(*) FROM t"), Rows{"0"});
}

TEST_F(ImportClusterTest, AddsToATableOfManyColumns) {
  constexpr int kColumns = 1500;
  std::string names = "c0";
  std::string values = "1";
  std::string declared = "c0 INTEGER PRIMARY KEY";
  for (int i = 1; i < kColumns; ++i) {
    names += ",c" + std::to_string(i);
    declared += ", c" + std::to_string(i);
    values += ',' + std::to_string(i);
  }
  cluster_->execute({"CREATE TABLE t (" + declared + ")",
                     "INSERT INTO t VALUES (" + values + ")"});
  const std::string further = values.substr(1);
  RunResult result = import(names + "\n7" + further + "\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows("SELECT c0, length(c1499) FROM t"), (Rows{"1|4", "7|4"}));
  result = import(names + "\n8" + further + "\n1" + further + "\n");
  EXPECT_NE(result.err.find("t.csv:3: column \"c0\": \"1\": UNIQUE"),
            std::string::npos)
      << result.err;
}

TEST_F(ImportClusterTest, MergesDatabases) {
  cluster_->execute({"CREATE TABLE p (id INTEGER PRIMARY KEY)",
                     "INSERT INTO p VALUES (1)",
                     "CREATE TABLE c (x TEXT UNIQUE, p REFERENCES p)",
                     "INSERT INTO c VALUES ('old', 1)"});
  execute("one.db",
          "CREATE TABLE c (x, p); INSERT INTO c VALUES ('01067', 1);"
          "CREATE TABLE new (a ANY) STRICT;"
          "INSERT INTO new VALUES ('007'), (7), (x'00')");
  const RunResult result = run_binary({"one.db", cluster_->url()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows("SELECT * FROM c"), (Rows{"'old'|1", "'01067'|1"}));
  EXPECT_EQ(rows("SELECT * FROM new"), (Rows{"'007'", "7", "X'00'"}));
  execute("two.db", "CREATE TABLE c (x, p); INSERT INTO c VALUES ('old', 1)");
  const RunResult again = run_binary({"two.db", cluster_->url()});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_NE(again.err.find("two.db:1: column \"x\": \"old\""),
            std::string::npos)
      << again.err;
}

TEST_F(ImportClusterTest, RefusesWhatIsForFiles) {
  EXPECT_EQ(import("a\n1\n", {"--wal"}).exit_code, 2);
  const RunResult result = import("a\n1\n", {"--fts", "a"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.err.find("--fts: is for a database file"), std::string::npos)
      << result.err;
}

TEST_F(ImportClusterTest, LeavesOutWhatItRefuses) {
  cluster_->execute(
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL, "
       "CHECK (a <> 'bad'))",
       "INSERT INTO t VALUES (2, 'old')"});
  const RunResult result = import("id,a\n1,x\n2,y\n3,bad\n4,\n1,again\n5,z\n",
                                  {"--on-error", "skip", "--rejects", "r.csv"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(rows(), (Rows{"1|'x'", "2|'old'", "5|'z'"}));
  EXPECT_EQ(read("r.csv"), "id,a\n2,y\n3,bad\n4,\n1,again\n");
}

TEST_F(ImportClusterTest, DoesWithKeysWhatItIsTold) {
  const std::string csv = "id,a\n1,new\n2,x\n2,y\n";
  const auto begin = [&] {
    cluster_->execute({"DROP TABLE IF EXISTS t",
                       "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)",
                       "INSERT INTO t VALUES (1, 'old', 'kept')"});
  };
  begin();
  RunResult result = import(csv, {"--on-conflict", "ignore"});
  EXPECT_EQ(rows(), (Rows{"1|'old'|'kept'", "2|'x'|NULL"}));
  EXPECT_NE(result.err.find("1 row into table \"t\", 2 ignored"),
            std::string::npos)
      << result.err;
  begin();
  result = import(csv, {"--on-conflict", "update"});
  EXPECT_EQ(rows(), (Rows{"1|'new'|'kept'", "2|'y'|NULL"}));
  EXPECT_NE(result.err.find("1 row into table \"t\", 2 updated"),
            std::string::npos)
      << result.err;
  begin();
  result = import(csv, {"--on-conflict", "replace"});
  EXPECT_EQ(rows(), (Rows{"1|'new'|NULL", "2|'y'|NULL"}));
  EXPECT_NE(result.err.find("2 updated"), std::string::npos) << result.err;
}

TEST_F(ImportClusterTest, DoesWithTheTableWhatItIsTold) {
  cluster_->execute({"CREATE TABLE t (a TEXT)", "CREATE INDEX i ON t (a)",
                     "INSERT INTO t VALUES ('old')"});
  expect_failure(import("a\n1\n", {"--if-exists", "fail"}), 1, "exists");
  EXPECT_EQ(import("a\n1\n", {"--if-exists", "skip"}).exit_code, 0);
  EXPECT_EQ(rows(), Rows{"'old'"});
  EXPECT_EQ(import("a\n1\n", {"--if-exists", "truncate"}).exit_code, 0);
  EXPECT_EQ(rows(), Rows{"'1'"});
  EXPECT_EQ(import("a,b\n2,3\n", {"--alter"}).exit_code, 0);
  EXPECT_EQ(rows(), (Rows{"'1'|NULL", "'2'|3"}));
  EXPECT_EQ(import("a\n1\n", {"--if-exists", "replace"}).exit_code, 0);
  EXPECT_EQ(rows(), Rows{"1"});
}

TEST_F(ImportClusterTest, ReplacesATableThatAViewReads) {
  cluster_->execute({"CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('old')",
                     "CREATE VIEW v AS SELECT a FROM t"});
  const RunResult result = import("a\n1\n", {"--if-exists", "replace"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows("SELECT * FROM v"), Rows{"1"});
  write("u.csv", "b\n1\n");
  EXPECT_EQ(run_binary({"u.csv", cluster_->url()}).exit_code, 0);
  EXPECT_EQ(rows("SELECT * FROM u"), Rows{"1"});
}

TEST_F(ImportClusterTest, JudgesForeignKeysByTheRowsThere) {
  cluster_->execute({"CREATE TABLE p (id INTEGER PRIMARY KEY, name)",
                     "INSERT INTO p VALUES (1, 'one'), (2, 'two')",
                     "CREATE TABLE t (a, p INTEGER REFERENCES p)"});
  expect_failure(import("a,p\nx,1\ny,3\n"), 1, "t.csv:3");
  EXPECT_EQ(rows(), Rows{});
  EXPECT_EQ(import("a,p\nx,1\ny,2\n").exit_code, 0);
  EXPECT_EQ(rows(), (Rows{"'x'|1", "'y'|2"}));
  write("p.csv", "id,name\n1,new\n");
  const RunResult result =
      run_binary({"p.csv", cluster_->url(), "--if-exists", "truncate"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("\"t\" refers to \"p\""), std::string::npos)
      << result.err;
  EXPECT_EQ(rows("SELECT count(*) FROM p"), Rows{"2"});
}

TEST_F(ImportClusterTest, LeavesOtherRowsToTriggers) {
  cluster_->execute(
      {"CREATE TABLE t (a)", "CREATE TABLE log (a)",
       "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO log VALUES "
       "(new.a); END"});
  EXPECT_EQ(import("a\nx\ny\n").exit_code, 0);
  EXPECT_EQ(rows("SELECT a FROM log"), (Rows{"'x'", "'y'"}));
}

TEST_F(ImportClusterTest, TakesWideAndLongRows) {
  write("t.csv", "a,b\n" + std::string(300'000, 'x') + ",1\ny,2\n");
  const RunResult result = run_binary({"t.csv", cluster_->url()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows("SELECT length(a), b FROM t ORDER BY rowid"),
            (Rows{"300000|1", "1|2"}));
}

TEST_F(ImportClusterTest, TriesWithoutMakingAnything) {
  const RunResult result = import("a\n007\n", {"--dry-run"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("\"a\" TEXT"), std::string::npos) << result.out;
  EXPECT_EQ(rows("SELECT count(*) FROM sqlite_schema"), Rows{"0"});
}

TEST_F(ImportClusterTest, RemovesWhatAKilledImportHasLeft) {
  // Of long ago, and of one that is at work.
  for (const auto& [id, until] :
       {std::pair{"0123456789abcdef", "1700000000"},
        std::pair{"fedcba9876543210", "9700000000"}}) {
    const std::string name = std::string("csvimport_staging_") + id;
    cluster_->execute(
        {"CREATE TABLE " + name + " (n INTEGER PRIMARY KEY, until)",
         "INSERT INTO " + name + " VALUES (0, " + until + ")"});
  }
  cluster_->execute({"CREATE TABLE csvimport_rows_0123456789abcdef_1 (c1)"});
  EXPECT_EQ(import("a\n1\n").exit_code, 0);
  EXPECT_EQ(left_over(), Rows{"'csvimport_staging_fedcba9876543210'"});
}

TEST_F(ImportClusterTest, SendsRowsThatAreLikeOthers) {
  cluster_->execute(
      {"CREATE TABLE t (code TEXT UNIQUE, p TEXT REFERENCES "
       "t(code))",
       "INSERT INTO t VALUES ('a', NULL), (NULL, 'a')"});
  EXPECT_EQ(import("code,p\n,a\nb,a\n").exit_code, 0);
  EXPECT_EQ(rows(), (Rows{"'a'|NULL", "NULL|'a'", "NULL|'a'", "'b'|'a'"}));
}

TEST_F(ImportClusterTest, UpdatesRowsWhoseOtherColumnsItLacks) {
  cluster_->execute(
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT "
       "NULL, price REAL)",
       "INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2), (3, 'c', "
       "3)"});
  const RunResult result =
      import("id,price\n1,5\n2,6\n2,7\n", {"--on-conflict", "update"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows(), (Rows{"1|'a'|5.0", "2|'b'|7.0", "3|'c'|3.0"}));
  EXPECT_NE(result.err.find("0 rows into table \"t\", 3 updated"),
            std::string::npos)
      << result.err;
  expect_failure(import("id,price\n1,8\n9,8\n", {"--on-conflict", "update"}), 1,
                 "t.csv:3: NOT NULL constraint failed: t.name");
}

TEST_F(ImportClusterTest, GivesNoIdTwice) {
  cluster_->execute({"CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a)",
                     "INSERT INTO t VALUES (100, 'x'), (1, 'y')",
                     "DELETE FROM t WHERE id = 100"});
  EXPECT_EQ(import("id,a\n,u\n,v\n").exit_code, 0);
  EXPECT_EQ(rows(), (Rows{"1|'y'", "101|'u'", "102|'v'"}));
}

TEST_F(ImportClusterTest, GivesNoIdThatAnotherHasTaken) {
  cluster_->execute({"CREATE TABLE t (id INTEGER PRIMARY KEY, a)",
                     "INSERT INTO t VALUES (1, 'y')"});
  Process import =
      start({"--table", "t", "--on-conflict", "update", "-", cluster_->url()});
  // For the cluster, and in the end for records.
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(import.comes_to_wait());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  cluster_->execute({"INSERT INTO t VALUES (2, 'other')"});
  import.feed("id,a\n,u\n,v\n");
  import.end_input();
  const RunResult result = finish(import);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("were changed while the file was read"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(rows(), (Rows{"1|'y'", "2|'other'"}));
}

TEST_F(ImportClusterTest, RefusesTablesThatItDoesNotUnderstand) {
  cluster_->execute({"CREATE TABLE t (a TEXT CHECK (octet_length(a) < 9))"});
  expect_failure(import("a\nx\n"), 4, "\"t\" is declared in a way that SQLite");
}

TEST_F(ImportClusterTest, LeavesItToTriggersWhatTheyRefuse) {
  cluster_->execute(
      {"CREATE TABLE t (a INTEGER)",
       "CREATE TRIGGER one BEFORE INSERT ON t WHEN new.a = 2 BEGIN SELECT "
       "RAISE(ABORT, 'no two'); END",
       "CREATE TRIGGER two BEFORE INSERT ON t WHEN new.a = 3 BEGIN SELECT "
       "RAISE(IGNORE); END"});
  expect_failure(import("a\n1\n2\n"), 1, "refuses the rows: no two");
  const RunResult result = import("a\n1\n3\n4\n");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("2 rows into table \"t\", 1 ignored"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(rows(), (Rows{"1", "4"}));
}

TEST_F(ImportClusterTest, MakesTablesThatNameThemselves) {
  execute("like.db", "CREATE TABLE t (a INTEGER, b TEXT, CHECK (t.a > 0))");
  const RunResult result =
      import("a,b\n1,x\n", {"--like", path("like.db").string()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows("SELECT sql FROM sqlite_schema"),
            Rows{"'CREATE TABLE t (a INTEGER, b TEXT, CHECK (t.a > 0))'"});
}

TEST_F(ImportClusterTest, HasColumnsBeUnique) {
  cluster_->execute(
      {"CREATE TABLE t (a INTEGER, b TEXT)", "INSERT INTO t VALUES (1, 'q')"});
  expect_failure(import("a,b\n2,y\n1,x\n", {"--unique", "a"}), 1,
                 "t.csv:3: column \"a\": \"1\": UNIQUE constraint failed");
  EXPECT_EQ(import("a,b\n2,y\n1,x\n", {"--unique", "a", "--on-error", "skip"})
                .exit_code,
            3);
  EXPECT_EQ(rows(), (Rows{"1|'q'", "2|'y'"}));
  cluster_->execute({"DROP TABLE t", "CREATE TABLE t (a INTEGER)",
                     "INSERT INTO t VALUES (1), (1)"});
  expect_failure(import("a\n3\n", {"--unique", "a"}), 1,
                 "have the same \"a\", so it cannot be --unique");
}

TEST_F(ImportClusterTest, MergesByKeys) {
  execute("in.db",
          "CREATE TABLE t (a INTEGER PRIMARY KEY, b);"
          "INSERT INTO t VALUES (5, 'o'), (6, x'00')");
  RunResult result = run_binary({"in.db", cluster_->url()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows(), (Rows{"5|'o'", "6|X'00'"}));
  execute("in.db", "INSERT INTO t VALUES (7, 1.5); DELETE FROM t WHERE a = 5");
  result = run_binary({"in.db", cluster_->url()});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("in.db:6: "), std::string::npos) << result.err;
  result = run_binary({"in.db", cluster_->url(), "--on-error", "skip"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(rows(), (Rows{"5|'o'", "6|X'00'", "7|1.5"}));
}

TEST_F(ImportClusterTest, AddsAColumnThatUpdatesFill) {
  cluster_->execute({"CREATE TABLE t (k INTEGER PRIMARY KEY)",
                     "INSERT INTO t VALUES (1), (28)"});
  EXPECT_EQ(
      import("k,new\n15,1\n28,01\n", {"--alter", "--on-conflict", "update"})
          .exit_code,
      0);
  EXPECT_EQ(rows(), (Rows{"1|NULL", "15|'1'", "28|'01'"}));
}

TEST_F(ImportClusterTest, TellsTheFirstBadRecordOfAll) {
  cluster_->execute({"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL)",
                     "INSERT INTO t VALUES (2, 'x'), (9, 'y')"});
  expect_failure(import("id,a\n1,a\n2,b\n3,\n9,c\n"), 1, "t.csv:3:");
}

TEST_F(ImportClusterTest, KeepsWhatOthersReferTo) {
  cluster_->execute({"CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT UNIQUE)",
                     "INSERT INTO t VALUES (5, 'a')",
                     "CREATE TABLE c (a TEXT REFERENCES t(k))",
                     "INSERT INTO c VALUES ('a')"});
  const std::string refused = "\"c\" refers to \"t\"";
  expect_failure(import("id,k\n5,b\n", {"--on-conflict", "update"}), 1,
                 refused);
  expect_failure(import("id,k\n5,b\n", {"--on-conflict", "replace"}), 1,
                 refused);
  expect_failure(import("id,k\n5,b\n", {"--if-exists", "replace"}), 1, refused);
  EXPECT_EQ(import("id\n5\n", {"--on-conflict", "update"}).exit_code, 0);
  EXPECT_EQ(import("id,k\n5,b\n6,b\n", {"--on-conflict", "ignore"}).exit_code,
            1);
  EXPECT_EQ(rows(), Rows{"5|'a'"});
}

TEST_F(ImportClusterTest, KeepsFullTextTablesTrue) {
  cluster_->execute({"CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
                     "CREATE VIRTUAL TABLE f USING fts5(v, content='t', "
                     "content_rowid='id')"});
  expect_failure(import("id,v\n1,x\n", {"--if-exists", "replace"}), 1,
                 "\"f\" reads \"t\"");
  EXPECT_EQ(import("id,v\n1,x\n").exit_code, 0);
}

TEST_F(ImportClusterTest, NamesTheRecordThatAnotherKeyRefuses) {
  cluster_->execute({"CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE)",
                     "INSERT INTO t VALUES (1, 'q'), (3, 'y'), (4, 'n')"});
  const std::string csv = "a,b\n1,x\n2,y\n";
  expect_failure(import(csv, {"--on-conflict", "update"}), 1, "t.csv:3:");
  EXPECT_EQ(
      import(csv, {"--on-conflict", "update", "--on-error", "skip"}).exit_code,
      3);
  EXPECT_EQ(rows(), (Rows{"1|'x'", "3|'y'", "4|'n'"}));
}

TEST_F(ImportClusterTest, MakesAnAddedColumnUnique) {
  cluster_->execute({"CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('x')"});
  const RunResult result =
      import("a,new\n1,x\n2,y\n2,y\n",
             {"--alter", "--unique", "new", "--on-conflict", "update"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows(), (Rows{"'x'|NULL", "'1'|'x'", "'2'|'y'"}));
}

TEST_F(ImportClusterTest, HasNoNamesOfItsOwnForOthers) {
  const RunResult result = import("a\n1\n", {"--table", "csvimport_rows_x"});
  expect_failure(result, 1, "a table cannot be called \"csvimport_rows_x\"");
}

// Whose nodes look after foreign keys, at the end of a transaction.
class ForeignKeyClusterTest : public CliTest {};

TEST_F(ForeignKeyClusterTest, EndsWhereTheCommitFails) {
  if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
  RqliteCluster::Settings settings;
  settings.nodes = 1;
  settings.arguments = {"-fk"};
  RqliteCluster cluster(settings);
  cluster.execute({"CREATE TABLE p (id INTEGER PRIMARY KEY)",
                   "CREATE TABLE t (a INTEGER)",
                   "CREATE TABLE c (p INTEGER REFERENCES p)",
                   "CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO c "
                   "VALUES (new.a); END"});
  write("t.csv", "a\n7\n");
  const RunResult result =
      run_binary({"t.csv", cluster.url(), "--timeout", "4"});
  EXPECT_EQ(result.exit_code, 1) << result.err;
  EXPECT_NE(result.err.find("FOREIGN KEY constraint failed"), std::string::npos)
      << result.err;
  EXPECT_EQ(cluster.query("SELECT count(*) FROM t"), Rows{"0"});
}

TEST_F(ImportClusterTest, ReadsParentsWholeWhereMoreFollowsFromThem) {
  const std::string text(80, 'x');
  cluster_->execute(
      {"CREATE TABLE p (id INTEGER PRIMARY KEY, doc TEXT, name TEXT AS "
       "(doc->>'$.name') STORED)",
       "INSERT INTO p (id, doc) VALUES (1, '{\"a\": \"" + text +
           "\", \"name\": \"n\"}')",
       "CREATE TABLE t (a INTEGER REFERENCES p(id))"});
  EXPECT_EQ(import("a\n1\n").exit_code, 0);
}

TEST_F(ImportClusterTest, CountsByWhatTheClusterIgnores) {
  cluster_->execute({"CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)",
                     "CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t "
                     "WHERE a = new.a - 10; END",
                     "INSERT INTO t VALUES (1, 'x'), (2, 'y')"});
  const RunResult result = import("a,b\n11,x\n12,y\n13,z\n");
  EXPECT_NE(result.err.find("3 rows into table \"t\" in"), std::string::npos)
      << result.err;
  EXPECT_EQ(rows(), (Rows{"11|'x'", "12|'y'", "13|'z'"}));
}

TEST_F(ImportClusterTest, LeavesOutRecordsByKeysThatDefaultsGive) {
  cluster_->execute(
      {"CREATE TABLE t (a INTEGER PRIMARY KEY, u INTEGER UNIQUE "
       "DEFAULT 5)",
       "INSERT INTO t VALUES (1, 5), (99, 0)"});
  EXPECT_EQ(import("a\n2\n3,4\n", {"--on-error", "skip"}).exit_code, 3);
  EXPECT_EQ(rows(), (Rows{"1|5", "99|0"}));
}

TEST_F(ImportClusterTest, UpdatesFromAPipe) {
  cluster_->execute(
      {"CREATE TABLE t (id INTEGER PRIMARY KEY, email TEXT "
       "UNIQUE, v TEXT)",
       "INSERT INTO t VALUES (1, 'a', 'x'), (2, 'b', 'y')"});
  const Arguments command = {"--table", "t", "--on-conflict",
                             "update",  "-", cluster_->url()};
  EXPECT_EQ(run_piped(command, "id,email,v\n1,a,new\n3,c,n\n").exit_code, 0);
  EXPECT_EQ(rows(), (Rows{"1|'a'|'new'", "2|'b'|'y'", "3|'c'|'n'"}));
  const RunResult result = run_piped(command + Arguments{"--on-error", "skip"},
                                     "id,v\n1,new\n2,a,b\n");
  EXPECT_EQ(result.exit_code, 3) << result.err;
}

// Clusters that let only one user in.
class LoginClusterTest : public CliTest {
 protected:
  void SetUp() override {
    if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
    RqliteCluster::Settings settings;
    settings.nodes = 1;
    settings.user = "ada";
    settings.password = kPassword;
    cluster_.emplace(settings);
    write("t.csv", "a\n1\n");
  }

  // With these variables in its environment, and ~ in the test's folder.
  RunResult import(std::map<std::string, std::string> variables,
                   const std::string& url) {
    variables["HOME"] = path(".").string();
    Process::Setup setup;
    setup.before_exec = [&] {
      for (const auto& [name, value] : variables) {
        ::setenv(name.c_str(), value.c_str(), 1);
      }
    };
    Process process = start({"-v", "t.csv", url}, setup);
    RunResult result = finish(process);
    EXPECT_EQ(result.err.find(kPassword), std::string::npos) << result.err;
    return result;
  }

  static constexpr const char* kPassword = "it's \"secret\"";
  std::optional<RqliteCluster> cluster_;
};

TEST_F(LoginClusterTest, TakesUserAndPasswordFromTheEnvironment) {
  const RunResult result = import({{"CSVIMPORT_RQLITE_USER", "ada"},
                                   {"CSVIMPORT_RQLITE_PASSWORD", kPassword}},
                                  cluster_->url());
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err.find("no option is taken from it"), std::string::npos)
      << result.err;
  EXPECT_EQ(cluster_->query("SELECT a FROM t"), Rows{"1"});
}

TEST_F(LoginClusterTest, TakesThemFromNetrc) {
  write(".netrc",
        "machine 127.0.0.1 login eve password wrong\n"
        "machine 127.0.0.1 login ada password \"it's \\\"secret\\\"\"\n");
  std::filesystem::permissions(path(".netrc"),
                               std::filesystem::perms::owner_read);
  std::string url = cluster_->url();
  url.insert(url.find("//") + 2, "ada@");
  const RunResult result = import({}, url);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(cluster_->query("SELECT a FROM t"), Rows{"1"});
}

TEST_F(LoginClusterTest, SaysThatItWasNotLetIn) {
  for (const auto& variables : {std::map<std::string, std::string>{},
                                std::map<std::string, std::string>{
                                    {"CSVIMPORT_RQLITE_USER", "ada"},
                                    {"CSVIMPORT_RQLITE_PASSWORD", "wrong"}}}) {
    const RunResult result = import(variables, cluster_->url());
    expect_system_error(
        result, cluster_->url(),
        "does not let this user in, or not do this; set CSVIMPORT_RQLITE_USER "
        "and CSVIMPORT_RQLITE_PASSWORD, or see to ~/.netrc");
  }
}

// A cluster whose leader has a small disk of its own.
class FullDiskClusterTest : public CliTest {
 protected:
  void TearDown() override {
    ::umount2(path("disk").c_str(), MNT_DETACH);
    CliTest::TearDown();
  }
};

TEST_F(FullDiskClusterTest, FailsWhenTheLeadersDiskIsFull) {
  if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
  if (!mount_small_disk(path("disk"), "24m"))
    GTEST_SKIP() << "cannot mount a small file system";
  RqliteCluster::Settings settings;
  settings.nodes = 1;
  settings.node_folders = {{0, path("disk/node").string()}};
  RqliteCluster cluster(settings);
  write("t.csv", numbered_rows(1'500'000));
  const RunResult result =
      run_binary({"t.csv", cluster.url(), "--timeout", "5"});
  EXPECT_EQ(result.exit_code, 4) << result.err;
  EXPECT_NE(result.err.find(cluster.url() + ": "), std::string::npos)
      << result.err;
  // It may step down before it answers.
  EXPECT_TRUE(result.err.find("full") != std::string::npos ||
              result.err.find("gave no answer") != std::string::npos)
      << result.err;
}

// A node that speaks TLS.
class TlsClusterTest : public CliTest {};

TEST_F(TlsClusterTest, TrustsTheCertificateThatItIsTold) {
  if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
  ASSERT_EQ(std::system(("cd '" + path(".").string() +
                         "' && openssl req -x509 -newkey rsa:2048 -nodes "
                         "-keyout key.pem -out cert.pem -days 2 -subj /CN=t "
                         "-addext subjectAltName=IP:127.0.0.1 2>openssl.log")
                            .c_str()),
            0);
  const std::string address = "127.0.0.1:" + std::to_string(free_port());
  const ServerProcess node(
      server_program("rqlited"),
      {"-http-cert", path("cert.pem").string(), "-http-key",
       path("key.pem").string(), "-http-addr", address, "-raft-addr",
       "127.0.0.1:" + std::to_string(free_port()), path("node").string()},
      path("node.log"));
  write("t.csv", "a\n1\n");
  const std::string url = "rqlites://" + address;
  Process::Setup trusting;
  trusting.before_exec = [] { ::setenv("CURL_CA_BUNDLE", "cert.pem", 1); };
  Process import = start({"t.csv", url}, trusting);
  EXPECT_EQ(finish(import).exit_code, 0);
  const RunResult result = run_binary({"t.csv", url});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_NE(result.err.find("the server is not trusted"), std::string::npos)
      << result.err;
  Process again = start({"t.csv", url, "--if-exists", "fail"}, trusting);
  EXPECT_NE(finish(again).err.find("table \"t\" exists"), std::string::npos);
}

// What is no rqlite, and says the same to everything.
class OtherServerClusterTest : public CliTest {
 protected:
  void SetUp() override {
    if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no servers";
  }
  RunResult import_into(const std::string& answer) {
    write("server.js",
          "require('http').createServer((q, s) => {q.resume(); "
          "q.on('end', () => s.end('" +
              answer + "'))}).listen(+process.argv[2], '127.0.0.1')");
    const std::string port = std::to_string(free_port());
    const ServerProcess server("/usr/bin/env",
                               {"node", path("server.js").string(), port},
                               path("server.log"));
    write("t.csv", "a\n1\n");
    return run_binary(
        {"t.csv", "rqlite://127.0.0.1:" + port, "--timeout", "3"});
  }
};

TEST_F(OtherServerClusterTest, IsNotTakenForOne) {
  for (const char* const answer :
       {"", "hello", "[]", "{}", R"({"results": []})", R"({"results": ["x"]})",
        R"({"results": [{}]})", R"({"results": [{"values": [[1, 2]]}]})",
        R"({"results": [{"values": 5}]})", R"({"results": [{"error": 5}]})",
        R"({"error": {"a": 1}})"}) {
    const RunResult result = import_into(answer);
    EXPECT_EQ(result.exit_code, 4) << answer << ": " << result.err;
  }
}

}  // namespace
}  // namespace csvimport
