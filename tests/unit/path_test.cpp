#include "base/path.hpp"

#include "temp_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace csvimport {
namespace {

TEST(FolderOfTest, IsNeverTakenForAUri) {
  EXPECT_EQ(folder_of("out.db"), ".");
  EXPECT_EQ(folder_of("/out.db"), "/");
  EXPECT_EQ(folder_of("/data/out.db"), "/data");
  EXPECT_EQ(folder_of("./out.db"), ".");
  EXPECT_EQ(folder_of("../data/out.db"), "../data");
  EXPECT_EQ(folder_of("file:data/out.db"), "./file:data");
}

TEST(ResolvedPathTest, FollowsLinksAlsoToNowhere) {
  const TempFolder folder;
  const std::string link = folder.path("link");
  std::filesystem::create_symlink("second", link);
  std::filesystem::create_symlink("missing", folder.path("second"));
  EXPECT_EQ(resolved_path(link), folder.path("missing"));
  EXPECT_EQ(resolved_path(folder.path("none")), folder.path("none"));
  EXPECT_EQ(resolved_path("none"), "none");
}

}  // namespace
}  // namespace csvimport
