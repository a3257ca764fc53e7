#include "landing/entry_rowids.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TEST(EntryRowidsTest, KeepsThoseThatAreNotLeftOut) {
  const EntryRowids rowids = EntryRowids::kept({-4, 7, 7, 9});
  EXPECT_EQ(rowids.of(-5), -5);
  EXPECT_EQ(rowids.of(-4), std::nullopt);
  EXPECT_EQ(rowids.of(7), std::nullopt);
  EXPECT_EQ(rowids.of(8), 8);
  EXPECT_EQ(rowids.of(10), 10);
  EXPECT_EQ(EntryRowids::kept().of(3), 3);
}

TEST(EntryRowidsTest, LeavesNoGapsBehindThoseThatWereThere) {
  const EntryRowids rowids = EntryRowids::behind(100, {1, 4, 5});
  EXPECT_EQ(rowids.of(1), std::nullopt);
  EXPECT_EQ(rowids.of(2), 101);
  EXPECT_EQ(rowids.of(3), 102);
  EXPECT_EQ(rowids.of(5), std::nullopt);
  EXPECT_EQ(rowids.of(6), 103);
  EXPECT_EQ(EntryRowids::behind(100, {}).of(3), 103);
}

}  // namespace
}  // namespace csvimport
