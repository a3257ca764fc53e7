#include "pages/table_writer.hpp"

#include "base/file_descriptor.hpp"
#include "pages/big_endian.hpp"
#include "record_bytes.hpp"
#include "table_builder.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// Checks the database as a whole, and that its rows are `rowids`, each with
// itself as text.
void expect_rows(const std::string& path,
                 const std::vector<std::int64_t>& rowids) {
  SQLite::Database database(path);
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  SQLite::Statement select(database, "SELECT rowid, c FROM t ORDER BY rowid");
  for (const std::int64_t rowid : rowids) {
    ASSERT_TRUE(select.executeStep()) << "no row " << rowid;
    EXPECT_EQ(select.getColumn(0).getInt64(), rowid);
    EXPECT_EQ(select.getColumn(1).getString(), std::to_string(rowid));
  }
  EXPECT_FALSE(select.executeStep()) << "too many rows";
}

// An interior page holds 526 cells for the rowids from 1 on: 127 of 7 bytes
// and 399 of 8, pointers included, in its 4084 bytes.
constexpr std::size_t kMostChildren = 527;

class TableWriterTest : public testing::Test {
 protected:
  // Builds a table whose rows have a leaf each; returns its pages.
  PageNumber build(const std::vector<std::int64_t>& rowids) {
    for (const std::int64_t rowid : rowids) {
      builder_.add(rowid, std::to_string(rowid));
      builder_.end_run();
    }
    return builder_.finish();
  }

  static std::vector<std::int64_t> ascending(std::int64_t first,
                                             std::size_t count) {
    std::vector<std::int64_t> rowids;
    for (std::size_t i = 0; i < count; ++i) {
      rowids.push_back(first + static_cast<std::int64_t>(i));
    }
    return rowids;
  }

  TempFolder folder_;
  TableBuilder builder_{folder_.path("out.db")};
};

TEST_F(TableWriterTest, LeavesAnEmptyTableAsItWas) {
  EXPECT_EQ(build({}), 2U);
  expect_rows(builder_.path(), {});
}

TEST_F(TableWriterTest, MovesASingleLeafToTheRoot) {
  EXPECT_EQ(build({1}), 2U);
  expect_rows(builder_.path(), {1});
}

TEST_F(TableWriterTest, PutsAnInteriorRootAboveTwoLeaves) {
  EXPECT_EQ(build({1, 2}), 2U + 2);
  expect_rows(builder_.path(), {1, 2});
}

TEST_F(TableWriterTest, FillsTheRootBeforeItAddsALevel) {
  const auto rowids = ascending(1, kMostChildren);
  EXPECT_EQ(build(rowids), 2 + kMostChildren);
  expect_rows(builder_.path(), rowids);
}

TEST_F(TableWriterTest, GivesTheLastPageOfALevelAtLeastTwoChildren) {
  const auto rowids = ascending(1, kMostChildren + 1);
  EXPECT_EQ(build(rowids), 2 + kMostChildren + 1 + 2);
  expect_rows(builder_.path(), rowids);
}

TEST_F(TableWriterTest, BuildsLevelsForAnyNumberOfLeaves) {
  for (const std::size_t leaves : {525U, 526U, 529U, 530U, 980U, 981U, 1500U}) {
    SCOPED_TRACE(leaves);
    TableBuilder builder(folder_.path("other.db"));
    const auto rowids = ascending(100, leaves);
    for (const std::int64_t rowid : rowids) {
      builder.add(rowid, std::to_string(rowid));
      builder.end_run();
    }
    builder.finish();
    expect_rows(builder.path(), rowids);
  }
}

TEST_F(TableWriterTest, TakesRowidsOfAnySize) {
  using Limits = std::numeric_limits<std::int64_t>;
  std::vector<std::int64_t> rowids;
  for (const std::int64_t first :
       {Limits::min(), std::int64_t{-400}, Limits::max() - 399}) {
    for (const std::int64_t rowid : ascending(first, 400)) {
      rowids.push_back(rowid);
    }
  }
  build(rowids);
  expect_rows(builder_.path(), rowids);
}

