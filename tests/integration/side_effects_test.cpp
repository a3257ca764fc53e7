// What is told of rows that go, or change, with those that they refer to.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class SideEffectsTest : public CliTest {
 protected:
  SideEffectsTest() { write("t.csv", "id,v\n1,new\n2,new\n"); }

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

TEST_F(SideEffectsTest, IsToldOfAllThatDeletedRowsTakeAlong) {
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

TEST_F(SideEffectsTest, IsToldWhereTheTableIsEmptied) {
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
  // From cron, too.
  EXPECT_EQ(run({"-q", "--if-exists", "truncate", "t.csv", "t.db"}).err,
            "warning: t.db: 1 row of table \"orders\" went with rows that they "
            "referred to (ON DELETE CASCADE)\n"
            "warning: t.db: 1 row" +
                items);
}

// Only of rows that were there is it said.
TEST_F(SideEffectsTest, FailWhereTheyComeToRowsOfTheImport) {
  write("s.csv", "id,boss\n2,1\n1,\n");
  const std::string error =
      "error: t.db: 1 row that came into table \"s\" would go with rows "
      "referred to by \"boss\" (ON DELETE CASCADE); use --on-conflict update, "
      "which replaces none\n";
  const std::string boss = " boss REFERENCES s ON DELETE CASCADE);";
  execute("t.db", "CREATE TABLE s (id INTEGER PRIMARY KEY," + boss +
                      "INSERT INTO s VALUES (1, NULL)");
  const Arguments replace{"--on-conflict", "replace", "s.csv", "t.db"};
  EXPECT_EQ(run(replace).err, error);
  EXPECT_EQ(run({"-q", "--on-conflict", "update", "s.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT id FROM s"), (Rows{"1", "2"}));
  // By a clause of the table, too.
  execute("t.db",
          "DROP TABLE s; CREATE TABLE s (id INTEGER PRIMARY KEY ON CONFLICT "
          "REPLACE," +
              boss + "INSERT INTO s VALUES (1, NULL)");
  EXPECT_EQ(run({"s.csv", "t.db"}).err, error);
  execute("t.db",
          "DROP TABLE s; CREATE TABLE s (id TEXT PRIMARY KEY, boss REFERENCES "
          "s ON DELETE CASCADE) WITHOUT ROWID; INSERT INTO s VALUES (1, NULL), "
          "(3, '1')");
  EXPECT_EQ(run(replace).err, error);
  write("s.csv", "id,boss\n1,\n7,1\n7,1\n");
  EXPECT_EQ(warnings({"--on-conflict", "replace", "s.csv"}),
            "warning: t.db: 1 row of table \"s\" went with rows that they "
            "referred to (ON DELETE CASCADE)\n");
  EXPECT_EQ(query("t.db", "SELECT id FROM s"), (Rows{"'1'", "'7'"}));
}

// What the file itself brings is not among it, nor what is undone.
// Who follows a key that changes loses nothing.
TEST_F(SideEffectsTest, AreToldOfKeysThatAreLost) {
  const std::string tables =
      "CREATE TABLE t (id INTEGER PRIMARY KEY, code UNIQUE,"
      " boss REFERENCES t (code) ON UPDATE CASCADE);"
      "CREATE TABLE a (c REFERENCES t (code) ON UPDATE CASCADE,"
      " n REFERENCES t (code) ON UPDATE SET NULL, x REFERENCES t);"
      "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM a WHERE 0; END;"
      "INSERT INTO t VALUES (1, 'A', NULL), (2, 'B', 'A'), (3, 'C', 'A');"
      "INSERT INTO a VALUES ('A', 'A', 1), ('A', NULL, 1), ('B', 'B', 1);";
  write("t.csv", "id,code,boss\n1,AA,\n2,B,AA\n4,D,X\n");
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db", tables);
    const RunResult result =
        run(way + Arguments{"--on-error", "skip", "--on-conflict", "update",
                            "t.csv", "t.db"});
    EXPECT_TRUE(result.err.starts_with(
        "warning: t.db: up to 1 row of table \"a\" lost \"n\" as rows that "
        "they referred to got another key (ON UPDATE SET NULL)\n"))
        << result.err;
    remove("t.db");
  }
}

TEST_F(SideEffectsTest, ComeOfKeysThatAreGenerated) {
  write("t.csv", "id,v\n1,q\n");
  const auto import = [&](const std::string& action) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v,"
            " g AS (upper(v)) STORED UNIQUE);"
            "CREATE TABLE c (g REFERENCES t (g)" +
                action +
                ");"
                "INSERT INTO t VALUES (1, 'a'); INSERT INTO c VALUES ('A')");
    RunResult result = run(
        {"--on-conflict", "update", "--progress", "never", "t.csv", "t.db"});
    EXPECT_EQ(integrity("t.db"), "ok");
    return result;
  };
  const auto left = [&] {
    Rows rows = query("t.db", "SELECT g FROM c");
    remove("t.db");
    return rows;
  };
  EXPECT_EQ(import(" ON UPDATE CASCADE").exit_code, 0);
  EXPECT_EQ(left(), (Rows{"'Q'"}));
  EXPECT_TRUE(
      import(" ON UPDATE SET NULL")
          .err.starts_with(
              "warning: t.db: 1 row of table \"c\" lost \"g\" as rows"));
  EXPECT_EQ(left(), (Rows{"NULL"}));
  for (const char* const action : {"", " ON UPDATE RESTRICT"}) {
    EXPECT_EQ(import(action).exit_code, 1);
    EXPECT_EQ(left(), (Rows{"'A'"}));
  }
}

