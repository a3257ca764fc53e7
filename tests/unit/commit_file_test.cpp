#include "landing/commit_file.hpp"

#include "pages/big_endian.hpp"
#include "pages/cell_page.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <optional>
#include <string>

namespace csvimport {
namespace {

// A database of two pages, and a transaction that makes the table t, whose rows
// are on pages that SQLite does not know of.
class CommitFileTest : public testing::Test {
 protected:
  CommitFileTest() {
    SQLite::Database database(path(),
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(
        "PRAGMA auto_vacuum = NONE; CREATE TABLE other (a); INSERT INTO other "
        "VALUES (1)");
    connect();
  }
  void connect() {
    connection_.reset();
    connection_.emplace(path(), SQLite::OPEN_READWRITE, 0,
                        CommitFile::vfs().c_str());
  }
  [[nodiscard]] std::string path() const { return folder_.path("t.db"); }
  [[nodiscard]] std::uint64_t size() const {
    return std::filesystem::file_size(path());
  }
  [[nodiscard]] std::string value(const std::string& sql) const {
    SQLite::Database other(path(), SQLite::OPEN_READWRITE);
    return other.execAndGet(sql).getString();
  }

  // With a root that has two pages below it, each with the row of the other
  // table.
  CommitPatch begin() {
    connection_->exec("BEGIN IMMEDIATE; CREATE TABLE t (a)");
    CommitFile file(connection_->getHandle());
    std::array<std::uint8_t, 100> header{};
    file.read(0, header.data(), header.size());
    CommitPatch patch;
    patch.old_change_counter = get_u32(&header[24]);
    patch.old_pages = 2;
    patch.known_pages = 3;
    patch.all_pages = 5;
    PageBytes row{};
    file.read(kPageSize, row.data(), row.size());
    file.write(3 * kPageSize, row);
    row[row.size() - 3] = 2;  // its rowid
    file.write(4 * kPageSize, row);
    CellPage root(kInteriorTablePage);
    std::uint8_t* const cell = root.add(5);
    put_u32(cell, 4);
    cell[4] = 1;  // the rowid of the last row there
    patch.roots[3] = root.bytes(5);
    return patch;
  }

  TempFolder folder_;
  std::optional<SQLite::Database> connection_;
};

TEST_F(CommitFileTest, TakesPagesAlong) {
  CommitPatch patch = begin();
  CommitFile(connection_->getHandle()).patch(std::move(patch));
  connection_->exec("COMMIT");
  connection_.reset();
  EXPECT_EQ(size(), 5 * kPageSize);
  EXPECT_EQ(value("PRAGMA page_count"), "5");
  EXPECT_EQ(value("SELECT count(*) || ' ' || sum(a) FROM t"), "2 2");
  EXPECT_EQ(value("PRAGMA integrity_check"), "ok");
}

TEST_F(CommitFileTest, IsAnOrdinaryFileElse) {
  connection_->exec(
      "INSERT INTO other VALUES (2); BEGIN; CREATE TABLE t (a);"
      "ROLLBACK; CREATE TABLE u (a)");
  EXPECT_EQ(value("SELECT sum(a) FROM other"), "3");
  EXPECT_EQ(value("PRAGMA integrity_check"), "ok");
}

// As it rolls back, SQLite writes what was there before, with the old count.
TEST_F(CommitFileTest, LetsSQLiteRollBack) {
  CommitPatch patch = begin();
  // There is no such page, so that the commit ends behind all its writes.
  patch.roots[2] = patch.roots[3];
  CommitFile(connection_->getHandle()).patch(std::move(patch));
  EXPECT_EQ(connection_->tryExec("COMMIT"), SQLITE_IOERR);
  EXPECT_EQ(sqlite3_get_autocommit(connection_->getHandle()), 1);
  EXPECT_EQ(size(), 2 * kPageSize);
  EXPECT_EQ(value("PRAGMA page_count"), "2");
  EXPECT_EQ(value("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(value("SELECT group_concat(name) FROM sqlite_schema"), "other");
  connect();
  connection_->exec("CREATE TABLE u (a); INSERT INTO u VALUES (7)");
  EXPECT_EQ(value("SELECT a FROM u"), "7");
}

TEST_F(CommitFileTest, RefusesOtherWritesThanThoseOfTheCommit) {
  for (int wrong = 0; wrong < 3; ++wrong) {
    CommitPatch patch = begin();
    if (wrong == 0) ++patch.old_change_counter;
    if (wrong == 1) patch.known_pages = 2;
    // The root has a row by then.
    if (wrong == 2) connection_->exec("INSERT INTO t VALUES (1)");
    CommitFile(connection_->getHandle()).patch(std::move(patch));
    EXPECT_EQ(connection_->tryExec("COMMIT"), SQLITE_IOERR);
    EXPECT_EQ(size(), 2 * kPageSize);
    EXPECT_EQ(value("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(value("SELECT group_concat(name) FROM sqlite_schema"), "other");
    connect();
  }
}

TEST_F(CommitFileTest, StaysInItsTransactionWhileOthersRead) {
  SQLite::Database reader(path(), SQLite::OPEN_READWRITE);
  reader.exec("BEGIN");
  EXPECT_EQ(reader.execAndGet("SELECT a FROM other").getInt(), 1);
  CommitFile file(connection_->getHandle());
  file.patch(begin());
  EXPECT_EQ(connection_->tryExec("COMMIT"), SQLITE_BUSY);
  EXPECT_EQ(reader.execAndGet("SELECT a FROM other").getInt(), 1);
  reader.exec("COMMIT");
  connection_->exec("COMMIT");
  EXPECT_EQ(value("SELECT sum(a) FROM t"), "2");
  EXPECT_EQ(reader.execAndGet("SELECT sum(a) FROM t").getInt(), 2);
}

TEST_F(CommitFileTest, TakesNoWal) {
  EXPECT_EQ(connection_->execAndGet("PRAGMA journal_mode = WAL").getString(),
            "delete");
}

}  // namespace
}  // namespace csvimport
