// What is told of rows that go, or change, with those that they refer to.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class ChildLossTest : public CliTest {
 protected:
  ChildLossTest() { write("t.csv", "id,v\n1,new\n2,new\n"); }

  // What is said, but for the closing line.
  std::string warnings(const Arguments& arguments) {
    const RunResult result = run(arguments + Arguments{"t.db"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const std::size_t end = result.err.rfind('\n', result.err.size() - 2);
    return end == std::string::npos ? "" : result.err.substr(0, end + 1);
  }
};

constexpr const char* kChildren =
    "CREATE TABLE t (id INTEGER PRIMARY KEY, v);"
    "CREATE TABLE orders (t INT REFERENCES T ON DELETE CASCADE, id UNIQUE);"
    "CREATE TABLE items (o REFERENCES orders (id) ON DELETE CASCADE);"
    "CREATE TABLE notes (a REFERENCES t ON DELETE SET NULL,"
    " b DEFAULT 9 REFERENCES t ON DELETE SET DEFAULT);"
    "CREATE TABLE others (t REFERENCES t ON UPDATE CASCADE);"
    "INSERT INTO t VALUES (1, 'old'), (3, 'old'), (9, 'old');"
    "INSERT INTO orders VALUES (1, 'x'), (1, 'y'), (9, 'z'), (NULL, 'n');"
    "INSERT INTO items VALUES ('x'), ('x'), ('y'), ('z'), ('n');"
    "INSERT INTO notes VALUES (1, 1), (9, 9), (NULL, 3);";

TEST_F(ChildLossTest, IsToldOfAllThatDeletedRowsTakeAlong) {
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db", kChildren);
    EXPECT_EQ(warnings(way + Arguments{"--on-conflict", "replace", "t.csv"}),
              "warning: t.db: 2 rows of table \"orders\" went with rows that "
              "they referred to (ON DELETE CASCADE)\n"
              "warning: t.db: 1 row of table \"notes\" lost \"b\" with rows "
              "that they referred to (ON DELETE SET DEFAULT)\n"
              "warning: t.db: 1 row of table \"notes\" lost \"a\" with rows "
              "that they referred to (ON DELETE SET NULL)\n"
              "warning: t.db: 3 rows of table \"items\" went with rows that "
              "they referred to (ON DELETE CASCADE)\n");
    for (const char* const on_conflict : {"ignore", "update"}) {
      EXPECT_EQ(warnings({"--on-conflict", on_conflict, "t.csv"}), "");
    }
    EXPECT_EQ(query("t.db", "SELECT t FROM orders"), (Rows{"9", "NULL"}));
    remove("t.db");
  }
}

TEST_F(ChildLossTest, IsToldWhereTheTableIsEmptied) {
  execute("t.db", kChildren);
  execute("t.db", "DELETE FROM notes");
  write("orders.csv", "t,id\n1,a\n");
  const std::string items =
      " of table \"items\" went with rows that they referred to (ON DELETE "
      "CASCADE)\n";
  // What is emptied itself is not among it.
  EXPECT_TRUE(warnings({"--if-exists", "truncate", "t.csv", "orders.csv"})
                  .starts_with("warning: t.db: 5 rows" + items));
  execute("t.db", "INSERT INTO items VALUES ('a')");
  EXPECT_EQ(warnings({"--if-exists", "truncate", "t.csv"}),
            "warning: t.db: 1 row of table \"orders\" went with rows that they "
            "referred to (ON DELETE CASCADE)\n"
            "warning: t.db: 1 row" +
                items);
}

// Of the table itself, too; and a clause of the table replaces rows, too.
TEST_F(ChildLossTest, CountsTheRowsThatComeAsWell) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, v,"
          " boss REFERENCES t ON DELETE CASCADE);"
          "INSERT INTO t VALUES (1, 'old', NULL), (3, 'x', 1), (4, 'x', 3)");
  EXPECT_EQ(warnings({"t.csv"}),
            "warning: t.db: up to 3 rows of table \"t\" went with rows that "
            "they referred to (ON DELETE CASCADE)\n");
  EXPECT_EQ(query("t.db", "SELECT id FROM t"), (Rows{"1", "2"}));
  execute("t.db", "UPDATE t SET boss = 1 WHERE id = 2");
  write("t.csv", "id,v\n1,x\nbad\n");
  EXPECT_EQ(run({"t.csv", "t.db"}).exit_code, 1);
  EXPECT_EQ(query("t.db", "SELECT id FROM t"), (Rows{"1", "2"}));
}

// Whatever the order of files, which is that of messages.
TEST_F(ChildLossTest, ComesToNoRowOfTheImportItself) {
  write("c.csv", "id,t\n1,1\n2,2\n");
  const std::string tables =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, v CHECK (v <> 'bad'));"
      "CREATE TABLE c (id INTEGER PRIMARY KEY CHECK (id < 9),"
      " t INT REFERENCES t ON DELETE CASCADE);"
      "INSERT INTO t VALUES (1, 'old');";
  for (const Arguments& way : some_of(every_way())) {
    const Arguments all =
        way + Arguments{"--on-conflict", "replace", "c.csv", "t.csv", "t.db"};
    execute("t.db", tables);
    const RunResult result = run(all);
    EXPECT_TRUE(
        result.err.starts_with("c.csv: 2 rows into table \"c\"\n"
                               "t.csv: 1 row into table \"t\"\n"))
        << result.err;
    EXPECT_EQ(query("t.db", "SELECT * FROM c"), (Rows{"1|1", "2|2"}));
    remove("t.db");
  }
  execute("t.db", tables);
  write("t.csv", "id,v\n1,bad\n2,new\n");
  write("c.csv", "id,t\n2,2\n9,1\n");
  const Arguments both{"--on-conflict", "replace", "c.csv", "t.csv", "t.db"};
  EXPECT_EQ(run(both).err, "error: c.csv:3: CHECK constraint failed: id < 9\n");
  const RunResult result = run(Arguments{"--on-error", "skip"} + both);
  EXPECT_TRUE(
      result.err.starts_with("c.csv: 1 row into table \"c\"\n"
                             "t.csv: 1 row into table \"t\"\n"))
      << result.err;
}

}  // namespace
}  // namespace csvimport
