#include "input/peeked_source.hpp"

#include <algorithm>
#include <cstring>

namespace csvimport {

std::string_view PeekedSource::peek(std::size_t bytes) {
  ahead_.erase(0, ahead_taken_);
  ahead_taken_ = 0;
  while (ahead_.size() < bytes) {
    const std::size_t filled = ahead_.size();
    ahead_.resize(bytes);
    const int count =
        source_->read(ahead_.data() + filled, static_cast<int>(bytes - filled));
    ahead_.resize(filled + static_cast<std::size_t>(count));
    if (count == 0) break;
  }
  return std::string_view(ahead_).substr(0, bytes);
}

int PeekedSource::read(char* buffer, int size) {
  if (ahead_taken_ == ahead_.size()) return source_->read(buffer, size);
  const std::size_t count =
      std::min(static_cast<std::size_t>(size), ahead_.size() - ahead_taken_);
  std::memcpy(buffer, ahead_.data() + ahead_taken_, count);
  ahead_taken_ += count;
  if (ahead_taken_ == ahead_.size()) {
    ahead_ = {};
    ahead_taken_ = 0;
  }
  return static_cast<int>(count);
}

}  // namespace csvimport
