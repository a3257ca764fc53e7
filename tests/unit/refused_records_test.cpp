#include "rejects/refused_records.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace csvimport {
namespace {

const Refusal kUnique{"UNIQUE constraint failed: t.a", {0}};
const Refusal kCheck{"CHECK constraint failed: b > 0", {}};

TEST(RefusedRecordsTest, HoldsNothingAtFirst) {
  const RefusedRecords refused;
  EXPECT_EQ(refused.size(), 0U);
  EXPECT_TRUE(refused.among(1, 1000).empty());
}

TEST(RefusedRecordsTest, KeepsEachRecordWithItsReason) {
  RefusedRecords refused;
  refused.add(1, kUnique);
  refused.add(5, kCheck);
  refused.add(1'000'000'000'000, kUnique);
  const auto all = refused.among(1, ~std::uint64_t{0} - 1);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].record, 5U);
  EXPECT_EQ(refused.refusal(all[1].refusal), kCheck);
  EXPECT_EQ(refused.refusal(all[2].refusal), kUnique);
}

// Compared with a plain list, for ranges that begin and end anywhere.
TEST(RefusedRecordsTest, FindsThoseOfAnyRange) {
  RefusedRecords refused;
  std::vector<std::uint64_t> plain;
  for (std::uint64_t record = 1; record < 6000; record += 1 + record % 7) {
    refused.add(record, record % 2 == 0 ? kUnique : kCheck);
    plain.push_back(record);
  }
  for (std::uint64_t first = 1; first < 6100; first += 13) {
    for (const std::uint64_t count : {0, 1, 2, 300, 7000}) {
      const auto found = refused.among(first, count);
      const auto begin = std::lower_bound(plain.begin(), plain.end(), first);
      const auto end =
          std::lower_bound(plain.begin(), plain.end(), first + count);
      ASSERT_EQ(found.size(), static_cast<std::size_t>(end - begin));
      for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_EQ(found[i].record, begin[static_cast<std::ptrdiff_t>(i)]);
        ASSERT_EQ(refused.refusal(found[i].refusal) == kUnique,
                  found[i].record % 2 == 0);
      }
    }
  }
}

}  // namespace
}  // namespace csvimport
