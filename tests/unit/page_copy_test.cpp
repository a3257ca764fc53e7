#include "landing/page_copy.hpp"

#include "base/file_descriptor.hpp"
#include "pages/big_endian.hpp"
#include "pages/page_links.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// A file that SQLite has made, in place of a staging file.
class PageCopyTest : public testing::Test {
 protected:
  void make(const std::string& sql) {
    SQLite::Database database(path(),
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA auto_vacuum = NONE;" + sql);
    count_ = database.execAndGet("PRAGMA page_count").getUInt();
    SQLite::Statement roots(database, "SELECT rootpage FROM sqlite_schema");
    while (roots.executeStep()) roots_.push_back(roots.getColumn(0).getUInt());
    fd_ = FileDescriptor(::open(path().c_str(), O_RDWR));
  }
  [[nodiscard]] std::string path() const { return folder_.path("staged.db"); }
  [[nodiscard]] std::optional<StagedPages> find() const {
    return find_staged_pages(fd_.get(), path(), count_, roots_);
  }
  // Copies behind page `last`; false if the pages do not go together.
  bool copy(PageNumber last) {
    const auto pages = find();
    if (!pages) return false;
    copied_.clear();
    const PagePlaces places(*pages, roots_, last);
    const auto roots =
        copy_pages(fd_.get(), path(), *pages, roots_, places,
                   [&](PageNumber first, std::span<const std::uint8_t> bytes) {
                     EXPECT_LE(bytes.size(), 65'536U);
                     for (std::size_t i = 0; i < bytes.size() / kPageSize; ++i)
                       copied_.push_back(first + static_cast<PageNumber>(i));
                   });
    return roots.has_value();
  }
  void overwrite(PageNumber page, std::size_t at, std::uint32_t number) {
    std::array<std::uint8_t, 4> bytes{};
    put_u32(bytes.data(), number);
    (void)!::pwrite(fd_.get(), bytes.data(), bytes.size(),
                    static_cast<off_t>((page - 1) * kPageSize + at));
  }
  [[nodiscard]] PageNumber number_at(PageNumber page, std::size_t at) const {
    std::array<std::uint8_t, 4> bytes{};
    (void)!::pread(fd_.get(), bytes.data(), bytes.size(),
                   static_cast<off_t>((page - 1) * kPageSize + at));
    return get_u32(bytes.data());
  }

  TempFolder folder_;
  FileDescriptor fd_;
  PageNumber count_ = 0;
  std::vector<PageNumber> roots_;
  std::vector<PageNumber> copied_;  // their places
};

constexpr const char* kRows =
    "CREATE TABLE t (a, b); CREATE INDEX i ON t (b);"
    "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) "
    "INSERT INTO t SELECT i, hex(zeroblob(40 + (i % 90 = 0) * 9000)) || i "
    "FROM n";

TEST_F(PageCopyTest, CopiesAllPagesButRootsAndSchema) {
  make(kRows);
  EXPECT_TRUE(find()->has_overflow);
  EXPECT_EQ(find()->of_schema, std::vector<PageNumber>{1});
  ASSERT_TRUE(copy(100));
  ASSERT_EQ(copied_.size(), count_ - 3);
  for (std::size_t i = 0; i < copied_.size(); ++i) {
    EXPECT_EQ(copied_[i], 101 + i);
  }
}

TEST_F(PageCopyTest, LeavesOutTheLockBytePage) {
  make(kRows);
  ASSERT_TRUE(copy(kLockBytePage - 3));
  EXPECT_EQ(copied_.size(), count_ - 3);
  EXPECT_EQ(std::count(copied_.begin(), copied_.end(), kLockBytePage), 0);
  EXPECT_EQ(copied_[1], kLockBytePage - 1);
  EXPECT_EQ(copied_[2], kLockBytePage + 1);
  ASSERT_TRUE(copy(kLockBytePage - 1));
  EXPECT_EQ(copied_.front(), kLockBytePage + 1);
}

TEST_F(PageCopyTest, KnowsTheLastPage) {
  StagedPages pages;
  pages.of_schema = {1};
  const auto last = [&](PageNumber count, PageNumber before) {
    pages.count = count + 2;
    return PagePlaces(pages, {2}, before).last();
  };
  EXPECT_EQ(last(3, 10), 13U);
  EXPECT_EQ(last(1, kLockBytePage - 2), kLockBytePage - 1U);
  EXPECT_EQ(last(2, kLockBytePage - 2), kLockBytePage + 1U);
  EXPECT_EQ(last(1, kLockBytePage - 1), kLockBytePage + 1U);
  EXPECT_EQ(last(5, kLockBytePage), kLockBytePage + 5U);
  EXPECT_GT(last(1000, 0xFFFFFFF0), 0xFFFFFFFFU);
}

TEST_F(PageCopyTest, KnowsASchemaOfManyPages) {
  std::string sql;
  for (int i = 0; i < 100; ++i) {
    sql += "CREATE TABLE t" + std::to_string(i) + " (a" +
           std::string(i == 7 ? 20'000 : 100, 'x') + ");";
  }
  make(sql);
  EXPECT_GT(find()->of_schema.size(), 5U);
  EXPECT_FALSE(find()->has_overflow);
  EXPECT_TRUE(copy(50));
  EXPECT_TRUE(copied_.empty());
}

TEST_F(PageCopyTest, RefusesAPageWithTwoParents) {
  make(kRows);
  // The right child of the table's root becomes that of the index's.
  overwrite(roots_[0], kRightChildAt, number_at(roots_[1], kRightChildAt));
  EXPECT_FALSE(find().has_value());
}

TEST_F(PageCopyTest, RefusesOverflowThatNobodyHas) {
  make(kRows);
  const auto pages = find();
  ASSERT_TRUE(pages);
  PageNumber overflow = 1;
  while (!pages->are_overflow[overflow] || number_at(overflow, 0) == 0) {
    ++overflow;
  }
  ASSERT_TRUE(copy(100));
  overwrite(overflow, 0, 0);  // the chain ends too early
  EXPECT_FALSE(copy(100));
  overwrite(overflow, 0, roots_[0]);
  EXPECT_FALSE(copy(100));
  overwrite(overflow, 0, count_ + 1);
  EXPECT_FALSE(copy(100));
}

TEST_F(PageCopyTest, RefusesFreePages) {
  make(std::string(kRows) + "; DELETE FROM t WHERE a > 100");
  EXPECT_FALSE(copy(100));
}

TEST_F(PageCopyTest, RefusesACellBeyondItsPage) {
  make(kRows);
  overwrite(roots_[0], kInteriorHeaderSize, 0xFFFFFFFF);  // two cells
  EXPECT_FALSE(find().has_value());
}

}  // namespace
}  // namespace csvimport
