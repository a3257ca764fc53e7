// Full-text indexes: --fts.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class SearchTest : public CliTest {
 protected:
  SearchTest() {
    write("t.csv", "id,title,body\n7,Rome,built in days\n3,Paris,a city\n");
  }

  // The titles of rows that have the word.
  Rows find(const std::string& word) {
    return query("t.db",
                 "SELECT title FROM t WHERE rowid IN (SELECT rowid "
                 "FROM t_fts WHERE t_fts MATCH '" +
                     word + "') ORDER BY title");
  }

  // Throws if the index is not that of the rows.
  void expect_sound() {
    EXPECT_NO_THROW(execute(
        "t.db",
        "INSERT INTO t_fts (t_fts, rank) VALUES ('integrity-check', 1)"));
    EXPECT_EQ(integrity("t.db"), "ok");
  }

  void expect_error(const Arguments& arguments, const std::string& message) {
    const RunResult result = run(arguments);
    EXPECT_EQ(result.err, "error: " + message + "\n");
    EXPECT_EQ(result.exit_code, 1);
  }
};

TEST_F(SearchTest, FindsRowsOfANewTable) {
  write("t.csv",
        "id,title,body\n7,Rome,built in days\n3,Paris,a city\n4,bad\n");
  for (const Arguments& way : every_way()) {
    for (const Arguments& key : {Arguments{}, Arguments{"--pk", "id"}}) {
      for (const bool is_new : {true, false}) {
        if (!is_new) execute("t.db", "CREATE TABLE other (a)");
        const RunResult result =
            run(way + key +
                Arguments{"-q", "--fts", "Title,body", "--on-error", "skip",
                          "t.csv", "t.db"});
        ASSERT_EQ(result.err, "");
        EXPECT_EQ(result.exit_code, 3);
        EXPECT_EQ(find("rome"), (Rows{"'Rome'"}));
        EXPECT_EQ(find("title: city"), Rows{});
        EXPECT_EQ(find("days OR city"), (Rows{"'Paris'", "'Rome'"}));
        expect_sound();
        execute("t.db",
                "UPDATE t SET body = 'eternal' WHERE id = 7; DELETE FROM t "
                "WHERE id = 3; INSERT INTO t VALUES (9, 'Oslo', 'eternal')");
        EXPECT_EQ(find("days OR city"), Rows{});
        EXPECT_EQ(find("eternal"), (Rows{"'Oslo'", "'Rome'"}));
        expect_sound();
        remove("t.db");
      }
    }
  }
}

TEST_F(SearchTest, IsMadeForATableThatExistsAndThenKept) {
  for (const Arguments& way : every_way()) {
    const auto import = [&](const Arguments& further) {
      const RunResult result =
          run(way + Arguments{"-q", "--fts", "title,body"} + further +
              Arguments{"t.csv", "t.db"});
      EXPECT_EQ(result.err, "");
      expect_sound();
    };
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, title, body);"
            "INSERT INTO t VALUES (1, 'Lima', 'a city')");
    write("t.csv", "id,title,body\n7,Rome,built in days\n3,Paris,a city\n");
    import({});
    EXPECT_EQ(find("city"), (Rows{"'Lima'", "'Paris'"}));
    write("t.csv", "id,title,body\n8,Oslo,a city\n3,Paris,old\n");
    import({"--on-conflict", "ignore"});
    EXPECT_EQ(find("city"), (Rows{"'Lima'", "'Oslo'", "'Paris'"}));
    import({"--on-conflict", "update"});
    EXPECT_EQ(find("city"), (Rows{"'Lima'", "'Oslo'"}));
    write("t.csv", "id,title,body\n8,Oslo,new\n");
    import({"--on-conflict", "replace"});
    EXPECT_EQ(find("city"), (Rows{"'Lima'"}));
    for (const char* const action : {"truncate", "replace"}) {
      import({"--if-exists", action, "--pk", "id"});
      EXPECT_EQ(find("city"), Rows{});
      EXPECT_EQ(find("new"), (Rows{"'Oslo'"}));
    }
    // Of what replaces rows or the table, triggers do not hear.
    for (const Arguments& further :
         {Arguments{"--on-conflict", "replace"},
          Arguments{"--if-exists", "replace", "--pk", "id"}}) {
      const char* const word = further.size() == 2 ? "later" : "last";
      write("t.csv", std::string("id,title,body\n8,Oslo,") + word + "\n");
      EXPECT_EQ(
          run(way + Arguments{"-q"} + further + Arguments{"t.csv", "t.db"}).err,
          "");
      expect_sound();
      EXPECT_EQ(find(word), (Rows{"'Oslo'"}));
      EXPECT_EQ(find("new"), Rows{});
    }
    EXPECT_EQ(query("t.db",
                    "SELECT count(*) FROM sqlite_schema WHERE type = "
                    "'trigger'"),
              (Rows{"3"}));
    remove("t.db");
  }
}

