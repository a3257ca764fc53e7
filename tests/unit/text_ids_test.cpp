#include "schema/text_ids.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

namespace csvimport {
namespace {

std::vector<std::string> texts_after(const TextIds& ids, std::int64_t id) {
  std::vector<std::string> texts;
  for (const TextIds::Entry* const entry : ids.entries_after(id)) {
    texts.push_back(entry->first);
  }
  return texts;
}

TEST(TextIdsTest, GivesIdsInTheOrderOfTheirFirstAppearance) {
  TextIds ids;
  TextIdCache cache(ids);
  EXPECT_EQ(cache.id_of("b"), 1);
  EXPECT_EQ(cache.id_of("a"), 2);
  EXPECT_EQ(cache.id_of("b"), 1);
  EXPECT_EQ(cache.id_of(""), 3);
  EXPECT_EQ(texts_after(ids, 0), (std::vector<std::string>{"b", "a", ""}));
}

TEST(TextIdsTest, GoesOnBehindWhatIsKnown) {
  TextIds ids;
  ids.add_known("a", -7);
  EXPECT_EQ(ids.last_id(), 0);
  ids.add_known("b", 40);
  ids.begin_after(41);
  EXPECT_EQ(ids.entry_of("c").second, 42);
  EXPECT_EQ(ids.entry_of("a").second, -7);
  EXPECT_EQ(ids.count_up_to(41), 2U);
  ids.forget_after(41);
  EXPECT_EQ(ids.find("c"), std::nullopt);
  EXPECT_EQ(ids.find("b"), 40);
  EXPECT_EQ(ids.entry_of("d").second, 42);
}

TEST(TextIdsTest, GivesEachTextOneIdWhoeverAsks) {
  constexpr int kTexts = 2000;
  TextIds ids;
  std::vector<std::vector<std::int64_t>> found(4);
  {
    std::vector<std::jthread> threads;
    threads.reserve(found.size());
    for (std::vector<std::int64_t>& of_thread : found) {
      threads.emplace_back([&ids, &of_thread] {
        TextIdCache cache(ids);
        for (int i = 0; i < 2 * kTexts; ++i) {
          of_thread.push_back(cache.id_of(std::to_string(i % kTexts)));
        }
      });
    }
  }
  for (const std::vector<std::int64_t>& of_thread : found) {
    EXPECT_EQ(of_thread, found.front());
  }
  EXPECT_EQ(std::set(found.front().begin(), found.front().end()).size(),
            std::size_t{kTexts});
  EXPECT_EQ(ids.last_id(), kTexts);
}

}  // namespace
}  // namespace csvimport
