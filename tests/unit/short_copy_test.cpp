#include "base/short_copy.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace csvimport {
namespace {

TEST(ShortCopyTest, CopiesWhatItIsToldAndNoMore) {
  std::string bytes;
  for (std::size_t size = 0; size <= 100; ++size) {
    std::string out(size + 2, '-');
    // A string of that size: the sanitizers see what is read beyond it.
    copy_short(out.data() + 1, std::string(bytes).data(), size);
    EXPECT_EQ(out, '-' + bytes + '-');
    bytes += static_cast<char>('A' + size % 26);
  }
}

}  // namespace
}  // namespace csvimport
