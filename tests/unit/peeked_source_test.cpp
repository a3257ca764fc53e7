#include "input/peeked_source.hpp"

#include "memory_source.hpp"
#include "read_all.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <memory>

namespace csvimport {
namespace {

TEST(PeekedSourceTest, ReadsAgainWhatWasPeeked) {
  for (const std::size_t bytes_per_read : {1U, 3U, 100U}) {
    PeekedSource source(
        std::make_unique<MemorySource>("abcdefghij", bytes_per_read));
    EXPECT_EQ(source.peek(3), "abc");
    EXPECT_EQ(source.peek(5), "abcde");
    EXPECT_EQ(source.peek(2), "ab");
    EXPECT_EQ(read_all(source, 2), "abcdefghij");
  }
}

TEST(PeekedSourceTest, PeeksAtWhatIsYetToBeRead) {
  PeekedSource source(std::make_unique<MemorySource>("abcdefghij"));
  std::array<char, 4> buffer{};
  EXPECT_EQ(source.peek(6), "abcdef");
  EXPECT_EQ(source.read(buffer.data(), 4), 4);
  EXPECT_EQ(source.peek(4), "efgh");
  EXPECT_EQ(read_all(source), "efghij");
}

TEST(PeekedSourceTest, PeeksNoFurtherThanTheEnd) {
  PeekedSource source(std::make_unique<MemorySource>("abc"));
  EXPECT_EQ(source.peek(10), "abc");
  EXPECT_EQ(read_all(source), "abc");
  EXPECT_EQ(source.peek(10), "");
}

}  // namespace
}  // namespace csvimport
