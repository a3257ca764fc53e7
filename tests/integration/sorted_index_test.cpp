// Indexes of tables that exist, where they are written in the order of their
// keys: what is easily taken for something else.

#include "cli_fixture.hpp"

#include <nlohmann/json.hpp>

namespace csvimport {
namespace {

class SortedIndexTest : public CliTest {
 protected:
  // Imports `csv` by the direct path, and returns how many indexes were sorted.
  std::size_t import(const std::string& csv, const Arguments& flags = {}) {
    write("t.csv", csv);
    const RunResult result =
        run(flags + Arguments{"-q", "--path", "direct", "--summary", "json",
                              "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(integrity("t.db"), "ok");
    if (result.exit_code != 0) return 0;
    return nlohmann::json::parse(result.out)
        .at("tables")
        .at(0)
        .at("indexes")
        .size();
  }
};

// The type was changed behind SQLite's back, so texts are there that a column
// of numbers would not keep.
TEST_F(SortedIndexTest, ChangesEntriesThatAreEqualInNumberOnly) {
  for (const char* const way : {"update", "replace"}) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT);"
            "CREATE INDEX i ON t (x); INSERT INTO t VALUES (1, '12');"
            "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = "
            "'CREATE TABLE t (id INTEGER PRIMARY KEY, x INTEGER)' WHERE name = "
            "'t'");
    (void)import("id,x\n1,12\n2,13\n", {"--on-conflict", way, "--pk", "id"});
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|12", "2|13"}));
    remove("t.db");
  }
}

TEST_F(SortedIndexTest, TakesAutoincrementInACommentForNothing) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, -- no AUTOINCREMENT\n a);"
          "CREATE INDEX i ON t (a)");
  EXPECT_EQ(import("a\n1\n2\n"), 1);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'1'", "2|'2'"}));
}

TEST_F(SortedIndexTest, CountsRowidsAsAutoincrementDoes) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a);"
          "CREATE INDEX i ON t (a)");
  EXPECT_EQ(import("id,a\n-3,1\n"), 1);
  EXPECT_EQ(query("t.db", "SELECT * FROM sqlite_sequence"), (Rows{"'t'|0"}));
  EXPECT_EQ(import("id,a\n7,1\n5,1\n"), 1);
  EXPECT_EQ(query("t.db", "SELECT * FROM sqlite_sequence"), (Rows{"'t'|7"}));
  EXPECT_EQ(import("a\n1\n"), 1);
  EXPECT_EQ(query("t.db", "SELECT max(id), seq FROM t, sqlite_sequence"),
            (Rows{"8|8"}));
}

TEST_F(SortedIndexTest, LeavesRowidsThatRunOutToSqlite) {
  execute("t.db",
          "CREATE TABLE t (a); CREATE INDEX i ON t (a);"
          "INSERT INTO t (rowid, a) VALUES (9223372036854775800, 0)");
  EXPECT_EQ(import("a\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n"), 0);
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"12"}));
}

// With little memory SQLite sorts what is left of them.
TEST_F(SortedIndexTest, LeavesOutMoreRecordsThanItRemembers) {
  for (const char* const key : {"INTEGER PRIMARY KEY", "INT UNIQUE"}) {
    execute("t.db", "CREATE TABLE t (id " + std::string(key) +
                        ", a INT); CREATE INDEX i ON t (a);"
                        "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 2 FROM n "
                        "WHERE i < 4999) INSERT INTO t SELECT i, 0 FROM n");
    std::string csv = "id,a\n";
    for (int i = 1; i <= 5000; ++i) csv += std::to_string(i) + ",1\n";
    (void)import(csv, {"--on-conflict", "ignore", "--memory", "64KiB"});
    EXPECT_EQ(query("t.db",
                    "SELECT a, count(*), sum(id) FROM t INDEXED BY i "
                    "GROUP BY a ORDER BY a"),
              (Rows{"0|2500|6250000", "1|2500|6252500"}));
    remove("t.db");
  }
}

