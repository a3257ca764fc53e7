#include "sql_text/row_statements.hpp"

#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// A database of one table, and what the statements of its rows make of another.
class RowStatementsTest : public testing::Test {
 protected:
  void make(const std::string& sql) {
    SQLite::Database(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec(sql);
  }

  std::vector<std::string> statements(const RowSelection& selection,
                                      const InsertForm& form,
                                      std::size_t workers) {
    std::vector<std::string> all;
    std::uint64_t told = 0;
    const std::uint64_t rows = write_statements(
        selection, form, {.workers = workers},
        [&](const StatementBatch& batch) {
          EXPECT_EQ(batch.statements.size(), batch.rows.size());
          for (const std::uint64_t count : batch.rows) {
            told += count;
          }
          all.insert(all.end(), batch.statements.begin(),
                     batch.statements.end());
        });
    EXPECT_EQ(rows, told);
    for (const std::string& statement : all) {
      EXPECT_LE(statement.size(), form.max_bytes);
    }
    return all;
  }

  // Whether they give an empty table t of these columns the rows that `query`
  // finds.
  void expect_rows(const std::vector<std::string>& sql,
                   const std::string& columns, const std::string& query) {
    SQLite::Database other(":memory:",
                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE t(" + columns + ')');
    for (const std::string& statement : sql) other.exec(statement);
    other.exec("ATTACH '" + path_ + "' AS source");
    const auto count = [&](const std::string& left, const std::string& right) {
      return other
          .execAndGet("SELECT count(*) FROM (" + left + " EXCEPT " + right +
                      ')')
          .getInt();
    };
    const std::string there = "SELECT * FROM main.t";
    EXPECT_EQ(count(there, query), 0);
    EXPECT_EQ(count(query, there), 0);
    EXPECT_EQ(
        other.execAndGet("SELECT count(*) FROM main.t").getInt(),
        other.execAndGet("SELECT count(*) FROM (" + query + ')').getInt());
  }

  [[nodiscard]] RowSelection all_of(std::vector<std::string> values) const {
    return {path_, "t", std::move(values)};
  }

  const TempFolder folder_;
  const std::string path_ = folder_.path("source.db");
};

constexpr const char* kManyRows =
    "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i "
    "< 30000) INSERT INTO t SELECT i * i, 'text ' || i, i / 8.0 FROM n";

TEST_F(RowStatementsTest, GiveAllRowsInOrderWithAnyNumberOfWorkers) {
  make(std::string("CREATE TABLE t(a INTEGER, b TEXT, c REAL);") + kManyRows);
  const InsertForm form{"INSERT INTO t VALUES", "", 5000};
  const auto one = statements(all_of({"a", "b", "c"}), form, 1);
  EXPECT_GT(one.size(), 100U);
  EXPECT_TRUE(one.front().starts_with(
      "INSERT INTO t VALUES(1,'text 1',0.125),(4,'text 2',0.25)"));
  expect_rows(one, "a INTEGER, b TEXT, c REAL", "SELECT * FROM source.t");
  EXPECT_EQ(one, statements(all_of({"a", "b", "c"}), form, 2));
  EXPECT_EQ(one, statements(all_of({"a", "b", "c"}), form, 8));
}

TEST_F(RowStatementsTest, WalkRowidsThatHaveGapsAndSigns) {
  make(
      "CREATE TABLE t(a INTEGER PRIMARY KEY, b TEXT);"
      "INSERT INTO t VALUES (-9223372036854775808, 'least'), (-5, 'five'), (0, "
      "'none'), (9223372036854775807, 'most')");
  const InsertForm form{"INSERT INTO t VALUES", " ON CONFLICT DO NOTHING"};
  EXPECT_EQ(statements(all_of({"a", "b"}), form, 2),
            std::vector<std::string>(
                {"INSERT INTO t VALUES(-9223372036854775808,'least'),(-5,'five'"
                 "),(0,'none'),(9223372036854775807,'most') ON CONFLICT DO "
                 "NOTHING"}));
}

TEST_F(RowStatementsTest, WalkKeysOfTablesWithoutRowids) {
  make(
      "CREATE TABLE t(a INTEGER, b TEXT, c REAL, PRIMARY KEY (b, a)) WITHOUT "
      "ROWID;" +
      std::string(kManyRows));
  const auto sql =
      statements(all_of({"a", "b", "c"}), {"INSERT INTO t VALUES"}, 2);
  expect_rows(sql, "a INTEGER, b TEXT, c REAL", "SELECT * FROM source.t");
}

TEST_F(RowStatementsTest, TakeTheValuesThatAreAskedFor) {
  make(
      "CREATE TABLE t(a INTEGER, b TEXT, c REAL);"
      "INSERT INTO t VALUES (7, 'x', 0.5), (8, 'y', 1)");
  EXPECT_EQ(
      statements(all_of({"rowid", "\"b\""}), {"INSERT INTO t(r,b) VALUES"}, 2),
      std::vector<std::string>({"INSERT INTO t(r,b) VALUES(1,'x'),(2,'y')"}));
}

TEST_F(RowStatementsTest, LeaveLargeRowsOfARangeForLater) {
  make(
      "CREATE TABLE t(a INTEGER, b TEXT);"
      "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE "
      "i < 20000) INSERT INTO t SELECT i, 'small' FROM n;"
      "UPDATE t SET b = hex(zeroblob(300000)) WHERE a BETWEEN 5000 AND 5060");
  const InsertForm form{"INSERT INTO t VALUES", "", 700'000};
  expect_rows(statements(all_of({"a", "b"}), form, 2), "a INTEGER, b TEXT",
              "SELECT * FROM source.t");
}

TEST_F(RowStatementsTest, WriteLongRowsInPartsWhereThatIsAllowed) {
  make(
      "CREATE TABLE t(a INTEGER, b TEXT, c TEXT);"
      "INSERT INTO t VALUES (1, 'short', 'x'), (2, "
      "replace(hex(zeroblob(2000)), '00', 'it''s \xC3\xA4;' || char(10)), "
      "replace(hex(zeroblob(900)), '00', 'BEGIN TRANSACTION')), (3, 'short', "
      "'y'), (4, cast(zeroblob(5000) AS TEXT), 'z')");
  InsertForm form{"INSERT INTO t VALUES", "", 1000};
  EXPECT_THROW(statements(all_of({"a", "b", "c"}), form, 1), RowTooLong);
  form.long_rows = {"t", "WHERE rowid = last_insert_rowid()", {"a", "b", "c"}};
  expect_rows(statements(all_of({"a", "b", "c"}), form, 1),
              "a INTEGER, b TEXT, c TEXT", "SELECT * FROM source.t");
}

// SQLite has a program of so many operations for a statement.
TEST_F(RowStatementsTest, KeepStatementsFewOperations) {
  make(
      "CREATE TABLE t(a, b);"
      "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE "
      "i < 30000) INSERT INTO t SELECT i % 10, iif(i > 15000, char(13), "
      "iif(i > 9000, 1e-300, '')) FROM n");
  const auto sql = statements(all_of({"a", "b"}),
                              {"INSERT INTO t VALUES", "", 1'000'000}, 1);
  SQLite::Database other(":memory:",
                         SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  other.exec("CREATE TABLE t(a, b)");
  sqlite3_limit(other.getHandle(), SQLITE_LIMIT_VDBE_OP, 25'000);
  for (const std::string& statement : sql) other.exec(statement);
  EXPECT_LT(sql.size(), 60U);
  expect_rows(sql, "a, b", "SELECT * FROM source.t");
}

TEST_F(RowStatementsTest, GiveNothingOfAnEmptyTable) {
  make("CREATE TABLE t(a)");
  EXPECT_TRUE(statements(all_of({"a"}), {"INSERT INTO t VALUES"}, 2).empty());
}

}  // namespace
}  // namespace csvimport
