// What --if-exists replace would take away with the old table.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

constexpr const char* kAllRules =
    "CREATE TABLE p (x INTEGER PRIMARY KEY);"
    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL "
    "DEFAULT 'it''s' COLLATE NOCASE, city TEXT UNIQUE CHECK (city <> ''), p "
    "INT "
    "REFERENCES p ON DELETE CASCADE, q INT REFERENCES p, n INT DEFAULT (1 + 1),"
    " \"CHECK\" INT DEFAULT -7, gone INT NOT NULL DEFAULT NULL,"
    " g INT AS (id + 1)) STRICT";

class LostRulesTest : public CliTest {
 protected:
  LostRulesTest() {
    write("t.csv", "id,name,city,p,q,n,CHECK\n1,Ada,Rome,1,1,2,3\n");
  }

  RunResult replace(const Arguments& flags) {
    return run(Arguments{"--if-exists", "replace"} + flags +
               Arguments{"t.csv", "t.db"});
  }
};

TEST_F(LostRulesTest, AreAllNamedWithTheWayOutBeforeAnythingIsRead) {
  execute("t.db", kAllRules);
  write("t.csv", read("t.csv") + "too,short\n");
  const std::string message =
      "error: t.db: the new table \"t\" would not have the primary key \"id\", "
      "DEFAULT of \"name\", COLLATE NOCASE of \"name\", DEFAULT of \"n\", "
      "DEFAULT of \"CHECK\", NOT NULL of \"name\", UNIQUE of \"city\", FOREIGN "
      "KEY of \"q\", FOREIGN KEY of \"p\" ON DELETE CASCADE, CHECK, "
      "AUTOINCREMENT, what generates \"g\", STRICT of the old one; give --pk "
      "id --default \"name=it's\" --default CHECK=-7 --not-null name "
      "--unique city --foreign-key q=p.x --strict and --drop-unfit, or "
      "--if-exists truncate to keep the table as it is\n";
  const std::string before = read("t.db");
  for (const Arguments& way : some_of(every_way())) {
    const RunResult result = replace(way);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err, message);
  }
  EXPECT_EQ(replace({"--dry-run"}).err, message);
  EXPECT_EQ(read("t.db"), before);
}

TEST_F(LostRulesTest, GoWhereFlagsGiveThemAnewOrGiveThemUp) {
  execute("t.db",
          "CREATE TABLE t (id, a NOT NULL DEFAULT 'x', b,"
          " PRIMARY KEY (a, id), UNIQUE (b, a))");
  write("t.csv", "id,a,b\n1,2,3\n");
  EXPECT_EQ(replace({"-q"}).err,
            "error: t.db: the new table \"t\" would not have the primary key "
            "\"a\", \"id\", DEFAULT of \"a\", UNIQUE of \"b\", \"a\" of the "
            "old one; give --pk a,id --default a=x --unique b,a, or "
            "--drop-unfit, or --if-exists truncate to keep the table as it "
            "is\n");
  const Arguments flags = {"-q",  "--pk",     "a,id", "--default",
                           "a=z", "--unique", "a,b"};
  for (int times = 0; times < 2; ++times) EXPECT_EQ(replace(flags).err, "");
  EXPECT_EQ(replace({"-q", "--pk", "id,a", "--default", "a=z"}).exit_code, 1);
  EXPECT_EQ(replace({"-q", "--drop-unfit"}).err, "");
  for (int times = 0; times < 2; ++times) EXPECT_EQ(replace({"-q"}).err, "");
}

TEST_F(LostRulesTest, AreNamedWithoutAFlagWhereNoneSaysTheSame) {
  execute("t.db", "CREATE TABLE t (id PRIMARY KEY ON CONFLICT IGNORE)");
  EXPECT_EQ(replace({"--pk", "id"}).err,
            "error: t.db: the new table \"t\" would not have ON CONFLICT of "
            "the old one; give --drop-unfit, or --if-exists truncate to keep "
            "the table as it is\n");
  remove("t.db");
  write("t.csv", "a,d\n1,01.02.2025\n");
  const auto expect = [&](const std::string& declaration,
                          const std::string& lost) {
    execute("t.db", "CREATE TABLE t (" + declaration + ")");
    EXPECT_EQ(replace({"--date", "d=%d.%m.%Y"}).err,
              "error: t.db: the new table \"t\" would not have " + lost +
                  " of the old one; give --drop-unfit, or --if-exists truncate "
                  "to keep the table as it is\n");
    remove("t.db");
  };
  expect("a DEFAULT ('a' || 'b'), d", "DEFAULT of \"a\"");
  expect("a DEFAULT ('x' COLLATE NOCASE), d", "DEFAULT of \"a\"");
  expect("a, d DEFAULT '2025-01-01'", "DEFAULT of \"d\"");
  expect(
      "a, d COLLATE NOCASE); PRAGMA writable_schema = ON; UPDATE "
      "sqlite_schema SET sql = replace(sql, 'NOCASE', 'theirs'",
      "COLLATE theirs of \"d\"");
  execute("t.db", "CREATE TABLE t (a, d, UNIQUE (d COLLATE NOCASE))");
  EXPECT_EQ(replace({"--unique", "d"}).err,
            "error: t.db: the new table \"t\" would not have UNIQUE of \"d\" "
            "COLLATE NOCASE of the old one; give --drop-unfit, or --if-exists "
            "truncate to keep the table as it is\n");
}

