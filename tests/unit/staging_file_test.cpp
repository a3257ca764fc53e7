#include "load/staging_file.hpp"

#include "base/system_error.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

namespace csvimport {
namespace {

namespace fs = std::filesystem;

// As the staging file of an earlier run for out.db would be called.
constexpr const char* kAbandoned = ".out.db.csvimport-0123456789abcdef";

class StagingFileTest : public testing::Test {
 protected:
  TempFolder folder_;
  std::string target_ = folder_.path("out.db");
};

TEST_F(StagingFileTest, IsAHiddenFileBesideTheTarget) {
  const StagingFile staging(target_);
  const fs::path path = staging.path();
  EXPECT_EQ(path.parent_path(), fs::path(target_).parent_path());
  EXPECT_TRUE(path.filename().string().starts_with(".out.db.csvimport-"));
  EXPECT_FALSE(fs::exists(target_));
}

TEST_F(StagingFileTest, IsForItsOwnersEyesOnly) {
  const StagingFile staging(target_);
  struct stat status {};
  ASSERT_EQ(::stat(staging.path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST_F(StagingFileTest, IsRemovedWhenDestroyed) {
  { const StagingFile staging(target_); }
  EXPECT_EQ(folder_.entries(), 0U);
}

TEST_F(StagingFileTest, StaysAfterItsRelease) {
  std::string path;
  {
    StagingFile staging(target_);
    path = staging.path();
    staging.release();
  }
  EXPECT_TRUE(fs::exists(path));
}

TEST_F(StagingFileTest, RemovesWhatAnEarlierRunLeftBehind) {
  const std::string abandoned = folder_.write(kAbandoned, "half a database");
  const StagingFile staging(target_);
  EXPECT_FALSE(fs::exists(abandoned));
}

TEST_F(StagingFileTest, LeavesTheFileOfARunThatGoesOn) {
  const StagingFile other(target_);
  const StagingFile staging(target_);
  EXPECT_NE(staging.path(), other.path());
  EXPECT_TRUE(fs::exists(other.path()));
}

TEST_F(StagingFileTest, LeavesWhatBelongsToAnotherTarget) {
  const std::string other =
      folder_.write(".other.db.csvimport-0123456789abcdef", "");
  const std::string visible = folder_.write("out.db.csvimport-0123", "");
  const StagingFile staging(target_);
  EXPECT_TRUE(fs::exists(other));
  EXPECT_TRUE(fs::exists(visible));
}

TEST_F(StagingFileTest, LeavesWhatIsOnlyCalledAlike) {
  const std::string notes = folder_.write(".out.db.csvimport-notes", "");
  const std::string longer =
      folder_.write(std::string(kAbandoned) + "-old", "");
  const StagingFile staging(target_);
  EXPECT_TRUE(fs::exists(notes));
  EXPECT_TRUE(fs::exists(longer));
}

TEST_F(StagingFileTest, DoesNotFollowALinkWithTheNameOfAStagingFile) {
  const std::string precious = folder_.write("precious", "data");
  fs::create_symlink(precious, folder_.path(kAbandoned));
  const StagingFile staging(target_);
  EXPECT_TRUE(fs::exists(precious));
  EXPECT_TRUE(fs::is_symlink(folder_.path(kAbandoned)));
}

TEST_F(StagingFileTest, LeavesAFolderWithTheNameOfAStagingFile) {
  fs::create_directory(folder_.path(kAbandoned));
  const StagingFile staging(target_);
  EXPECT_TRUE(fs::is_directory(folder_.path(kAbandoned)));
}

TEST_F(StagingFileTest, TakesATargetWithALongName) {
  const StagingFile staging(folder_.path(std::string(255, 'x')));
  EXPECT_TRUE(fs::exists(staging.path()));
}

TEST_F(StagingFileTest, FailsWhereThereIsNoFolder) {
  EXPECT_THROW(StagingFile(folder_.path("missing/out.db")), SystemError);
}

TEST_F(StagingFileTest, HoldsADatabaseWithTheTable) {
  StagingFile staging(target_);
  const TablePlace table =
      staging.create_table({"t", {{"id", ColumnType::kInteger, false, false}}});
  EXPECT_EQ(table.root, 2U);
  EXPECT_EQ(table.first_free, 3U);
  SQLite::Database database(staging.path());
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(database.execAndGet("SELECT count(*) FROM t").getInt(), 0);
}

TEST_F(StagingFileTest, CountsThePagesOfALongSchema) {
  StagingFile staging(target_);
  TableSchema schema{"t", {}};
  for (int i = 0; i < 2000; ++i) {
    schema.columns.push_back({"column_" + std::to_string(i)});
  }
  const TablePlace table = staging.create_table(schema);
  EXPECT_GT(table.first_free, 3U);
  EXPECT_EQ((table.first_free - 1) * kPageSize, fs::file_size(staging.path()));
}

TEST_F(StagingFileTest, ReportsATableThatSqliteRefuses) {
  StagingFile staging(target_);
  EXPECT_THROW(staging.create_table({"t", {{"id"}, {"ID"}}}), SystemError);
}

}  // namespace
}  // namespace csvimport
