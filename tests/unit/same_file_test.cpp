#include "base/same_file.hpp"

#include "temp_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace csvimport {
namespace {

TEST(SameFileTest, KnowsAFileByAnyOfItsNames) {
  const TempFolder folder;
  const std::string file = folder.path("a");
  (void)folder.write("a", "x");
  std::filesystem::create_symlink(file, folder.path("link"));
  std::filesystem::create_hard_link(file, folder.path("twin"));
  std::ofstream(folder.path("b")) << "x";
  EXPECT_TRUE(is_same_file(file, file));
  EXPECT_TRUE(is_same_file(file, folder.path("./a")));
  EXPECT_TRUE(is_same_file(file, folder.path("link")));
  EXPECT_TRUE(is_same_file(file, folder.path("twin")));
  EXPECT_FALSE(is_same_file(file, folder.path("b")));
  EXPECT_FALSE(is_same_file(file, folder.path("none")));
}

TEST(SameFileTest, KnowsAPlaceWhereNothingIsYet) {
  EXPECT_TRUE(is_same_file("none/a", "./none/a"));
  EXPECT_TRUE(is_same_file("none", std::filesystem::current_path() / "none"));
  EXPECT_FALSE(is_same_file("none/a", "none/b"));
  EXPECT_FALSE(is_same_file("", "a"));
}

TEST(SameFileTest, FollowsALinkToAFileThatIsNotYet) {
  const TempFolder folder;
  std::filesystem::create_symlink("none", folder.path("link"));
  EXPECT_TRUE(is_same_file(folder.path("link"), folder.path("none")));
  EXPECT_FALSE(is_same_file(folder.path("link"), folder.path("other")));
}

}  // namespace
}  // namespace csvimport
