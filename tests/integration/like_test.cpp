// --like: tables declared as one of another database.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class LikeTest : public CliTest {
 protected:
  LikeTest() { write("t.csv", "id,zip,amount\n1,01067,2\n2,x,3.5\n"); }

  // What the database has beside its rows.
  [[nodiscard]] Rows schema(const std::string& database) const {
    return query(database, "SELECT sql FROM sqlite_schema ORDER BY rowid");
  }
  void expect_usage(const Arguments& flags, const std::string& message) {
    const RunResult result = run(Arguments{"--like", "types.db"} + flags +
                                 Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.err, "error: --like: " + message +
                              "; csvimport --help lists the options\n");
  }
};

TEST_F(LikeTest, MakesThePlainTableInEveryWay) {
  execute("types.db", "CREATE TABLE t (id INT, zip VARCHAR(5), amount REAL)");
  for (const Arguments& way : every_way()) {
    for (const bool exists : {false, true}) {
      if (exists) execute("t.db", "CREATE TABLE other (x)");
      const RunResult result =
          run(way + Arguments{"-q", "--like", "types.db", "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0);
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(schema("t.db").back(), schema("types.db").back());
      EXPECT_EQ(query("t.db", "SELECT * FROM t"),
                (Rows{"1|'01067'|2.0", "2|'x'|3.5"}));
      EXPECT_EQ(integrity("t.db"), "ok");
      EXPECT_EQ(files(), (Rows{"t.csv", "t.db", "types.db"}));
      remove("t.db");
    }
  }
}

TEST_F(LikeTest, JudgesRowsByTheDeclaration) {
  execute("types.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, zip TEXT NOT NULL, amount "
          "REAL CHECK (amount < 3), more DEFAULT 7);"
          "CREATE UNIQUE INDEX zips ON t (zip, amount DESC);"
          "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END");
  for (const Arguments& way : every_way()) {
    const Arguments flags = way + Arguments{"-q", "--like", "types.db"};
    RunResult result = run(flags + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: t.csv:3: CHECK constraint failed: amount < 3\n");
    EXPECT_FALSE(exists("t.db"));
    result = run(flags + Arguments{"--on-error", "skip", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'01067'|2.0|7"}));
    Rows wanted = schema("types.db");
    wanted.pop_back();  // the trigger
    EXPECT_EQ(schema("t.db"), wanted);
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(LikeTest, DropsNoDigits) {
  execute("types.db", "CREATE TABLE t (id, zip INTEGER, amount)");
  const RunResult result = run({"--like", "types.db", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(result.err.starts_with(
      "error: t.csv:2: column \"zip\": \"01067\" would become 1067"))
      << result.err;
  EXPECT_FALSE(exists("t.db"));
}

TEST_F(LikeTest, LeavesADatabaseAsItWasWhenItFails) {
  execute("types.db", "CREATE TABLE t (id, zip, amount CHECK (amount < 3))");
  execute("t.db", "CREATE TABLE other (x)");
  const std::string before = read("t.db");
  EXPECT_EQ(run({"--like", "types.db", "t.csv", "t.db"}).exit_code, 1);
  EXPECT_EQ(read("t.db"), before);
}

TEST_F(LikeTest, TakesTheTableThatIsNamed) {
  execute("a.b.db",
          "CREATE TABLE \"x.y\" (id, zip, amount, \"x.y\" INTEGER);"
          "CREATE INDEX i ON \"x.y\" (id);"
          "CREATE TABLE z (id)");
  RunResult result = run({"-q", "--like", "a.b.db.x.y", "t.csv", "t.db"});
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(schema("t.db"),
            (Rows{"'CREATE TABLE \"t\" (id, zip, amount, \"x.y\" INTEGER)'",
                  "'CREATE INDEX i ON \"t\" (id)'"}));
  result = run({"--like", "a.b.db", "t.csv", "u.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: a.b.db: has no table \"t\", but \"x.y\", \"z\"; --like "
            "a.b.db.x.y names one\n");
  result = run({"--like", "no.db", "t.csv", "u.db"});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(result.err, "error: --like: no.db: there is no such file\n");
  EXPECT_EQ(run({"--like", "a.b.db.q", "t.csv", "u.db"}).err,
            "error: a.b.db: has no table \"q\"\n");
}

TEST_F(LikeTest, WarnsWhereTheTableExistsOtherwise) {
  execute("types.db", "CREATE TABLE t (id INTEGER, zip TEXT, amount REAL)");
  const Arguments import{"-q", "--like", "types.db", "t.csv", "t.db"};
  EXPECT_EQ(run(import).err, "");
  EXPECT_EQ(run(import).err, "");
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"4"}));
  execute("u.db", "CREATE TABLE t (id, zip, amount)");
  const RunResult result = run({"--like", "types.db", "t.csv", "u.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err.substr(0, result.err.find('\n')),
            "warning: u.db: --like has no effect, as table \"t\" exists, and "
            "is declared otherwise");
}

TEST_F(LikeTest, MeetsKeysByIt) {
  execute("types.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, zip, amount)");
  write("t.csv", "id,zip,amount\n1,a,2\n1,b,3\n");
  EXPECT_EQ(run({"-q", "--like", "types.db", "--on-conflict", "update", "t.csv",
                 "t.db"})
                .err,
            "");
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|'b'|'3'"}));
}

TEST_F(LikeTest, NeedsTheParentsOfItsForeignKeys) {
  execute("types.db",
          "CREATE TABLE t (id, zip REFERENCES p (zip), amount);"
          "CREATE TABLE p (zip PRIMARY KEY)");
  write("p.csv", "zip\n01067\n");
  RunResult result = run({"--like", "types.db", "p.csv", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_TRUE(result.err.starts_with(
      "error: t.csv:3: column \"zip\": \"x\": FOREIGN KEY constraint failed"))
      << result.err;
  write("p.csv", "zip\n01067\nx\n");
  result = run({"-q", "--like", "types.db", "p.csv", "t.csv", "t.db"});
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"2"}));
}

// Past SQLite, where that can be, or by it.
TEST_F(LikeTest, GivesWhatAnEmptyTableOfThatDeclarationWould) {
  const std::string many = [] {
    std::string csv = "id,zip,amount\n";
    for (int i = 3000; i > 0; --i)
      csv += std::to_string(i * 7 % 3001) + ",a,1\n";
    return csv;
  }();
  const Rows declarations = {
      "id INTEGER NOT NULL PRIMARY KEY, zip TEXT NOT NULL, amount REAL",
      "id INTEGER PRIMARY KEY, zip NOT NULL DEFAULT 'x', amount INT",
      "id INT NOT NULL, zip TEXT, amount NUMERIC NOT NULL",
      "id INTEGER NOT NULL, zip TEXT, amount, PRIMARY KEY (id DESC)",
      "amount REAL, zip VARCHAR(5), id INTEGER NOT NULL PRIMARY KEY",
      "id INTEGER NOT NULL PRIMARY KEY ON CONFLICT REPLACE, zip, amount",
      "id TEXT NOT NULL PRIMARY KEY, zip, amount"};
  for (const std::string& csv :
       {std::string("id,zip,amount\n1,01067,2\n2,x,3.50\n"),
        std::string("id,zip,amount\n3,a,1\n1,b,2\n2,c,3\n"),
        std::string("id,zip,amount\n3,a,1\n1,b,2\n3,c,3\n1,d,\n"),
        std::string("id,zip,amount\n1,a,1\n4,b,2\n2,,3\n3,c,\nx,d,1\n"
                    "1.0,e,2\n007,f,1\n"),
        std::string("id,zip,amount\n"), many}) {
    write("t.csv", csv);
    for (const std::string& columns : declarations) {
      const std::string table = "CREATE TABLE t (" + columns + ')';
      execute("types.db", table);
      for (const Arguments& flags :
           {Arguments{}, Arguments{"--on-error", "skip"},
            Arguments{"--on-error", "skip", "--on-conflict", "ignore"},
            Arguments{"--on-error", "skip", "--on-conflict", "update", "--pk",
                      "id"}}) {
        execute("empty.db", table);
        const Arguments import = flags + Arguments{"-q", "t.csv"};
        const RunResult into_empty = run(import + Arguments{"empty.db"});
        const RunResult made =
            run(Arguments{"--like", "types.db"} + import + Arguments{"t.db"});
        EXPECT_EQ(made.exit_code, into_empty.exit_code) << columns << csv;
        EXPECT_EQ(exists("t.db"), made.exit_code % 3 == 0);
        if (exists("t.db")) {
          const std::string rows =
              "SELECT *, typeof(amount) FROM t ORDER BY 1, 2, 3";
          EXPECT_EQ(query("t.db", rows), query("empty.db", rows)) << columns;
          EXPECT_EQ(schema("t.db"), schema("types.db"));
          EXPECT_EQ(integrity("t.db"), "ok");
          remove("t.db");
        }
        remove("empty.db");
      }
      remove("types.db");
    }
  }
}

// One could be made past SQLite, and the other not.
TEST_F(LikeTest, MakesTablesOfBothKinds) {
  execute("types.db",
          "CREATE TABLE a (id INTEGER NOT NULL PRIMARY KEY, b);"
          "CREATE TABLE t (id, zip UNIQUE, amount REAL CHECK (amount < 4));"
          "CREATE TABLE z (x)");
  write("a.csv", "id,b\n5,x\n6,y\n");
  write("z.csv", "x\n1\n");
  for (const Arguments& way : every_way()) {
    const RunResult result =
        run(way + Arguments{"-q", "--like", "types.db", "a.csv", "t.csv",
                            "z.csv", "t.db"});
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(query("t.db", "SELECT * FROM a"), (Rows{"5|'x'", "6|'y'"}));
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t, z"), (Rows{"2"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
  write("a.csv", "id,b\n5,x\n5,y\n4,z\n");
  const RunResult result = run({"-q", "--on-error", "skip", "--like",
                                "types.db", "a.csv", "z.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(query("t.db", "SELECT * FROM a"), (Rows{"4|'z'", "5|'x'"}));
  EXPECT_EQ(query("t.db", "SELECT * FROM z"), (Rows{"'1'"}));
}

TEST_F(LikeTest, WantsTheKeyThatIsDeclaredSo) {
  write("t.csv", "id,zip,amount\n,a,1\n");
  for (const std::string more : {"", " CHECK (amount < 3)"}) {
    execute("types.db",
            "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, zip, amount" +
                more + ")");
    EXPECT_EQ(run({"--like", "types.db", "t.csv", "t.db"}).err,
              "error: t.csv:2: column \"id\": NULL, where --pk or --not-null "
              "wants a value\n");
    remove("types.db");
  }
}

TEST_F(LikeTest, ShowsTheDeclarationInADryRun) {
  execute("types.db", "CREATE TABLE t (id INT, zip, amount)");
  const RunResult result = run({"--dry-run", "--like", "types.db", "t.csv"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.out.starts_with(
      "CREATE TABLE t (id INT, zip, amount);\n-- t.csv: "))
      << result.out;
}

TEST_F(LikeTest, TakesTypesFromADryRunOfAllFiles) {
  write("a.csv", "id,zip\n1,2\n");
  write("b.csv", "id,zip\n2,01067\n");
  const RunResult types = run(
      {"--dry-run", "--table", "t", "--pk", "id", "a.csv", "b.csv", "x.db"});
  EXPECT_FALSE(exists("x.db"));
  execute("types.db", types.out);
  for (const std::string part : {"a", "b"}) {
    EXPECT_EQ(run({"-q", "-t", "t", "--like", "types.db", part + ".csv",
                   part + ".db"})
                  .err,
              "");
    EXPECT_EQ(schema(part + ".db"), schema("types.db"));
  }
  EXPECT_EQ(query("a.db", "SELECT * FROM t"), (Rows{"1|'2'"}));
}

TEST_F(LikeTest, ContradictsWhatDeclaresTables) {
  const std::string reason = ", as DB says how the table is declared";
  expect_usage({"--type", "id=TEXT"}, "contradicts --type" + reason);
  expect_usage({"--all-text"}, "contradicts --all-text" + reason);
  expect_usage({"--strict"}, "contradicts --strict" + reason);
  expect_usage({"--default", "id=1"}, "contradicts --default" + reason);
  expect_usage({"--pk", "id"}, "contradicts --pk" + reason);
  expect_usage({"--alter"}, "contradicts --alter" + reason);
  expect_usage({"--foreign-key", "id=p.id"},
               "contradicts --foreign-key" + reason);
  expect_usage({"--if-exists", "replace"},
               "contradicts --if-exists replace, as it is for tables that are "
               "not there; --if-exists truncate empties one");
}

}  // namespace
}  // namespace csvimport