TEST_F(LostRulesTest, AndWhatElseGoesAreNamedWhenGivenUp) {
  execute("t.db",
          "CREATE TABLE t (a, gone, CHECK (a > 0));"
          "CREATE INDEX i ON t (gone)");
  write("t.csv", "a\n1\n");
  const std::string dry = replace({"--drop-unfit", "--dry-run"}).err;
  for (const char* const lost : {"CHECK", "index \"i\"", "column \"gone\""}) {
    EXPECT_NE(dry.find(lost), std::string::npos) << dry;
  }
  const RunResult result = replace({"--drop-unfit", "--progress", "never"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("warning: t.db: --drop-unfit gives up index \"i\"\n"
                            "warning: t.db: the new table \"t\" does not have "
                            "CHECK of the old one\n"
                            "warning: t.db: the new table \"t\" does not have "
                            "column \"gone\" of the old one\n"),
            std::string::npos)
      << result.err;
}

// As SQLite has a table that is made anew.
TEST_F(LostRulesTest, NameWhatTriggersKeepAndAreNotToldOf) {
  execute("t.db",
          "CREATE TABLE t (a); CREATE TABLE log (a);"
          "CREATE VIRTUAL TABLE own USING fts5(a);"
          "CREATE TRIGGER i AFTER INSERT ON t BEGIN"
          " INSERT INTO own (rowid, a) VALUES (new.rowid, new.a); END;"
          "CREATE TRIGGER d AFTER DELETE ON t BEGIN"
          " INSERT INTO log VALUES (old.a); END");
  write("t.csv", "a\n1\n");
  const std::string warning =
      "warning: t.db: triggers of table \"t\" write to \"log\", \"own\", and "
      "--if-exists replace sets none off: they are as before; --if-exists "
      "truncate runs them for each new row\n";
  for (const Arguments& way :
       {Arguments{"--dry-run"}, Arguments{}, Arguments{"--sequential"}}) {
    EXPECT_NE(replace(way).err.find(warning), std::string::npos);
  }
  EXPECT_EQ(run({"--if-exists", "truncate", "-q", "t.csv", "t.db"}).err, "");
  EXPECT_EQ(query("t.db", "SELECT a FROM own"), (Rows{"1"}));
}

TEST_F(LostRulesTest, AreNoneWithTheFlagsThatMadeTheTable) {
  write("t.csv", "id,name,city,p\n1,Ada,Rome,1\n");
  execute("t.db",
          "CREATE TABLE p (x INTEGER PRIMARY KEY);"
          "INSERT INTO p VALUES (1)");
  const Arguments flags = {"-q",
                           "--pk",
                           "id",
                           "--not-null",
                           "name",
                           "--default",
                           "name=-",
                           "--default",
                           "id=5",
                           "--unique",
                           "name",
                           "--extract",
                           "city=cities",
                           "--foreign-key",
                           "p=p.x",
                           "--strict",
                           "--fts",
                           "name",
                           "--filename-column",
                           "file"};
  for (const Arguments& way : some_of(every_way())) {
    EXPECT_EQ(replace(way + flags).err, "");
  }
  EXPECT_EQ(integrity("t.db"), "ok");
}

TEST_F(LostRulesTest, AreGivenOnlyFlagsThatMakeTheSame) {
  const auto ways_to_keep = [&](const std::string& sql, const std::string& csv,
                                const Arguments& flags = {}) {
    execute("t.db", "DROP TABLE IF EXISTS t; " + sql);
    write("t.csv", csv);
    const std::string err = replace(flags).err;
    const std::size_t give = err.find("; give ");
    return give == err.npos ? err
                            : err.substr(give + 7, err.find(", or") - give - 7);
  };
  EXPECT_EQ(ways_to_keep("CREATE TABLE t (a TEXT DEFAULT 1.50)", "a\nx\n"),
            "--drop-unfit");
  EXPECT_EQ(ways_to_keep("CREATE TABLE t (a REAL DEFAULT 1.50)", "a\n1.5\n"),
            "--default a=1.50");
  EXPECT_EQ(ways_to_keep("CREATE TABLE t (a DEFAULT 'CURRENT_DATE')", "a\nx\n"),
            "--drop-unfit");
  EXPECT_EQ(ways_to_keep("CREATE TABLE t (a DEFAULT 'x')", "a\n1\n",
                         {"--type", "a=INTEGER"}),
            "--drop-unfit");
  EXPECT_EQ(ways_to_keep("CREATE TABLE t (a INT DEFAULT 2.5)", "a\n1\n",
                         {"--decimal", ",", "--empty", "default"}),
            "--drop-unfit");
  execute(
      "t.db",
      "CREATE TABLE p (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE)");
  const std::string refers = "CREATE TABLE t (p INT REFERENCES p (id))";
  EXPECT_EQ(ways_to_keep(refers, "p\nRome\n"), "--extract p=p");
  EXPECT_EQ(ways_to_keep(refers, "p\n1\n"), "--foreign-key p=p.id");
}

TEST_F(LostRulesTest, OfColumnsThatTheFileLacksGoWithThemAndAWarning) {
  execute("t.db",
          "CREATE TABLE t (id, a NOT NULL DEFAULT 5, b COLLATE NOCASE);"
          "INSERT INTO t VALUES (1, 2, 3), (4, 5, 6)");
  write("t.csv", "id\n");
  EXPECT_TRUE(replace({"--dry-run", "--type", "id=INTEGER"})
                  .err.find("does not have columns \"a\", \"b\"") !=
              std::string::npos);
  const RunResult result = replace({"--type", "id=INTEGER"});
  const std::string lost =
      "warning: t.db: the new table \"t\" does not have columns \"a\", \"b\" "
      "of the old one\n";
  EXPECT_TRUE(result.err.starts_with(
      "warning: t.db: table \"t\" had 2 rows, which are gone, and none "
      "came\n" +
      lost + "0 rows into"))
      << result.err;
  EXPECT_TRUE(replace({"--type", "id=INTEGER"}).err.starts_with("0 rows into"));
}

}  // namespace
}  // namespace csvimport