// Of a row that is there no unique key changes, so that it does not count which
// row is first.
TEST_F(SortedIndexTest, UpdatesBesideUniqueIndexes) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, mail UNIQUE, n INT);"
          "CREATE INDEX i ON t (n);"
          "INSERT INTO t VALUES (1, 'a', 5), (2, 'b', 6)");
  const Arguments update = {"--on-conflict", "update", "--pk", "id"};
  EXPECT_EQ(import("id,n\n2,8\n", update), 1);
  EXPECT_EQ(import("id,mail,n\n1,a,7\n3,c,9\n", update), 2);
  EXPECT_EQ(query("t.db", "SELECT * FROM t"),
            (Rows{"1|'a'|7", "2|'b'|8", "3|'c'|9"}));
  EXPECT_EQ(import("id,mail\n1,d\n2,a\n", update), 0);
  EXPECT_EQ(query("t.db", "SELECT id, mail FROM t ORDER BY id"),
            (Rows{"1|'d'", "2|'a'", "3|'c'"}));
}

// The key that is found stays as it is written there; new rows come behind.
TEST_F(SortedIndexTest, UpdatesByAKeyThatIsNoRowid) {
  for (const std::string columns :
       {"id INTEGER PRIMARY KEY, mail TEXT UNIQUE COLLATE NOCASE",
        "mail TEXT COLLATE NOCASE PRIMARY KEY, id INT"}) {
    execute("t.db", "CREATE TABLE t (" + columns +
                        ", n INT NOT NULL, o INT NOT NULL);"
                        "CREATE INDEX i ON t (n, mail); CREATE INDEX j ON t "
                        "(id); INSERT INTO t (id, mail, n, o) VALUES "
                        "(3, 'Ann', 1, 1), (7, 'Bob', 2, 2), (9, NULL, 3, 3)");
    const Arguments update = {"--on-conflict", "update", "--pk", "mail"};
    EXPECT_EQ(import("mail,n\nBOB,5\nann,4\n", update), 1);
    EXPECT_EQ(import("n,mail,o\n6,cy,6\n7,,7\n8,ANN,8\n", update), 3);
    EXPECT_EQ(
        query("t.db", "SELECT mail, n, o FROM t ORDER BY rowid"),
        (Rows{"'Ann'|8|8", "'Bob'|5|2", "NULL|3|3", "'cy'|6|6", "NULL|7|7"}));
    EXPECT_EQ(query("t.db", "SELECT mail FROM t INDEXED BY i WHERE n = 8"),
              (Rows{"'Ann'"}));
    remove("t.db");
  }
}

// SQLite gives the one behind the largest, which AUTOINCREMENT would not.
TEST_F(SortedIndexTest, GivesRowidsBehindNegativeOnes) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, k TEXT UNIQUE, n INT);"
          "CREATE INDEX i ON t (n); INSERT INTO t VALUES (-5, 'a', 1)");
  (void)import("k,n\nb,2\na,3\n", {"--on-conflict", "update", "--pk", "k"});
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"-5|'a'|3", "-4|'b'|2"}));
}

TEST_F(SortedIndexTest, KeepsBlobsThatAnUpdateDoesNotBring) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT, b BLOB);"
          "CREATE INDEX i ON t (n, b);"
          "INSERT INTO t VALUES (1, 5, x'00ff'), (2, 6, x''), (3, 7, NULL)");
  EXPECT_EQ(import("id,n\n1,1\n2,1\n3,1\n",
                   {"--on-conflict", "update", "--pk", "id"}),
            1);
  EXPECT_EQ(query("t.db",
                  "SELECT hex(b), typeof(b) FROM t INDEXED BY i WHERE "
                  "n = 1 ORDER BY n, b"),
            (Rows{"''|'null'", "''|'blob'", "'00FF'|'blob'"}));
}

TEST_F(SortedIndexTest, TakesKeysOfManyColumns) {
  std::string columns = "c0";
  std::string values = "0";
  for (int i = 1; i < 1200; ++i) {
    columns += ",c" + std::to_string(i);
    values += ",0";
  }
  execute("t.db", "CREATE TABLE t (" + columns + ", UNIQUE (" + columns + "))");
  EXPECT_EQ(import(columns + '\n' + values + '\n'), 0);
}

}  // namespace
}  // namespace csvimport
