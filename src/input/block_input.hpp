#pragma once

// What a decoder takes its input from.

#include <libfccp/csv.h>

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {

// Reads another source, which it owns, in blocks, and keeps what a decoder has
// not taken yet. One thread at a time may use it.
class BlockInput {
 public:
  explicit BlockInput(std::unique_ptr<io::ByteSourceBase> source)
      : source_(std::move(source)), block_(kBlockBytes) {}

  // The bytes read and not taken; empty at the end of the input only. Valid
  // until the next call. Throws what the source throws.
  std::string_view ahead() {
    if (begin_ == end_) {
      begin_ = 0;
      end_ = 0;
      end_ = static_cast<std::size_t>(
          source_->read(block_.data(), static_cast<int>(kBlockBytes)));
    }
    return {block_.data() + begin_, end_ - begin_};
  }

  // Takes the first `bytes` of them.
  void take(std::size_t bytes) { begin_ += bytes; }

 private:
  static constexpr std::size_t kBlockBytes = 64 * 1024;  // by taste

  std::unique_ptr<io::ByteSourceBase> source_;
  std::vector<char> block_;
  std::size_t begin_ = 0;  // of what is not taken, in block_
  std::size_t end_ = 0;
};

}  // namespace csvimport
