#include "input/content_hash.hpp"

#include <gtest/gtest.h>

#include <string>

namespace csvimport {
namespace {

Content hash_of(std::string_view text) {
  ContentHash hash;
  hash.add(text);
  return hash.content();
}

// As xxhsum -H128 prints them.
TEST(ContentHashTest, IsXxh3Of128Bits) {
  EXPECT_EQ(hash_of("").hash, "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(hash_of("a").hash, "a96faf705af16834e6c632b61e964e1f");
  EXPECT_EQ(hash_of("abc").bytes, 3U);
}

TEST(ContentHashTest, IsThatOfAllPieces) {
  std::string text(100'000, 'x');
  for (std::size_t i = 0; i < text.size(); ++i) {
    text[i] = static_cast<char>(i * 31 % 251);
  }
  for (const std::size_t piece : {1U, 7U, 240U, 4096U}) {
    ContentHash hash;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      hash.add(std::string_view(text).substr(at, piece));
    }
    EXPECT_EQ(hash.content(), hash_of(text));
  }
  EXPECT_NE(hash_of(text).hash, hash_of(text.substr(1)).hash);
}

}  // namespace
}  // namespace csvimport
