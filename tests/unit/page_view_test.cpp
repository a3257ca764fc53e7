#include "landing/page_view.hpp"

#include "pages/big_endian.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace csvimport {
namespace {

// Of a database that stays as it is.
class PageViewTest : public testing::Test {
 protected:
  PageViewTest()
      : database_(folder_.path("t.db"),
                  SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    database_.exec(
        "PRAGMA auto_vacuum = NONE; CREATE TABLE t (a); CREATE INDEX i ON t "
        "(a); WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        "5000) INSERT INTO t SELECT hex(zeroblob(20)) || i FROM n");
    patch_.all_pages = database_.execAndGet("PRAGMA page_count").getUInt();
  }
  PageNumber root(const std::string& name) {
    return database_
        .execAndGet("SELECT rootpage FROM sqlite_schema WHERE name = '" + name +
                    "'")
        .getUInt();
  }
  std::optional<std::uint64_t> count(const std::string& name, bool is_index) {
    const DatabaseFile file(database_.getHandle());
    PageView view(file, patch_);
    return view.count(root(name), is_index);
  }

  TempFolder folder_;
  SQLite::Database database_;
  CommitPatch patch_;
};

TEST_F(PageViewTest, CountsRowsAndEntries) {
  EXPECT_EQ(count("t", false), 5000U);
  EXPECT_EQ(count("i", true), 5000U);
}

TEST_F(PageViewTest, HasTheRootsOfTheCommit) {
  PageBytes& empty = patch_.roots[root("t")];
  empty[kPageTypeAt] = kLeafTablePage;
  empty[kContentStartAt] = kPageSize >> 8U;
  EXPECT_EQ(count("t", false), 0U);
}

TEST_F(PageViewTest, CountsNothingIfAPageIsNoneOfTheTree) {
  PageBytes& damaged = patch_.roots[root("t")];
  damaged[kPageTypeAt] = kInteriorTablePage;
  // The index's, which has other cells.
  put_u32(&damaged[kRightChildAt], root("i"));
  damaged[kContentStartAt] = kPageSize >> 8U;
  EXPECT_EQ(count("t", false), std::nullopt);
}

}  // namespace
}  // namespace csvimport
