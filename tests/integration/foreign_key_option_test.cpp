// Foreign keys that the import declares: --foreign-key.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class ForeignKeyOptionTest : public CliTest {
 protected:
  ForeignKeyOptionTest() {
    write("p.csv", "id,n\n2,b\n1,a\n");
    write("c.csv", "id,p\n3,2\n5,\n4,1\n");
  }

  // What table c declares.
  Rows keys() {
    return query("t.db",
                 "SELECT \"from\", \"table\", \"to\" FROM "
                 "pragma_foreign_key_list('c')");
  }

  void expect_sound() {
    EXPECT_EQ(query("t.db", "PRAGMA foreign_key_check"), Rows{});
    EXPECT_EQ(integrity("t.db"), "ok");
  }

  const Rows key_ = {"'p'|'p'|'id'"};
};

TEST_F(ForeignKeyOptionTest, RefersToATableOfTheSameRun) {
  for (const Arguments& way : every_way()) {
    for (const char* const how : {"--pk", "--unique"}) {
      for (const Arguments& files :
           {Arguments{"p.csv", "c.csv"}, Arguments{"c.csv", "p.csv"}}) {
        const RunResult result =
            run(way + Arguments{"-q", "--foreign-key", "p=p.id", how, "id"} +
                files + Arguments{"t.db"});
        EXPECT_EQ(result.err, "");
        ASSERT_EQ(result.exit_code, 0);
        EXPECT_EQ(query("t.db", "SELECT * FROM c ORDER BY id"),
                  (Rows{"3|2", "4|1", "5|NULL"}));
        EXPECT_EQ(keys(), key_);
        expect_sound();
        remove("t.db");
      }
    }
  }
}

// Which makes the import begin anew.
TEST_F(ForeignKeyOptionTest, WarnsOnceWhereARowRefersToNothing) {
  write("p.csv", "id,1.5\n");
  const RunResult result =
      run({"--pk", "id", "--foreign-key", "p=p.id", "p.csv", "c.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  for (const std::string warning :
       {"p.csv: has no row to tell types by",
        "p.csv: its first record is taken for the header"}) {
    const std::size_t at = result.err.find(warning);
    EXPECT_NE(at, std::string::npos) << result.err;
    EXPECT_EQ(result.err.find(warning, at + 1), std::string::npos)
        << result.err;
  }
}

TEST_F(ForeignKeyOptionTest, RefersToATableOfTheDatabase) {
  for (const Arguments& way : some_of(every_way())) {
    execute("t.db",
            "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE VIEW v AS SELECT "
            "1; INSERT INTO p VALUES (1), (2)");
    const Arguments flags =
        way + Arguments{"-q", "--foreign-key", "p=P.Id", "c.csv", "t.db"};
    for (const char* const action : {"append", "replace"}) {
      const RunResult result = run(flags + Arguments{"--if-exists", action});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(query("t.db", "SELECT count(*), sum(p) FROM c"), (Rows{"3|3"}));
      EXPECT_EQ(keys(), (Rows{"'p'|'P'|'Id'"}));
    }
    expect_sound();
    remove("t.db");
  }
}

TEST_F(ForeignKeyOptionTest, NamesTheRecordThatRefersToNothing) {
  write("c.csv", "id,p\n4,2\n3,9\n5,8\n");
  for (const Arguments& way : every_way()) {
    for (const bool is_new : {true, false}) {
      if (!is_new) execute("t.db", "CREATE TABLE other (a)");
      const RunResult result =
          run(way + Arguments{"--foreign-key", "p=p.id", "--pk", "id", "p.csv",
                              "c.csv", "t.db"});
      EXPECT_EQ(result.err,
                "error: c.csv:3: column \"p\": \"9\": FOREIGN KEY constraint "
                "failed: no such p.id\n");
      EXPECT_EQ(result.exit_code, 1);
      EXPECT_EQ(exists("t.db"), !is_new);
      if (is_new) continue;
      EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema"),
                (Rows{"'other'"}));
      remove("t.db");
    }
  }
}

TEST_F(ForeignKeyOptionTest, LeavesOutRecordsThatReferToNothing) {
  write("t.csv", "id,up\n5,1\n1,\n2,7\n3,2\n4,5\nx,y,z\n");
  for (const Arguments& way : every_way()) {
    for (const bool is_new : {true, false}) {
      if (!is_new) execute("t.db", "CREATE TABLE other (a)");
      const RunResult result =
          run(way + Arguments{"-q", "--foreign-key", "up=t.id", "--pk", "id",
                              "--on-error", "skip", "--rejects", "r", "t.csv",
                              "t.db"});
      EXPECT_EQ(result.err, "");
      EXPECT_EQ(result.exit_code, 3);
      EXPECT_EQ(query("t.db", "SELECT * FROM t"),
                (Rows{"1|NULL", "4|5", "5|1"}));
      EXPECT_EQ(read("r"), "id,up\n2,7\n3,2\nx,y,z\n");
      expect_sound();
      remove("t.db");
    }
  }
}