// Were each undone on its own, each would take longer than the one before, and
// all together minutes.
TEST_F(SearchTest, TakesNotLongWhereManyRecordsAreRefused) {
  std::string csv = "id,title,p\n";
  for (int i = 0; i < 8'000; ++i) {
    csv += std::to_string(i % 4 == 0 ? 0 : i) + ",Rome,";
    csv += i % 2 == 0 ? "1\n" : "2\n";
  }
  const auto import = [&](const std::string& columns, const Arguments& inputs,
                          const Rows& count) {
    write("t.csv", "id,title,p\n-1,Lima,1\n");
    execute("t.db",
            "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
            "CREATE TABLE t (" +
                columns + ")");
    EXPECT_EQ(run({"-q", "--fts", "title", "t.csv", "t.db"}).err, "");
    write("t.csv", csv);
    const RunResult result =
        run(Arguments{"-q", "--on-error", "skip"} + inputs + Arguments{"t.db"});
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_EQ(query("t.db", "SELECT count(*) FROM t_fts('rome')"), count);
    expect_sound();
    remove("t.db");
  };
  // The second table has the landing change the schema.
  write("u.csv", "id\n1\n");
  const Arguments both = {"t.csv", "u.csv"};
  import("id, title, p INT REFERENCES p", both, {"4000"});
  import("id UNIQUE, title, p", both, {"6001"});
  import("id UNIQUE, title, p INT REFERENCES p", {"t.csv"}, {"2001"});
}

// Nor where many rows make way, and the landing has made an index for the keys
// of rows that refer to them.
TEST_F(SearchTest, FindsManyRowsThatAreReplaced) {
  const std::string rows =
      "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE "
      "i < 1500) ";
  std::string csv = "id,title,code\n";
  for (int i = 1; i <= 1'500; ++i) {
    csv += std::to_string(i) + ",Rome," + std::to_string(1'501 - i) + '\n';
  }
  write("u.csv", csv);
  for (const char* const trigger :
       {"",
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES "
        "(new.id); END;"}) {
    execute("t.db",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, title, code UNIQUE);"
            "CREATE TABLE c (t REFERENCES t); CREATE TABLE log (id);" +
                rows + "INSERT INTO t SELECT i, 'Lima', -i FROM n;" + rows +
                "INSERT INTO c SELECT i FROM n;");
    write("t.csv", "id,title,code\n");
    ASSERT_EQ(run({"-q", "--fts", "title", "t.csv", "t.db"}).err, "");
    execute("t.db", trigger);
    EXPECT_EQ(
        run({"-q", "--on-conflict", "replace", "--table", "t", "u.csv", "t.db"})
            .err,
        "");
    EXPECT_EQ(query("t.db",
                    "SELECT count(*), (SELECT count(*) FROM t_fts('rome')), "
                    "(SELECT count(*) FROM log) FROM t"),
              (Rows{*trigger == '\0' ? "1500|1500|0" : "1500|1500|1500"}));
    expect_sound();
    remove("t.db");
  }
}

