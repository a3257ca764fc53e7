#include "landing/move_rules.hpp"

#include "target/catalog.hpp"
#include "target/connection.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

namespace csvimport {
namespace {

// The rules of rows (a, b) into the table t of a database made by `sql`.
MoveRules rules(const std::string& sql,
                OnConflict on_conflict = OnConflict::kAbort) {
  const TempFolder folder;
  const std::string path = folder.path("t.db");
  SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec(sql);
  Connection connection = open_scratch(path, "t.db");
  TableTask task;
  task.schema = {"t", {{"a"}, {"b"}}};
  task.staged = staged_schema(task.schema);
  task.in_database = find_table(connection, "t");
  task.on_conflict = on_conflict;
  task.key = {"a"};
  return move_rules_of(connection.database(), task);
}

TEST(MoveRulesTest, MoveAllRowsOfAPlainTableAtOnce) {
  EXPECT_TRUE(rules("CREATE TABLE t (a, b)").moves_whole);
  for (const char* const sql :
       {"CREATE TABLE t (a, b, c)", "CREATE TABLE t (a UNIQUE, b)",
        "CREATE TABLE t (a, b NOT NULL)",
        "CREATE TABLE t (a ANY, b ANY) STRICT",
        "CREATE TABLE t (a, b CHECK (b > 0))",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b)",
        "CREATE TABLE t (a, b REFERENCES t (a))"}) {
    EXPECT_FALSE(rules(sql).moves_whole) << sql;
  }
}

TEST(MoveRulesTest, MoveSetsUntilARowIsRefused) {
  const MoveRules keyed = rules("CREATE TABLE t (a UNIQUE, b)");
  EXPECT_TRUE(keyed.moves_sets);
  EXPECT_TRUE(keyed.moves_until_refused);
  EXPECT_EQ(keyed.insert, "INSERT");
  const MoveRules clauses =
      rules("CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE, b)");
  EXPECT_TRUE(clauses.has_conflict_clauses);
  EXPECT_TRUE(clauses.moves_sets);
  EXPECT_FALSE(clauses.moves_until_refused);
}

TEST(MoveRulesTest, KnowTriggersThatDoNothingButKeepFullTextTables) {
  const std::string sql =
      "CREATE TABLE t (a UNIQUE, b); CREATE TABLE u (a);"
      "CREATE VIRTUAL TABLE f USING fts5(a); CREATE TRIGGER g AFTER INSERT ON "
      "t BEGIN INSERT INTO f VALUES (new.a); END;";
  const MoveRules found = rules(sql);
  EXPECT_TRUE(found.has_triggers);
  EXPECT_TRUE(found.feeds_search_only);
  EXPECT_FALSE(found.undoes_refused);
  EXPECT_TRUE(rules(sql, OnConflict::kIgnore).feeds_search_only);
  EXPECT_FALSE(rules(sql, OnConflict::kUpdate).feeds_search_only);
  const MoveRules replacing = rules(sql, OnConflict::kReplace);
  EXPECT_TRUE(replacing.feeds_search_only);
  EXPECT_FALSE(replacing.undoes_refused);
  const std::string child = "CREATE TABLE c (a REFERENCES t (a) ON DELETE ";
  EXPECT_FALSE(
      rules(sql + child + "CASCADE)", OnConflict::kReplace).feeds_search_only);
  EXPECT_FALSE(rules("CREATE TABLE t (a, b)").feeds_search_only);
  for (const char* const body :
       {"INSERT INTO u VALUES (1)", "UPDATE t SET b = 1",
        "DELETE FROM u WHERE 0", "SELECT RAISE(FAIL, 'no')",
        "INSERT OR FAIL INTO f VALUES (1)", "INSERT INTO lost VALUES (1)"}) {
    const MoveRules other = rules(sql +
                                  "CREATE TRIGGER h BEFORE INSERT ON t "
                                  "BEGIN " +
                                  body + "; END");
    EXPECT_FALSE(other.feeds_search_only) << body;
    EXPECT_TRUE(other.undoes_refused) << body;
  }
}

TEST(MoveRulesTest, MoveRowsAloneWhereOneMayRollAllBack) {
  for (const char* const sql :
       {"CREATE TABLE t (a UNIQUE ON CONFLICT ROLLBACK, b)",
        "CREATE TABLE t (a, b); CREATE TRIGGER g BEFORE INSERT ON t BEGIN "
        "SELECT RAISE(ROLLBACK, 'no'); END",
        "CREATE TABLE t (a PRIMARY KEY, b); CREATE TABLE c (a REFERENCES t ON "
        "DELETE CASCADE); CREATE TRIGGER g BEFORE DELETE ON c BEGIN SELECT "
        "RAISE(ROLLBACK, 'no'); END"}) {
    const MoveRules found = rules(sql);
    EXPECT_FALSE(found.moves_sets) << sql;
    EXPECT_FALSE(found.moves_until_refused) << sql;
  }
}

TEST(MoveRulesTest, CountWhatAClauseReplacesByTheGrowthOfTheTable) {
  const std::string sql = "CREATE TABLE t (a UNIQUE ON CONFLICT REPLACE, b);";
  EXPECT_TRUE(rules(sql).counts_growth);
  for (const std::string other :
       {"CREATE UNIQUE INDEX i ON t (b)",
        "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END",
        "CREATE TABLE c (a REFERENCES t (a) ON DELETE CASCADE)"}) {
    EXPECT_FALSE(rules(sql + other).counts_growth) << other;
  }
  EXPECT_FALSE(rules("CREATE TABLE t (a UNIQUE, b)").counts_growth);
}

TEST(MoveRulesTest, CountUpdatesThatATriggerMayIgnoreOneByOne) {
  const std::string sql =
      "CREATE TABLE t (a UNIQUE, b); CREATE TRIGGER g BEFORE UPDATE ON t BEGIN "
      "SELECT RAISE(IGNORE); END";
  EXPECT_TRUE(rules(sql).has_triggers);
  EXPECT_TRUE(rules(sql).moves_sets);
  EXPECT_FALSE(rules(sql, OnConflict::kUpdate).moves_sets);
}

TEST(MoveRulesTest, KeepKeysThatOthersReferToUnlessTheyAreSet) {
  const std::string sql =
      "CREATE TABLE t (a PRIMARY KEY, b UNIQUE); CREATE TABLE c (x REFERENCES ";
  const auto keeps = [&](const std::string& key, OnConflict on_conflict) {
    return rules(sql + key + ")", on_conflict).keeps_referred_keys;
  };
  EXPECT_TRUE(keeps("t (b)", OnConflict::kAbort));
  EXPECT_TRUE(keeps("t (b)", OnConflict::kIgnore));
  EXPECT_TRUE(keeps("t", OnConflict::kUpdate));
  EXPECT_FALSE(keeps("t (b)", OnConflict::kUpdate));
  EXPECT_FALSE(keeps("t", OnConflict::kReplace));  // b may be in the way
  EXPECT_TRUE(keeps("other", OnConflict::kReplace));
}

TEST(MoveRulesTest, KeepTheOnlyKeyUnlessOthersAreChangedWithIt) {
  const auto keeps = [](const std::string& action) {
    return rules(
               "CREATE TABLE t (a PRIMARY KEY, b); CREATE TABLE c (x "
               "REFERENCES T ON DELETE " +
                   action + ")",
               OnConflict::kReplace)
        .keeps_referred_keys;
  };
  EXPECT_TRUE(keeps("NO ACTION"));
  for (const char* const action : {"CASCADE", "RESTRICT", "SET NULL"}) {
    EXPECT_FALSE(keeps(action)) << action;
  }
}

TEST(MoveRulesTest, ReplaceRowsAloneWhereTheCountWouldNotTell) {
  EXPECT_EQ(rules("CREATE TABLE t (a UNIQUE, b)", OnConflict::kReplace).insert,
            "INSERT OR REPLACE");
  for (const char* const sql :
       {"CREATE TABLE t (a UNIQUE, b UNIQUE)",
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b UNIQUE)",
        "CREATE TABLE t (a UNIQUE, b NOT NULL DEFAULT 5)",
        "CREATE TABLE t (a UNIQUE, b); CREATE TRIGGER g AFTER INSERT ON t "
        "BEGIN SELECT 1; END",
        "CREATE TABLE t (a UNIQUE, b); CREATE TABLE c (a REFERENCES t (a) ON "
        "DELETE SET NULL)"}) {
    const MoveRules found = rules(sql, OnConflict::kReplace);
    EXPECT_TRUE(found.replaces_alone) << sql;
    EXPECT_EQ(found.insert, "INSERT") << sql;
  }
  // The constraint's own clause would come first.
  EXPECT_EQ(rules("CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE, b UNIQUE)",
                  OnConflict::kReplace)
                .insert,
            "INSERT OR ABORT");
}

}  // namespace
}  // namespace csvimport