// Of a key that is no rowid, which is told from the rows alone elsewhere.
TEST_F(ForeignKeyOptionTest, LeavesOutRecordsOfAKeyThatIsThereToo) {
  write("p.csv", "id\nx\n");
  write("c.csv", "id,p\na,x\nb,q\na,x\nd,\n");
  for (const Arguments& way : every_way()) {
    execute("t.db", "CREATE TABLE p (id TEXT PRIMARY KEY)");
    execute("t.db", "INSERT INTO p VALUES ('x')");
    EXPECT_EQ(run(way + Arguments{"-q", "--foreign-key", "p=p.id", "--pk", "id",
                                  "--on-error", "skip", "--rejects", "bad.csv",
                                  "c.csv", "t.db"})
                  .exit_code,
              3);
    EXPECT_EQ(query("t.db", "SELECT * FROM c"), (Rows{"'a'|'x'", "'d'|NULL"}));
    EXPECT_EQ(read("bad.csv"), "id,p\nb,q\na,x\n");
    expect_sound();
    remove("t.db");
    EXPECT_EQ(
        run(way + Arguments{"-q", "--foreign-key", "p=p.id", "--pk", "id",
                            "--on-error", "skip", "p.csv", "c.csv", "t.db"})
            .exit_code,
        3);
    EXPECT_EQ(query("t.db", "SELECT * FROM c"), (Rows{"'a'|'x'", "'d'|NULL"}));
    expect_sound();
    remove("t.db");
  }
}

TEST_F(ForeignKeyOptionTest, JudgesWhatComesThroughAPipe) {
  const Arguments flags = {"-q", "--foreign-key", "b=t.a", "--pk",
                           "a",  "--table",       "t"};
  EXPECT_EQ(run_piped(flags + Arguments{"-", "t.db"}, "a,b\n1,2\n2,1\n").err,
            "");
  EXPECT_EQ(query("t.db", "SELECT * FROM t"), (Rows{"1|2", "2|1"}));
  const RunResult result =
      run_piped(flags + Arguments{"-", "u.db"}, "a,b\n2,1\n1,3\n");
  EXPECT_EQ(result.err,
            "error: stdin:3: column \"b\": \"3\": FOREIGN KEY constraint "
            "failed: no such t.a\n");
  EXPECT_FALSE(exists("u.db"));
}

TEST_F(ForeignKeyOptionTest, WantsAKeyToReferTo) {
  execute("t.db",
          "CREATE TABLE p (id, n TEXT COLLATE NOCASE);"
          "CREATE UNIQUE INDEX i ON p (n COLLATE BINARY)");
  const auto expect = [&](const Arguments& arguments,
                          const std::string& message) {
    const RunResult result = run(arguments);
    EXPECT_EQ(result.err, "error: --foreign-key: " + message + "\n");
    EXPECT_EQ(result.exit_code, 1);
  };
  expect({"--foreign-key", "p=p.id", "--dry-run", "c.csv", "t.db"},
         "column \"id\" of table \"p\" is neither its primary key nor unique, "
         "so nothing can refer to it");
  // By another collation than the column has.
  expect({"--foreign-key", "p=p.n", "c.csv", "t.db"},
         "column \"n\" of table \"p\" is neither its primary key nor unique, "
         "so nothing can refer to it");
  expect({"--foreign-key", "p=p.ident", "c.csv", "t.db"},
         "column \"ident\" of table \"p\" is not there");
  expect({"--foreign-key", "p=q.id", "c.csv", "t.db"},
         "there is no table \"q\", neither in the database nor imported");
  expect({"--foreign-key", "q=p.id", "c.csv", "t.db"},
         "no table has a column \"q\"");
  expect({"--foreign-key", "p=p.id", "c.csv", "p.csv", "n.db"},
         "column \"id\" of table \"p\" would be neither its primary key nor "
         "unique, so nothing could refer to it; --pk or --unique makes it so");
  EXPECT_FALSE(exists("n.db"));
}

TEST_F(ForeignKeyOptionTest, LeavesTablesThatExistAsTheyAre) {
  execute("t.db",
          "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
          "CREATE TABLE c (id INTEGER, p REFERENCES p, q)");
  write("c.csv", "id,p,q\n1,1,9\n");
  const RunResult result = run(
      {"--foreign-key", "p=p.id", "--foreign-key", "q=p.id", "c.csv", "t.db"});
  EXPECT_TRUE(result.err.starts_with(
      "warning: t.db: --foreign-key of \"q\" has no effect, as table \"c\" "
      "exists\n"))
      << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM c"), (Rows{"1|'1'|'9'"}));
  // A column that it gets is another matter.
  write("c.csv", "id,r\n2,1\n3,7\n");
  EXPECT_EQ(run({"--foreign-key", "r=p.id", "--alter", "--default", "r=1",
                 "c.csv", "t.db"})
                .err,
            "error: t.db: the rows of table \"c\" have the --default of the "
            "new column \"r\", so SQLite does not let it be a --foreign-key\n");
  EXPECT_EQ(run({"-q", "--foreign-key", "r=p.id", "--alter", "--on-error",
                 "skip", "c.csv", "t.db"})
                .exit_code,
            3);
  EXPECT_EQ(query("t.db", "SELECT id, r FROM c"), (Rows{"1|NULL", "2|1"}));
  EXPECT_EQ(query("t.db",
                  "SELECT \"from\" FROM pragma_foreign_key_list('c') "
                  "ORDER BY 1"),
            (Rows{"'p'", "'r'"}));
  expect_sound();
}

TEST_F(ForeignKeyOptionTest, QuotesNames) {
  write("a \"b.csv", "i.d,\"q\"\"r\"\n1,1\n");
  const RunResult result =
      run({"-q", "--rename", "i.d=i d", "--pk", "i d", "--foreign-key",
           "q\"r=a \"b.i d", "a \"b.csv", "t.db"});
  EXPECT_EQ(result.err, "");
  EXPECT_EQ(query("t.db", "SELECT * FROM \"a \"\"b\""), (Rows{"1|1"}));
  expect_sound();
}

}  // namespace
}  // namespace csvimport
