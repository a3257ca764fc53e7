#include "base/path.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace csvimport
