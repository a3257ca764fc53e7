#include "foreign_keys/open_keys.hpp"

#include "target/catalog.hpp"
#include "target/connection.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>

namespace csvimport {
namespace {

using RecordNumbers = std::vector<std::uint64_t>;

class OpenKeysTest : public testing::Test {
 protected:
  // Rows of the columns `names` are on their way into the table c of a database
  // that `sql` makes; `rows` are their rowids and values.
  OpenKeys& keys(const std::string& sql, const std::vector<std::string>& names,
                 const std::string& rows) {
    keys_.reset();
    connection_.reset();
    task_ = {};
    const std::string path = folder_.path("t.db");
    std::filesystem::remove(path);
    SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec(sql);
    connection_ = std::make_unique<Connection>(path, "t.db",
                                               Connection::Kind::kScratch, 0);
    task_.in_database = find_table(*connection_, "c");
    task_.schema.table = "c";
    for (const std::string& name : names)
      task_.schema.columns.push_back({name});
    task_.staged = staged_schema(task_.schema);
    std::string columns = "rowid";
    for (const Column& column : task_.staged.columns) {
      columns += ", " + column.name;
    }
    connection_->database().exec(
        "ATTACH ':memory:' AS staging; CREATE TABLE staging.c (" +
        columns.substr(7) + "); INSERT INTO staging.c (" + columns +
        ") VALUES " + rows);
    keys_ = std::make_unique<OpenKeys>(connection_->database(), task_);
    return *keys_;
  }

  static RecordNumbers records_of(const RefusedRecords& records) {
    RecordNumbers all;
    for (const RefusedRecords::Entry& entry : records.among(1, 100'000)) {
      all.push_back(entry.record);
    }
    return all;
  }

  const TempFolder folder_;
  std::unique_ptr<Connection> connection_;
  TableTask task_;
  std::unique_ptr<OpenKeys> keys_;
};

TEST_F(OpenKeysTest, AreThoseOfRowsThatReferToNothing) {
  OpenKeys& open = keys(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2);"
      "CREATE TABLE c (id INTEGER PRIMARY KEY, p REFERENCES p)",
      {"p"}, "(3, '1'), (5, '9'), (20000, 'x'), (20001, NULL)");
  EXPECT_TRUE(open.knows_all());
  EXPECT_FALSE(open.has_any(1, 4));
  EXPECT_TRUE(open.has_any(1, 5));
  RefusedRecords records;
  EXPECT_TRUE(open.add_to(records));
  EXPECT_EQ(records_of(records), (RecordNumbers{5, 20000}));
  EXPECT_EQ(records.refusal(records.among(5, 1).begin()->refusal),
            (Refusal{"FOREIGN KEY constraint failed: no such p.id", {0}}));
  EXPECT_FALSE(open.add_to(records));
}

TEST_F(OpenKeysTest, KeepRecordsThatWereRefusedBefore) {
  OpenKeys& open = keys(
      "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);"
      "CREATE TABLE c (id, p REFERENCES p)",
      {"id", "p"}, "(3, 1, 1), (4, 2, 7)");
  RefusedRecords records;
  records.add(3, {"before", {}});
  EXPECT_TRUE(open.add_to(records));
  EXPECT_EQ(records_of(records), (RecordNumbers{3, 4}));
}

TEST_F(OpenKeysTest, MayComeOfADefault) {
  OpenKeys& open = keys(
      "CREATE TABLE p (id TEXT PRIMARY KEY);"
      "CREATE TABLE c (id, p TEXT DEFAULT 7 REFERENCES p, q REFERENCES p)",
      {"id"}, "(1, 1)");
  EXPECT_TRUE(open.knows_all());
  EXPECT_TRUE(open.has_any(1, 1));
  connection_->database().exec("INSERT INTO p VALUES ('7')");
  EXPECT_FALSE(open.has_any(1, 1));
}

TEST_F(OpenKeysTest, AreNotKnownWhereSqliteMakesTheKey) {
  for (const char* const column :
       {"p DEFAULT (1 + 1) REFERENCES p", "p AS (id + 1) REFERENCES p",
        "p INTEGER PRIMARY KEY REFERENCES p"}) {
    OpenKeys& open =
        keys("CREATE TABLE p (id PRIMARY KEY); CREATE TABLE c (id, " +
                 std::string(column) + ")",
             {"id"}, "(1, 1)");
    EXPECT_FALSE(open.knows_all()) << column;
  }
}

TEST_F(OpenKeysTest, AreNoneOfRowsThatReferToThemselves) {
  OpenKeys& open = keys(
      "CREATE TABLE c (a INTEGER, b, p, q, UNIQUE (a, b), FOREIGN KEY (p, q) "
      "REFERENCES c (a, b))",
      {"a", "b", "p", "q"},
      "(1, 1, 'x', 1, 'x'), (2, 1, 'x', 1, 'y'), (3, NULL, 'x', 1, 'x')");
  RefusedRecords records;
  EXPECT_TRUE(open.add_to(records));
  EXPECT_EQ(records_of(records), (RecordNumbers{2, 3}));
}

TEST_F(OpenKeysTest, AreNotKnownWhereAnUpdateChangesAPartOfThem) {
  const std::string sql =
      "CREATE TABLE p (a, b, PRIMARY KEY (a, b)); CREATE TABLE c (id PRIMARY "
      "KEY, a, b, FOREIGN KEY (a, b) REFERENCES p)";
  for (const OnConflict way : {OnConflict::kAbort, OnConflict::kUpdate}) {
    const auto knows_all = [&](const std::vector<std::string>& names,
                               const std::string& row) {
      keys(sql, names, row);
      task_.on_conflict = way;
      return OpenKeys(connection_->database(), task_).knows_all();
    };
    EXPECT_EQ(knows_all({"id", "a"}, "(1, 1, 1)"), way == OnConflict::kAbort);
    EXPECT_TRUE(knows_all({"id", "a", "b"}, "(1, 1, 1, 1)"));
    EXPECT_TRUE(knows_all({"id"}, "(1, 1)"));
  }
}

TEST_F(OpenKeysTest, AreNoneOfATableThatDeclaresNone) {
  OpenKeys& open = keys("CREATE TABLE c (id)", {"id"}, "(1, 1)");
  RefusedRecords records;
  EXPECT_TRUE(open.knows_all());
  EXPECT_FALSE(open.has_any(1, 99));
  EXPECT_FALSE(open.add_to(records));
}

}  // namespace
}  // namespace csvimport
