// Where a foreign key has no index, SQLite would look through the whole table
// for each row of the parent: it gets one for the time of the landing.

#include "cli_fixture.hpp"

#include <string>

namespace csvimport {
namespace {

class ChildIndexTest : public CliTest {
 protected:
  ChildIndexTest() {
    std::string parents = "id,v\n";
    std::string children = "id,p\n";
    for (int i = 1; i <= kRows; ++i) {
      const std::string id = std::to_string(i);
      parents += id + ",new\n";
      children += id + ',' + std::to_string(kRows + 1 - i) + '\n';
    }
    write("p.csv", parents);
    write("c.csv", children);
  }

  // Imports into a database made by `sql`, and expects success, and a landing
  // that leaves nothing but its rows. Whether one got an index.
  bool makes_index(const std::string& sql, const Arguments& arguments) {
    execute("t.db", sql);
    const std::string list = "SELECT name FROM sqlite_schema ORDER BY name";
    const Rows schema = query("t.db", list);
    const RunResult result =
        run(Arguments{"-v"} + arguments + Arguments{"t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(query("t.db", list), schema);
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM p WHERE v = 'new'"),
              Rows{std::to_string(kRows)});
    EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
    return result.err.find(
               "table \"c\": has an index for the time being, as rows of "
               "\"p\" come or go") != std::string::npos;
  }

  static std::string fill(const std::string& table) {
    return "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n "
           "WHERE i < " +
           std::to_string(kRows) + ") INSERT INTO " + table +
           " SELECT i, i FROM n;";
  }

  static constexpr int kRows = 200;
  const std::string tables_ =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p);";
  const std::string filled_ = tables_ + fill("p") + fill("c");
};

TEST_F(ChildIndexTest, IsMadeWhereRowsOfTheParentGo) {
  EXPECT_TRUE(makes_index(filled_, {"--if-exists", "truncate", "p.csv"}));
  EXPECT_TRUE(makes_index(filled_, {"--on-conflict", "replace", "p.csv"}));
  EXPECT_TRUE(
      makes_index("CREATE TABLE p (id UNIQUE ON CONFLICT REPLACE, v);"
                  "CREATE TABLE c (id, p REFERENCES p (id));",
                  {"p.csv", "c.csv"}));
}

TEST_F(ChildIndexTest, IsMadeWhereRowsOfTheParentComeWhileKeysAreOpen) {
  EXPECT_TRUE(
      makes_index(tables_, {"--on-conflict", "update", "c.csv", "p.csv"}));
  EXPECT_TRUE(makes_index(
      tables_ + "CREATE TRIGGER g AFTER INSERT ON p BEGIN SELECT 1; END",
      {"c.csv", "p.csv"}));
}

TEST_F(ChildIndexTest, IsMadeWhereWhatRowsReferToMayChange) {
  const std::string sql =
      "CREATE TABLE p (id INTEGER PRIMARY KEY, v UNIQUE, w);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p (v));"
      "INSERT INTO p VALUES (1, 'old', 1);";
  std::string csv = "id,v,w\n1,new,1\n";
  for (int i = 2; i <= kRows; ++i) {
    csv += std::to_string(i) + ",v" + std::to_string(i) + ",\n";
  }
  write("p.csv", csv);
  execute("t.db", sql);
  const RunResult result =
      run({"-v", "--on-conflict", "update", "p.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("has an index for the time being"),
            std::string::npos);
  EXPECT_EQ(query("t.db", "SELECT v FROM p WHERE id = 1"), Rows{"'new'"});
}

TEST_F(ChildIndexTest, ComparesAsTheParentDoes) {
  std::string csv = "id,v\n";
  for (int i = 0; i < kRows; ++i) csv += "K" + std::to_string(i) + ",new\n";
  write("p.csv", csv);
  EXPECT_TRUE(makes_index(
      "CREATE TABLE p (id TEXT COLLATE NOCASE PRIMARY KEY, v);"
      "CREATE TABLE c (id, p TEXT REFERENCES p);"
      "CREATE INDEX i ON c (p);" +  // of no use, as it compares otherwise
          fill("p") +
          "UPDATE p SET id = 'k' || (id - 1);"
          "INSERT INTO c SELECT v, upper(id) FROM p;",
      {"--if-exists", "truncate", "p.csv"}));
}

TEST_F(ChildIndexTest, IsOfAllColumnsOfTheKey) {
  EXPECT_TRUE(makes_index(
      "CREATE TABLE p (id INTEGER, v TEXT, UNIQUE (v, id));"
      "CREATE TABLE c (id INT, p TEXT, FOREIGN KEY (p, id) REFERENCES p (v, "
      "id));" +
          fill("p") + "UPDATE p SET v = 'new'; INSERT INTO c SELECT * FROM p;",
      {"--if-exists", "truncate", "p.csv"}));
}

TEST_F(ChildIndexTest, IsNotMadeWhereItWouldNotServe) {
  // SQLite finds no numbers in an index of texts.
  EXPECT_FALSE(
      makes_index("CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
                  "CREATE TABLE c (id, p TEXT REFERENCES p);" +
                      fill("p") + fill("c"),
                  {"--if-exists", "truncate", "p.csv"}));
  // There is one.
  EXPECT_FALSE(makes_index(filled_ + "CREATE INDEX i ON c (p)",
                           {"--if-exists", "truncate", "p.csv"}));
  EXPECT_FALSE(
      makes_index("CREATE TABLE p (id INTEGER PRIMARY KEY, v);"
                  "CREATE TABLE c (id INTEGER PRIMARY KEY REFERENCES "
                  "p, w);" +
                      fill("p") + fill("c"),
                  {"--if-exists", "truncate", "p.csv"}));
}

TEST_F(ChildIndexTest, IsNotMadeWhereSqliteDoesNotLook) {
  EXPECT_FALSE(makes_index(tables_, {"c.csv", "p.csv"}));
  EXPECT_FALSE(
      makes_index(tables_, {"--on-conflict", "ignore", "c.csv", "p.csv"}));
  EXPECT_FALSE(makes_index(filled_, {"--on-conflict", "update", "p.csv"}));
  EXPECT_FALSE(makes_index(
      filled_, {"--if-exists", "replace", "--pk", "id", "p.csv", "c.csv"}));
}

TEST_F(ChildIndexTest, IsNotMadeForAFewRows) {
  write("p.csv", "id,v\n1,new\n");
  execute("t.db", filled_);
  const RunResult result =
      run({"-v", "--on-conflict", "replace", "p.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err.find("for the time being"), std::string::npos);
}

TEST_F(ChildIndexTest, TakesANameThatIsFree) {
  EXPECT_TRUE(makes_index(filled_ + "CREATE TABLE csvimport_child (a)",
                          {"--if-exists", "truncate", "p.csv"}));
}

// What is refused undoes the rows, and the index with them.
TEST_F(ChildIndexTest, IsMadeAgainWhereRecordsAreLeftOut) {
  write("c.csv", read("c.csv") + "777,999\n");
  execute("t.db", filled_ + "DELETE FROM c; DELETE FROM p");
  const RunResult result = run({"-v", "--on-conflict", "update", "--on-error",
                                "skip", "c.csv", "p.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_NE(result.err.find("for the time being"), std::string::npos);
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM c"),
            Rows{std::to_string(kRows)});
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM sqlite_schema"), Rows{"2"});
  EXPECT_EQ(integrity("t.db"), "ok");
}

}  // namespace
}  // namespace csvimport
