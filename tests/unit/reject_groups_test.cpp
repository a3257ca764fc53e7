#include "rejects/reject_groups.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

const InputNames kNames{"t.csv", {"a", "b"}};

BadRecords::Entry bad(std::uint64_t line, std::optional<std::size_t> field,
                      std::string_view reason) {
  return {line, line, field, reason, {}};
}

TEST(RejectGroupsTest, PutTogetherWhatDiffersInValuesOnly) {
  RejectGroups groups;
  groups.begin_table("t");
  groups.add(bad(2, 1, "\"x\" is not a number"), kNames);
  groups.add(bad(3, {}, "expected 2 fields, got 11"), kNames);
  groups.add(bad(4, 1, "\"y\" is not a number"), kNames);
  groups.add(bad(5, 0, "\"y\" is not a number"), kNames);
  ASSERT_EQ(groups.tables().size(), 1U);
  const std::vector<RejectGroup>& of = groups.tables()[0].groups;
  ASSERT_EQ(of.size(), 3U);
  EXPECT_EQ(of[0].reason, "column \"b\": … is not a number");
  EXPECT_EQ(of[0].count, 2U);
  EXPECT_EQ(of[0].first[1], "t.csv:4: column \"b\": \"y\" is not a number");
  EXPECT_EQ(of[1].reason, "expected 2 fields, got 11");
  EXPECT_EQ(of[1].shape, "expected … fields, got …");
}

TEST(RejectGroupsTest, AreFewAndKeepFewRecords) {
  RejectGroups groups;
  groups.begin_table("t");
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const std::string reason = "no" + std::string(i % 50, '!');
    groups.add(bad(i, {}, reason), kNames);
  }
  const std::vector<RejectGroup>& of = groups.tables()[0].groups;
  EXPECT_EQ(of.size(), RejectGroups::kMostGroups);
  EXPECT_EQ(of.back().reason, "");
  std::uint64_t count = 0;
  for (const RejectGroup& group : of) {
    EXPECT_EQ(group.first.size(), RejectGroups::kFirst);
    count += group.count;
  }
  EXPECT_EQ(count, 1000U);
}

TEST(RejectGroupsTest, ForgetATableThatBeginsAnew) {
  RejectGroups groups;
  for (const char* const table : {"a", "b", "a"}) {
    groups.begin_table(table);
    groups.add(bad(2, {}, "no"), kNames);
  }
  ASSERT_EQ(groups.tables().size(), 2U);
  EXPECT_EQ(groups.tables()[0].groups[0].count, 1U);
}

}  // namespace
}  // namespace csvimport
