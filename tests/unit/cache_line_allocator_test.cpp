#include "base/cache_line_allocator.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace csvimport {
namespace {

template <class T>
using Block = std::vector<T, CacheLineAllocator<T>>;

std::uintptr_t line_of(const void* at) {
  return reinterpret_cast<std::uintptr_t>(at) / kCacheLineSize;
}

TEST(CacheLineAllocatorTest, BlocksStartAtALine) {
  for (std::size_t size = 1; size < 200; ++size) {
    const Block<char> block(size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block.data()) % kCacheLineSize,
              0U);
  }
}

TEST(CacheLineAllocatorTest, NothingElseIsOnTheLastLine) {
  for (std::size_t size = 1; size < 200; ++size) {
    const Block<char> block(size);
    const std::vector<char> after(8);
    const std::vector<char> small(1);
    const std::uintptr_t last = line_of(&block.back());
    EXPECT_NE(line_of(after.data()), last);
    EXPECT_NE(line_of(small.data()), last);
  }
}

TEST(CacheLineAllocatorTest, ServesContainersThatGrow) {
  Block<std::uint32_t> block;
  for (std::uint32_t i = 0; i < 10'000; ++i) block.push_back(i);
  for (std::uint32_t i = 0; i < 10'000; ++i) ASSERT_EQ(block[i], i);
}

}  // namespace
}  // namespace csvimport