TEST_F(SearchTest, QuotesNamesAndKeepsClearOfOthers) {
  write("a ' b.csv", "rowid,\"ti't \"\"le\"\n5,Rome\n1,Lima\n");
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result = run(
        way + Arguments{"-q", "--fts", "\"ti't \"\"le\"", "a ' b.csv", "t.db"});
    ASSERT_EQ(result.err, "");
    EXPECT_EQ(query("t.db",
                    "SELECT rowid, * FROM \"a ' b_fts\" WHERE \"a ' "
                    "b_fts\" MATCH 'lima'"),
              (Rows{"2|'Lima'"}));
    execute("t.db",
            "UPDATE \"a ' b\" SET \"ti't \"\"le\" = 'Oslo' WHERE "
            "rowid = 1;"
            "INSERT INTO \"a ' b_fts\" (\"a ' b_fts\", rank) VALUES "
            "('integrity-check', 1)");
    EXPECT_EQ(query("t.db", "SELECT rowid FROM \"a ' b_fts\"('oslo')"),
              (Rows{"2"}));
    remove("t.db");
  }
}

// However their SQL writes the names.
TEST_F(SearchTest, RenewsIndexesThatRowsWereTakenFrom) {
  for (const char* const content : {"[t]", "`t`", "'t'", "\"t\"", "t"}) {
    for (const bool has_clause : {true, false}) {
      execute(
          "t.db",
          std::string("CREATE TABLE t (id INTEGER PRIMARY KEY ") +
              (has_clause ? "ON CONFLICT REPLACE" : "") +
              ", title, body); CREATE VIRTUAL TABLE t_fts USING fts5(title, "
              "body, content = " +
              content +
              ", content_rowid=id); INSERT INTO t VALUES (7, 'Lima', "
              "'old'); INSERT INTO t_fts (t_fts) VALUES ('rebuild');"
              "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO t_fts "
              "(rowid, title, body) VALUES (new.id, new.title, new.body); "
              "END");
      const Arguments flags =
          has_clause ? Arguments{} : Arguments{"--on-conflict", "replace"};
      EXPECT_EQ(run(flags + Arguments{"-q", "t.csv", "t.db"}).err, "");
      EXPECT_EQ(find("old"), Rows{});
      EXPECT_EQ(find("days"), (Rows{"'Rome'"}));
      expect_sound();
      remove("t.db");
    }
  }
}

TEST_F(SearchTest, IsKnownByItsWholeName) {
  execute("t.db",
          "CREATE TABLE t (id, title, body); CREATE TABLE data_t_fts (a);"
          "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO data_t_fts "
          "VALUES (new.id); END;"
          "CREATE VIRTUAL TABLE t_fts USING fts5(title, body, content='t')");
  expect_error({"--fts", "title,body", "t.csv", "t.db"},
               "t.db: --fts: \"t_fts\" exists, and is not kept by triggers of "
               "the table; run first: DROP TABLE \"t_fts\"; or leave --fts "
               "out");
  execute("t.db", "DROP TABLE t_fts; CREATE TABLE T_fts_idx (a)");
  expect_error({"--fts", "title,body", "t.csv", "t.db"},
               "t.db: --fts: \"t_fts_idx\" exists, a name that FTS5 needs for "
               "\"t_fts\"; rename it, or leave --fts out");
  // In quotes that triggers double.
  remove("t.db");
  for (int times = 0; times < 2; ++times) {
    EXPECT_EQ(run({"-q", "--table", "t\"u", "--fts", "title", "--on-conflict",
                   "replace", "--pk", "id", "t.csv", "t.db"})
                  .err,
              "");
  }
}

TEST_F(SearchTest, GoesAndComesAnewByTheAdviceGiven) {
  const Arguments flags = {"-q", "--pk", "id", "t.csv", "t.db"};
  ASSERT_EQ(run(flags + Arguments{"--fts", "title"}).err, "");
  const std::string sql =
      "DROP TABLE \"t_fts\"; DROP TRIGGER \"t_fts_insert\"; DROP TRIGGER "
      "\"t_fts_delete\"; DROP TRIGGER \"t_fts_update\"";
  const Arguments anew = Arguments{"--if-exists", "replace"} + flags +
                         Arguments{"--fts", "title,body"};
  EXPECT_EQ(run(anew).err,
            "error: t.db: --fts: \"t_fts\" exists, and is over \"title\"; run "
            "first: " +
                sql + "; or leave --fts out\n");
  execute("t.db", sql);
  EXPECT_EQ(run(anew).err, "");
  expect_sound();
}

