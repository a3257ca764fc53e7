#pragma once

// Copies of texts that go all at once.

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {

// Copies stay where they are until clear(), also when the arena is moved. The
// byte behind each may be read. One thread at a time.
class TextArena {
 public:
  std::string_view copy(std::string_view text) {
    if (left_ < text.size() + 1) take_block(text.size() + 1);
    char* const place = next_;
    std::memcpy(place, text.data(), text.size());
    place[text.size()] = '\0';
    next_ += text.size() + 1;
    left_ -= text.size() + 1;
    return {place, text.size()};
  }

  // Keeps the memory of usual blocks for the next texts.
  void clear() {
    std::erase_if(blocks_,
                  [](const Block& block) { return block.size > kBlockBytes; });
    used_ = 0;
    left_ = 0;
  }

 private:
  // By taste.
  static constexpr std::size_t kBlockBytes = std::size_t{16} * 1024;

  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };

  // Begins a block of `size` bytes or more.
  void take_block(std::size_t size) {
    while (used_ < blocks_.size() && blocks_[used_].size < size) ++used_;
    if (used_ == blocks_.size()) {
      const std::size_t bytes = std::max(size, kBlockBytes);
      blocks_.push_back({std::make_unique_for_overwrite<char[]>(bytes), bytes});
    }
    next_ = blocks_[used_].bytes.get();
    left_ = blocks_[used_].size;
    ++used_;
  }

  std::vector<Block> blocks_;
  std::size_t used_ = 0;  // of the blocks
  char* next_ = nullptr;
  std::size_t left_ = 0;  // of the block in hand
};

}  // namespace csvimport
