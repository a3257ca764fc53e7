#include "landing/move_statement.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TableTask task_of(const std::vector<std::string>& columns) {
  TableTask task;
  task.schema.table = "a \"b\"";
  for (const std::string& column : columns) {
    task.schema.columns.push_back({column});
  }
  task.staged = staged_schema(task.schema);
  return task;
}

TEST(MoveStatementTest, NamesTheColumnsOnBothSides) {
  TableTask task = task_of({"x", "y;"});
  task.in_database = TargetTable();
  EXPECT_EQ(move_rows_sql(task, "INSERT"),
            "INSERT INTO main.\"a \"\"b\"\"\" (\"x\", \"y;\") SELECT \"c1\", "
            "\"c2\" FROM staging.\"a \"\"b\"\"\" NOT INDEXED WHERE rowid "
            "BETWEEN ?1 AND ?2");
}

TEST(MoveStatementTest, KeepsTheRowidsOfANewTable) {
  EXPECT_EQ(
      move_rows_sql(task_of({"x", "rowid"}), "INSERT", "f"),
      "INSERT INTO main.\"a \"\"b\"\"\" (_rowid_, \"x\", \"rowid\") SELECT "
      "rowid, \"c1\", \"c2\" FROM staging.\"a \"\"b\"\"\" NOT INDEXED "
      "WHERE rowid BETWEEN ?1 AND ?2 AND NOT f(rowid)");
}

TEST(MoveStatementTest, DoesAboutConflictsWhatTheTaskSays) {
  TableTask task = task_of({"x", "y"});
  EXPECT_TRUE(move_rows_sql(task, "INSERT OR REPLACE")
                  .starts_with("INSERT OR REPLACE INTO "));
  task.on_conflict = OnConflict::kIgnore;
  EXPECT_TRUE(
      move_rows_sql(task, "INSERT").ends_with(" ON CONFLICT DO NOTHING"));
  task.on_conflict = OnConflict::kUpdate;
  task.key = {"X"};
  EXPECT_TRUE(
      move_rows_sql(task, "INSERT")
          .ends_with(
              " ON CONFLICT (\"X\") DO UPDATE SET \"y\" = excluded.\"y\" WHERE "
              "csvimport_note_update()"));
  task.key = {"x", "y"};
  EXPECT_TRUE(move_rows_sql(task, "INSERT")
                  .ends_with(" ON CONFLICT (\"x\", \"y\") DO NOTHING"));
}

TEST(MoveAllTest, ComesInTheOrderOfRowids) {
  TableTask task = task_of({"x"});
  const std::string sql =
      "INSERT INTO main.\"a \"\"b\"\"\" SELECT * FROM staging.\"a \"\"b\"\"\"";
  EXPECT_EQ(move_all_sql(task), sql);
  task.schema.columns[0].type = ColumnType::kInteger;
  task.schema.primary_key = {"x"};
  EXPECT_EQ(move_all_sql(task), sql + " ORDER BY \"c1\"");
}

}  // namespace
}  // namespace csvimport