// As SQLite holds it where keys are not deferred.
TEST_F(SideEffectsTest, AreRefusedWhereAKeyRestrictsThem) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, v UNIQUE);"
          "CREATE TABLE c (id INTEGER PRIMARY KEY,"
          " t INT REFERENCES t ON DELETE RESTRICT,"
          " v REFERENCES t (v) ON UPDATE RESTRICT);"
          "INSERT INTO t VALUES (1, 'a'), (2, 'b');"
          "INSERT INTO c VALUES (1, 1, NULL), (2, NULL, 'b');");
  const std::string error =
      "error: t.db: rows of table \"t\" cannot go while rows of table \"c\" "
      "refer to them by \"t\" (ON DELETE RESTRICT); --on-conflict update "
      "changes rows where they are\n";
  write("t.csv", "id,v\n1,new\n2,b\n");
  EXPECT_EQ(run({"--on-conflict", "replace", "t.csv", "t.db"}).err, error);
  const std::string advice = "--on-conflict update";
  EXPECT_EQ(run({"--if-exists", "truncate", "t.csv", "t.db"}).err,
            std::string(error).replace(error.find(advice), advice.size(),
                                       advice + ", without --if-exists,"));
  const Arguments update{"--on-conflict", "update", "t.csv", "t.db"};
  EXPECT_EQ(run(update).exit_code, 0);
  write("t.csv", "id,v\n1,new\n2,c\n");
  EXPECT_EQ(run(update).err,
            "error: t.csv:3: FOREIGN KEY constraint failed: ON UPDATE "
            "RESTRICT\n");
  // Rows that come after those that are replaced do no harm.
  write("c.csv", "id,t\n1,1\n");
  execute("t.db", "DELETE FROM c");
  EXPECT_EQ(
      run({"--on-conflict", "replace", "c.csv", "t.csv", "t.db"}).exit_code, 0);
  EXPECT_EQ(
      run({"--if-exists", "truncate", "t.csv", "c.csv", "t.db"}).exit_code, 0);
}

// Whatever the order of files, which is that of messages.
TEST_F(SideEffectsTest, ComesToNoRowOfTheImportItself) {
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
