#include "pipeline/channel.hpp"

#include "watched_thread.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <list>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

namespace csvimport {
namespace {

TEST(ChannelTest, GivesValuesInTheirOrder) {
  Channel<int> channel(3);
  for (const int value : {1, 2, 3}) ASSERT_TRUE(channel.push(value));
  EXPECT_EQ(channel.pop(), 1);
  EXPECT_EQ(channel.pop(), 2);
  EXPECT_EQ(channel.pop(), 3);
}

TEST(ChannelTest, DrainsAfterCloseThenEnds) {
  Channel<int> channel(2);
  ASSERT_TRUE(channel.push(1));
  channel.close();
  EXPECT_EQ(channel.pop(), 1);
  EXPECT_EQ(channel.pop(), std::nullopt);
}

TEST(ChannelTest, TakesNothingOnceClosed) {
  Channel<int> channel(2);
  channel.close();
  EXPECT_FALSE(channel.push(1));
  channel.try_push(2);
  EXPECT_EQ(channel.try_pop(), std::nullopt);
}

TEST(ChannelTest, MayBeClosedTwice) {
  Channel<int> channel(1);
  channel.close();
  channel.close();
  EXPECT_EQ(channel.pop(), std::nullopt);
}

TEST(ChannelTest, TriesWithoutWaiting) {
  Channel<int> channel(1);
  EXPECT_EQ(channel.try_pop(), std::nullopt);
  channel.try_push(1);
  channel.try_push(2);
  EXPECT_EQ(channel.try_pop(), 1);
  EXPECT_EQ(channel.try_pop(), std::nullopt);
}

TEST(ChannelTest, CarriesWhatCanOnlyBeMoved) {
  Channel<std::unique_ptr<int>> channel(1);
  ASSERT_TRUE(channel.push(std::make_unique<int>(7)));
  EXPECT_EQ(**channel.pop(), 7);
}

// How many values are in the channel at most, while one thread pushes and the
// other pops, is seen by the popping one.
TEST(ChannelTest, HoldsNoMoreThanItsCapacity) {
  Channel<int> channel(2);
  std::atomic<int> pushed{0};
  const std::jthread producer([&] {
    for (int i = 0; i < 2000 && channel.push(i); ++i) ++pushed;
    channel.close();
  });
  int popped = 0;
  while (channel.pop()) {
    // Two inside, and none counted that waits for room.
    EXPECT_LE(pushed - popped, 3);
    ++popped;
  }
  EXPECT_EQ(popped, 2000);
}

TEST(ChannelTest, PushWaitsForRoom) {
  Channel<int> channel(1);
  ASSERT_TRUE(channel.push(1));
  const WatchedThread producer([&] { EXPECT_TRUE(channel.push(2)); });
  EXPECT_TRUE(producer.comes_to_wait());
  EXPECT_EQ(channel.pop(), 1);
  EXPECT_EQ(channel.pop(), 2);
}

TEST(ChannelTest, PopWaitsForAValue) {
  Channel<int> channel(1);
  const WatchedThread consumer([&] { EXPECT_EQ(channel.pop(), 1); });
  EXPECT_TRUE(consumer.comes_to_wait());
  EXPECT_TRUE(channel.push(1));
}

TEST(ChannelTest, CloseWakesAllThatWaitForRoom) {
  Channel<int> channel(1);
  ASSERT_TRUE(channel.push(0));
  {
    std::list<WatchedThread> producers;
    for (int i = 0; i < 4; ++i) {
      producers.emplace_back([&] { EXPECT_FALSE(channel.push(1)); });
    }
    for (const WatchedThread& producer : producers) {
      EXPECT_TRUE(producer.comes_to_wait());
    }
    channel.close();
  }
  EXPECT_EQ(channel.pop(), 0);
}

TEST(ChannelTest, CloseWakesAllThatWaitForAValue) {
  Channel<int> channel(1);
  std::list<WatchedThread> consumers;
  for (int i = 0; i < 4; ++i) {
    consumers.emplace_back([&] { EXPECT_EQ(channel.pop(), std::nullopt); });
  }
  for (const WatchedThread& consumer : consumers) {
    EXPECT_TRUE(consumer.comes_to_wait());
  }
  channel.close();
}

TEST(ChannelTest, LosesNothingBetweenManyThreads) {
  constexpr int kThreads = 4;
  constexpr int kValues = 500;  // of each producer
  Channel<int> channel(3);
  std::vector<std::vector<int>> taken(kThreads);
  {
    std::vector<std::jthread> consumers;
    consumers.reserve(kThreads);
    for (std::vector<int>& mine : taken) {
      consumers.emplace_back([&] {
        while (const std::optional<int> value = channel.pop()) {
          mine.push_back(*value);
        }
      });
    }
    {
      std::vector<std::jthread> producers;
      producers.reserve(kThreads);
      for (int producer = 0; producer < kThreads; ++producer) {
        producers.emplace_back([&, producer] {
          for (int i = 0; i < kValues; ++i) {
            EXPECT_TRUE(channel.push(producer * kValues + i));
          }
        });
      }
    }
    channel.close();
  }
  std::vector<int> all;
  for (const auto& mine : taken)
    all.insert(all.end(), mine.begin(), mine.end());
  std::sort(all.begin(), all.end());
  std::vector<int> expected(kThreads * kValues);
  std::iota(expected.begin(), expected.end(), 0);
  EXPECT_EQ(all, expected);
}

}  // namespace
}  // namespace csvimport