TEST_F(TableWriterTest, KeepsTextsThatSpillToOverflowPages) {
  std::int64_t rowid = 0;
  for (const std::size_t length : {1U, 4058U, 4059U, 8000U, 8186U, 100'000U}) {
    for (int copy = 0; copy < 3; ++copy) {
      builder_.add(++rowid, std::string(length, 'x'));
    }
    if (length != 8000) builder_.end_run();
  }
  builder_.finish();
  SQLite::Database database(builder_.path());
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(database
                .execAndGet("SELECT group_concat(length(c)) FROM "
                            "(SELECT c FROM t ORDER BY rowid)")
                .getString(),
            "1,1,1,4058,4058,4058,4059,4059,4059,8000,8000,8000,8186,8186,"
            "8186,100000,100000,100000");
  EXPECT_EQ(
      database.execAndGet("SELECT count(*) FROM t WHERE trim(c, 'x') <> ''")
          .getInt(),
      0);
}

TEST_F(TableWriterTest, MovesASingleLeafWithOverflowPagesToTheRoot) {
  builder_.add(1, std::string(10'000, 'x'));
  EXPECT_EQ(builder_.finish(), 2U + 2);
  SQLite::Database database(builder_.path());
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(database.execAndGet("SELECT length(c) FROM t").getInt(), 10'000);
}

TEST_F(TableWriterTest, LetsSqliteGoOnWithTheTable) {
  const auto rowids = ascending(1, kMostChildren + 1);
  build(rowids);
  SQLite::Database database(builder_.path(), SQLite::OPEN_READWRITE);
  database.exec("DELETE FROM t WHERE rowid % 2 = 0");
  database.exec("INSERT INTO t SELECT c || ' more' FROM t");
  database.exec("VACUUM");
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM t").getInt(), 528);
}

// Reads interior pages: SQLite would need a database of gigabytes for as many
// levels as this.
class TreeReader {
 public:
  explicit TreeReader(int fd) : fd_(fd) {}

  // Checks what is below `page` in a tree of `levels` interior levels, and
  // counts its leaves. Rowids must ascend.
  std::size_t count_leaves(const std::array<std::uint8_t, kPageSize>& page,
                           int levels) {
    EXPECT_EQ(page[kPageTypeAt], kInteriorTablePage);
    const std::size_t cells =
        page[kCellCountAt] * 256U + page[kCellCountAt + 1];
    EXPECT_GE(cells, 1U);
    std::size_t leaves = 0;
    for (std::size_t i = 0; i < cells; ++i) {
      const std::size_t pointer = kInteriorHeaderSize + 2 * i;
      const std::uint8_t* cell =
          &page[page[pointer] * 256U + page[pointer + 1]];
      leaves += count_child(get_u32(cell), levels);
      cell += 4;
      EXPECT_EQ(take_varint(cell), leaves_) << "the cell's rowid";
    }
    return leaves + count_child(get_u32(&page[kRightChildAt]), levels);
  }

 private:
  std::size_t count_child(PageNumber number, int levels) {
    if (levels == 1) {
      ++leaves_;
      return 1;
    }
    std::array<std::uint8_t, kPageSize> page{};
    EXPECT_EQ(
        ::pread(fd_, page.data(), page.size(),
                static_cast<off_t>((std::uint64_t{number} - 1) * kPageSize)),
        static_cast<ssize_t>(kPageSize));
    return count_leaves(page, levels - 1);
  }

  int fd_;
  std::uint64_t leaves_ = 0;
};

TEST(TableWriterLevelsTest, BuildsThreeLevelsAboveTheLeaves) {
  const TempFolder folder;
  const FileDescriptor fd(
      ::open(folder.path("pages").c_str(), O_RDWR | O_CREAT, 0600));
  PageAppender pages(fd.get(), "pages", 3, false);
  TableWriter writer(pages);
  constexpr std::size_t kLeaves = 300'000;
  TableRun run;  // one page that stands for all leaves
  run.bytes = Buffer(kPageSize);
  run.bytes.resize(kPageSize);
  std::fill_n(run.bytes.data(), kPageSize, '\0');
  for (std::int64_t rowid = 1; rowid <= std::int64_t{kLeaves}; ++rowid) {
    run.leaves.push_back({0, rowid});
  }
  writer.append(run);
  const auto root = writer.finish();
  ASSERT_TRUE(root.has_value());
  EXPECT_EQ(TreeReader(fd.get()).count_leaves(*root, 3), kLeaves);
}

}  // namespace
}  // namespace csvimport
