// What goes by the columns of a table that --if-exists replace replaces.

#include "cli_fixture.hpp"

namespace csvimport {
namespace {

class DependentsTest : public CliTest {
 protected:
  DependentsTest() { write("t.csv", "id,name\n1,Ada\n"); }

  // Replaces t of a database made by `sql`, and expects the message.
  void expect_replaced(const std::string& sql, const Arguments& flags,
                       const std::string& message) {
    write("t.db", "");
    execute("t.db", sql);
    const Arguments replace{"-q", "--if-exists", "replace"};
    const RunResult result = run(replace + flags + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.err, message);
    EXPECT_EQ(result.exit_code, message.starts_with("error") ? 1 : 0);
    EXPECT_EQ(integrity("t.db"), "ok");
  }

  [[nodiscard]] Rows names() const {
    return query("t.db", "SELECT name FROM sqlite_schema ORDER BY name");
  }
};

constexpr const char* kGoesByGone =
    "CREATE TABLE t (id, name, gone); CREATE TABLE other (a);"
    "CREATE VIEW good AS SELECT id FROM t; CREATE VIEW v AS SELECT gone FROM t;"
    "CREATE VIEW w AS SELECT \"gone\" FROM t;"
    "CREATE TRIGGER of_other AFTER INSERT ON other"
    " BEGIN UPDATE t SET gone = 1; END;"
    "CREATE TRIGGER of_view INSTEAD OF INSERT ON good"
    " BEGIN INSERT INTO t (id, gone) VALUES (new.id, 1); END;"
    "CREATE TRIGGER kept INSTEAD OF DELETE ON good"
    " BEGIN DELETE FROM t WHERE id = old.id; END;"
    "CREATE TRIGGER kept_too AFTER DELETE ON other"
    " BEGIN INSERT INTO good (id) VALUES (7); END";

// What is said with -q, too.
constexpr const char* kLost =
    "warning: t.db: the new table \"t\" does not have column \"gone\" of the "
    "old "
    "one\n";

TEST_F(DependentsTest, StopWhatWouldBreakThem) {
  expect_replaced(
      kGoesByGone, {},
      "error: t.db: the new table \"t\" cannot have trigger \"of_other\", "
      "trigger \"of_view\" of the old one, and views \"v\", \"w\" would not "
      "work with it; --drop-unfit gives up all but the views, which stay, and "
      "fail until they are made anew\n");
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM pragma_table_info('t')"),
            (Rows{"3"}));
}

TEST_F(DependentsTest, ThatAreViewsStayAndFail) {
  execute("t.db",
          "CREATE TABLE t (id, name, gone);"
          "CREATE VIEW v AS SELECT gone FROM t");
  EXPECT_EQ(run({"--if-exists", "replace", "t.csv", "t.db"}).err,
            "error: t.db: view \"v\" would not work with the new table \"t\"; "
            "with --drop-unfit it stays, and fails until it is made anew\n");
  EXPECT_EQ(
      run({"--if-exists", "replace", "--drop-unfit", "-q", "t.csv", "t.db"})
          .err,
      kLost);
  EXPECT_EQ(names(), (Rows{"'t'", "'v'"}));
}

TEST_F(DependentsTest, AreGivenUpWhereAskedButForViews) {
  execute("t.db", kGoesByGone);
  const RunResult result =
      run({"--if-exists", "replace", "--drop-unfit", "-q", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, kLost);
  EXPECT_EQ(names(), (Rows{"'good'", "'kept'", "'kept_too'", "'other'", "'t'",
                           "'v'", "'w'"}));
}

TEST_F(DependentsTest, AreJudgedByAllTablesThatAreReplaced) {
  write("u.csv", "id,more\n2,x\n");
  const std::string tables = "CREATE TABLE t (id, name); CREATE TABLE u (";
  const std::string trigger =
      ", y); CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO u";
  const Arguments replace{"-q", "--if-exists", "replace"};
  for (const Arguments& inputs :
       {Arguments{"t.csv", "u.csv"}, Arguments{"u.csv", "t.csv"}}) {
    execute("t.db", tables + "id" + trigger + " (y) VALUES (new.id); END");
    const std::string before = read("t.db");
    EXPECT_EQ(run(replace + inputs + Arguments{"t.db"}).err,
              "error: t.db: the new tables cannot have trigger \"g\" of the "
              "old ones; --drop-unfit gives them up\n");
    EXPECT_EQ(read("t.db"), before);
    EXPECT_EQ(
        run(replace + Arguments{"--drop-unfit"} + inputs + Arguments{"t.db"})
            .exit_code,
        0);
    EXPECT_EQ(names(), (Rows{"'t'", "'u'"}));
    remove("t.db");
    // It fits the two old ones and the two new ones, and no others.
    execute("t.db",
            "CREATE TABLE t (id); CREATE TABLE u (id);"
            "CREATE TRIGGER g AFTER INSERT ON t BEGIN"
            " INSERT INTO u SELECT * FROM t; END");
    EXPECT_EQ(run(replace + inputs + Arguments{"t.db"}).err, "");
    EXPECT_EQ(names(), (Rows{"'g'", "'t'", "'u'"}));
    remove("t.db");
  }
}

TEST_F(DependentsTest, AreNamedWhereTheyAreGivenUp) {
  execute("t.db", kGoesByGone);
  const RunResult result =
      run({"t.csv", "t.db", "--if-exists", "replace", "--drop-unfit"});
  EXPECT_TRUE(result.err.starts_with(
      "warning: t.db: --drop-unfit gives up trigger \"of_other\", trigger "
      "\"of_view\"\n"
      "warning: t.db: view \"v\" does not work with the new table, and fails "
      "until it is made anew\n"
      "warning: t.db: view \"w\" does not work with the new table, and fails "
      "until it is made anew\n"
      "warning: t.db: the new table \"t\" does not have column \"gone\" of "
      "the old one\n"))
      << result.err;
}

// SQLite here has neither the function nor the module, nor the collation.
TEST_F(DependentsTest, AreNotJudgedWhereTheyDidNotCompileBefore) {
  const std::string unknown =
      "CREATE TABLE t (id, name, gone); CREATE TABLE other (a);"
      "CREATE TRIGGER own AFTER INSERT ON t"
      " BEGIN SELECT theirs(new.gone); END;"
      "CREATE TRIGGER of_other AFTER INSERT ON other"
      " BEGIN SELECT theirs(gone) FROM t; END;"
      "CREATE VIEW v AS SELECT theirs(gone) FROM t;"
      "CREATE VIEW w AS SELECT gone FROM t ORDER BY 1 COLLATE theirs;"
      "CREATE VIEW x AS SELECT t.gone FROM t, no_such_table";
  expect_replaced(unknown, {}, kLost);
  EXPECT_EQ(names(), (Rows{"'of_other'", "'other'", "'own'", "'t'", "'v'",
                           "'w'", "'x'"}));
  expect_replaced(unknown, {"--drop-unfit"}, kLost);
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM sqlite_schema"), (Rows{"7"}));
}

TEST_F(DependentsTest, AreJudgedByThemselves) {
  // The first trigger is in order but for the second, which it fires.
  expect_replaced(
      "CREATE TABLE t (id, name, gone); CREATE TABLE a (x); CREATE TABLE b (x);"
      "CREATE TRIGGER first AFTER INSERT ON a BEGIN INSERT INTO b (x) VALUES "
      "(1); END;"
      "CREATE TRIGGER second AFTER INSERT ON b BEGIN DELETE FROM t WHERE gone; "
      "END",
      {},
      "error: t.db: the new table \"t\" cannot have trigger \"second\" of the "
      "old one; --drop-unfit gives them up\n");
}

TEST_F(DependentsTest, ThatSearchFitOnlyTheRowidsThatTheyGoBy) {
  write("t.csv", "id,name\n7,Rome\n3,Paris\n");
  const Arguments keyed = {"-q", "--pk", "id", "--fts", "name"};
  const auto replace = [&](const Arguments& flags) {
    return run(Arguments{"--if-exists", "replace"} + flags +
               Arguments{"t.csv", "t.db"});
  };
  const auto expect_found = [&] {
    execute("t.db",
            "INSERT INTO t_fts (t_fts, rank) VALUES "
            "('integrity-check', 1)");
    EXPECT_EQ(query("t.db",
                    "SELECT t.name FROM t_fts('paris') AS f JOIN t ON "
                    "t.rowid = f.rowid"),
              (Rows{"'Paris'"}));
    EXPECT_EQ(integrity("t.db"), "ok");
  };
  EXPECT_EQ(replace(keyed).err, "");
  EXPECT_EQ(replace(keyed).err, "");
  expect_found();
  write("t.csv", "id,name\nx7,Rome\nx3,Paris\n");
  EXPECT_EQ(replace({"-q", "--pk", "id"}).err,
            "error: t.db: the new table \"t\" cannot have full-text table "
            "\"t_fts\", trigger \"t_fts_insert\", trigger \"t_fts_delete\", "
            "trigger \"t_fts_update\" of the old one; --drop-unfit gives them "
            "up\n");
  EXPECT_EQ(replace(keyed + Arguments{"--drop-unfit"}).err, "");
  expect_found();
  EXPECT_EQ(replace({"-q", "--drop-unfit"}).err, "");
  expect_found();  // it goes by rowids that are no column
  write("t.csv", "id\n1\n");
  EXPECT_EQ(replace({"-q", "--drop-unfit"}).err,
            "warning: t.db: the new table \"t\" does not have column \"name\" "
            "of the old one\n");
  EXPECT_EQ(query("t.db", "SELECT name FROM sqlite_schema"), (Rows{"'t'"}));
}

}  // namespace
}  // namespace csvimport