TEST_F(SearchTest, LeavesNoTriggersOfOneThatIsGone) {
  const Arguments flags = {"-q",    "--pk",  "id",  "--fts",
                           "title", "t.csv", "t.db"};
  ASSERT_EQ(run(flags).err, "");
  execute("t.db", "DROP TABLE t_fts");
  EXPECT_EQ(run(Arguments{"--on-conflict", "replace"} + flags).err,
            "error: t.db: table \"t\" takes no rows: no such table: "
            "main.t_fts, which its triggers want; make it anew, or run DROP "
            "TRIGGER \"t_fts_insert\"; DROP TRIGGER \"t_fts_delete\"; DROP "
            "TRIGGER \"t_fts_update\"\n");
  EXPECT_EQ(run(Arguments{"--if-exists", "replace"} + flags).err, "");
  EXPECT_EQ(query("t.db",
                  "SELECT count(*) FROM sqlite_schema WHERE type = "
                  "'trigger'"),
            Rows{"3"});
  expect_sound();
}

TEST_F(SearchTest, WarnsWhereVacuumWouldPartItFromItsRows) {
  const std::string warning =
      "warning: table \"t\" has no INTEGER primary key, so VACUUM may give its "
      "rows other rowids, which \"t_fts\" does not follow; --pk prevents "
      "that\n";
  EXPECT_TRUE(
      run({"--fts", "title", "t.csv", "t.db"}).err.starts_with(warning));
  EXPECT_FALSE(
      run({"--fts", "title", "t.csv", "t.db"}).err.starts_with(warning));
  remove("t.db");
  EXPECT_FALSE(run({"--pk", "id", "--fts", "title", "t.csv", "t.db"})
                   .err.starts_with(warning));
}

TEST_F(SearchTest, IsOfSeveralTables) {
  write("u.csv", "body,title\nx,y\n");
  EXPECT_EQ(
      run({"-q", "--fts", "title", "--fts", "body", "t.csv", "u.csv", "t.db"})
          .err,
      "");
  EXPECT_EQ(find("rome"), (Rows{"'Rome'"}));
  EXPECT_EQ(query("t.db", "SELECT body FROM u_fts('y')"), (Rows{"'x'"}));
  expect_sound();
}

TEST_F(SearchTest, RefusesWhatCannotBe) {
  const Arguments flags = {"--fts", "title", "t.csv", "t.db"};
  const auto expect_refused = [&](const std::string& sql,
                                  const std::string& message) {
    execute("t.db", sql);
    expect_error(flags, message);
    expect_error(flags + Arguments{"--dry-run"}, message);
    remove("t.db");
  };
  const std::string end =
      "; run first: DROP TABLE \"t_fts\"; or leave --fts out";
  expect_refused("CREATE TABLE t_fts (title)",
                 "t.db: --fts: \"t_fts\" exists, and is no FTS5 table" + end);
  expect_refused("CREATE VIRTUAL TABLE t_fts USING fts5(title, body)",
                 "t.db: --fts: \"t_fts\" exists, and is over \"title\", "
                 "\"body\"" +
                     end);
  expect_refused("CREATE VIRTUAL TABLE t_fts USING fts5(title)",
                 "t.db: --fts: \"t_fts\" exists, and is not kept by triggers "
                 "of the table" +
                     end);
  expect_refused("CREATE TABLE t (id PRIMARY KEY, title, body) WITHOUT ROWID",
                 "--fts: table \"t\" is WITHOUT ROWID, which FTS5 cannot "
                 "search");
  expect_error({"--fts", "titel", "t.csv", "t.db"},
               "t.csv: --fts names column \"titel\", which the table does not "
               "have; did you mean \"title\"?");
  expect_error({"--rename", "title=rank", "--fts", "rank", "t.csv", "t.db"},
               "--fts: table \"t\" cannot have one: reserved fts5 column name: "
               "rank");
  write("t_fts.csv", "title\nx\n");
  expect_error({"--fts", "title", "t.csv", "t_fts.csv", "t.db"},
               "--fts: makes a table \"t_fts\", and another of that name is "
               "imported");
  EXPECT_FALSE(exists("t.db"));
}

}  // namespace
}  // namespace csvimport
