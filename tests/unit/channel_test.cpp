#include "pipeline/channel.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TEST(ChannelTest, DrainsAfterCloseThenEnds) {
  Channel<int> channel(2);
  ASSERT_TRUE(channel.push(1));
  channel.close();
  EXPECT_EQ(channel.pop(), 1);
  EXPECT_EQ(channel.pop(), std::nullopt);
}

}  // namespace
}  // namespace csvimport
