// Columns that no two rows are to share: their index, and what becomes of
// records that break it where rows are there already.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class UniqueTest : public CliTest {
 protected:
  UniqueTest() { write("t.csv", "id,mail\n1,a@x\n2,b@x\n3,a@x\n4,\n5,\n"); }

  Rows rows() { return query("t.db", "SELECT * FROM t ORDER BY id"); }

  // How each unique index of the table is declared.
  Rows unique_indexes() {
    return query("t.db",
                 "SELECT sql FROM sqlite_schema WHERE sql LIKE 'CREATE UNIQUE%'"
                 " ORDER BY 1");
  }
};

TEST_F(UniqueTest, GetsItsIndexOnce) {
  write("t.csv", "id,mail\n1,a@x\n2,b@x\n");
  for (const Arguments& way : every_way()) {
    const Arguments flags =
        way + Arguments{"-q", "--unique", "mail", "t.csv", "t.db"};
    EXPECT_EQ(run(flags + Arguments{"--index", "mail"}).exit_code, 0);
    EXPECT_EQ(query("t.db",
                    "SELECT sql FROM sqlite_schema WHERE type <> "
                    "'table'"),
              (Rows{"'CREATE UNIQUE INDEX \"idx_t_mail\" ON \"t\" "
                    "(\"mail\")'"}));
    EXPECT_EQ(run(flags + Arguments{"--if-exists", "truncate"}).exit_code, 0);
    EXPECT_EQ(run(flags + Arguments{"--if-exists", "replace"}).exit_code, 0);
    EXPECT_EQ(unique_indexes().size(), 1);
    EXPECT_EQ(rows(), (Rows{"1|'a@x'", "2|'b@x'"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(UniqueTest, NamesTheLineOfARecordThatBreaksIt) {
  for (const char* const sql : {"", "CREATE TABLE t (id, mail)"}) {
    if (*sql != '\0') execute("t.db", sql);
    EXPECT_EQ(run({"-q", "--unique", "mail", "t.csv", "t.db"}).err,
              "error: t.csv:4: column \"mail\": \"a@x\": UNIQUE constraint "
              "failed: t.mail; if keys may come again, use --on-conflict "
              "ignore or replace\n");
  }
  EXPECT_EQ(unique_indexes(), Rows{});
}

TEST_F(UniqueTest, HoldsForRowsThatAreThere) {
  for (const char* const way : {"direct", "conventional"}) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER, mail TEXT);"
            "CREATE INDEX i ON t (mail);"
            "INSERT INTO t VALUES (0, 'b@x'), (9, NULL)");
    const RunResult result = run({"-q", "--unique", "mail", "--path", way,
                                  "--on-error", "skip", "t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(rows(),
              (Rows{"0|'b@x'", "1|'a@x'", "4|NULL", "5|NULL", "9|NULL"}));
    EXPECT_EQ(unique_indexes().size(), 1);
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

TEST_F(UniqueTest, IsWhatConflictsAreAbout) {
  for (const Arguments& way : every_way()) {
    for (const char* const sql : {"", "CREATE TABLE t (id INTEGER, mail)"}) {
      const auto outcome = [&](const char* on_conflict) {
        if (*sql != '\0') execute("t.db", sql);
        const RunResult result =
            run(way + Arguments{"-q", "--unique", "mail", "--on-conflict",
                                on_conflict, "t.csv", "t.db"});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        EXPECT_EQ(unique_indexes().size(), 1);
        Rows found = rows();
        remove("t.db");
        return found;
      };
      EXPECT_EQ(outcome("ignore"),
                (Rows{"1|'a@x'", "2|'b@x'", "4|NULL", "5|NULL"}));
      EXPECT_EQ(outcome("replace"),
                (Rows{"2|'b@x'", "3|'a@x'", "4|NULL", "5|NULL"}));
    }
  }
}

TEST_F(UniqueTest, IsNotGivenToATableThatBreaksIt) {
  write("t.csv", "id,mail\n7,z@x\n");
  execute("t.db",
          "CREATE TABLE t (id, mail);"
          "INSERT INTO t VALUES (1, 'a@x'), (2, 'a@x')");
  const RunResult result =
      run({"--unique", "mail,id", "--unique", "mail", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.err,
            "error: t.db: rows of table \"t\" have the same \"mail\", so it "
            "cannot be --unique\n");
  EXPECT_EQ(rows(), (Rows{"1|'a@x'", "2|'a@x'"}));
  EXPECT_EQ(unique_indexes(), Rows{});
}

TEST_F(UniqueTest, BreaksNoForeignKeyWhereItReplacesRows) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER PRIMARY KEY, mail TEXT);"
          "CREATE TABLE c (t REFERENCES t);"
          "INSERT INTO t VALUES (9, 'a@x'); INSERT INTO c VALUES (9)");
  write("t.csv", "id,mail\n1,a@x\n");
  const RunResult result = run(
      {"-q", "--on-conflict", "replace", "--unique", "mail", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.err.find("refers to rows of \"t\" that are not there"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(rows(), (Rows{"9|'a@x'"}));
}

TEST_F(UniqueTest, IsMovedWithTablesBesideIt) {
  write("a.csv", "id,mail\n-5,a\n7,b\n9,c\n");
  write("t.csv", "id,mail\n1,a\n2,b\n2,c\n");
  const RunResult result =
      run({"-q", "--pk", "id", "--unique", "mail", "--on-error", "skip",
           "a.csv", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_EQ(query("t.db", "SELECT * FROM a"),
            (Rows{"-5|'a'", "7|'b'", "9|'c'"}));
  EXPECT_EQ(rows(), (Rows{"1|'a'", "2|'b'"}));
  EXPECT_EQ(unique_indexes().size(), 2);
  EXPECT_EQ(integrity("t.db"), "ok");
}

TEST_F(UniqueTest, HasANameOfItsOwnInATableThatIsReplaced) {
  write("t.csv", "id,mail\n1,a\n2,b\n");
  EXPECT_EQ(run({"-q", "--index", "mail", "t.csv", "t.db"}).exit_code, 0);
  const RunResult result = run(
      {"-q", "--if-exists", "replace", "--unique", "mail", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(unique_indexes(), (Rows{"'CREATE UNIQUE INDEX \"idx_t_mail_2\" ON "
                                    "\"t\" (\"mail\")'"}));
  EXPECT_EQ(integrity("t.db"), "ok");
}

TEST_F(UniqueTest, IsAKeyThatRowsAreUpdatedBy) {
  execute("t.db",
          "CREATE TABLE t (id INTEGER, mail TEXT);"
          "INSERT INTO t VALUES (9, 'b@x')");
  write("t.csv", "id,mail\n1,a@x\n2,b@x\n");
  const RunResult result = run({"-q", "--on-conflict", "update", "--pk", "mail",
                                "--unique", "mail", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rows(), (Rows{"1|'a@x'", "2|'b@x'"}));
}

TEST_F(UniqueTest, NeedsNoIndexWhereItIsTheKey) {
  write("t.csv", "id,mail\n1,a\n2,b\n");
  for (const char* const key : {"id", "mail"}) {
    for (const Arguments& way : every_way()) {
      const RunResult result =
          run(way + Arguments{"-q", "--pk", key, "--unique", key, "--index",
                              key, "t.csv", "t.db"});
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_EQ(query("t.db",
                      "SELECT sql FROM sqlite_schema WHERE type = "
                      "'index' AND sql IS NOT NULL"),
                Rows{});
      remove("t.db");
    }
  }
}

TEST_F(UniqueTest, IsOfColumnsThatTheTableHas) {
  EXPECT_EQ(run({"--unique", "id,nam", "t.csv", "t.db"}).exit_code, 1);
  EXPECT_EQ(run({"--unique", "", "t.csv", "t.db"}).exit_code, 2);
  EXPECT_FALSE(exists("t.db"));
}

}  // namespace
}  // namespace csvimport
