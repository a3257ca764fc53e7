#pragma once

// Byte sources that stand in for files.

#include "base/system_error.hpp"

#include <libfccp/csv.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace csvimport {

// Gives a text, at most `bytes_per_read` bytes at a time. With `fails_at`, the
// read that would give that byte throws SystemError instead.
class MemorySource : public io::ByteSourceBase {
 public:
  explicit MemorySource(std::string text,
                        std::size_t bytes_per_read = std::string::npos,
                        std::optional<std::size_t> fails_at = std::nullopt)
      : text_(std::move(text)),
        bytes_per_read_(bytes_per_read),
        fails_at_(fails_at) {}

  int read(char* buffer, int size) override {
    if (fails_at_ == at_) throw SystemError("memory", "cannot read");
    const std::size_t limit = fails_at_.value_or(text_.size());
    const std::size_t count = std::min(
        {static_cast<std::size_t>(size), bytes_per_read_, limit - at_});
    text_.copy(buffer, count, at_);
    at_ += count;
    return static_cast<int>(count);
  }

 private:
  std::string text_;
  std::size_t bytes_per_read_;
  std::optional<std::size_t> fails_at_;
  std::size_t at_ = 0;
};

}  // namespace csvimport
