#pragma once

// The bytes of a batch.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace csvimport {

// Uninitialised bytes of a fixed capacity, of which the first size() are in
// use. Movable, so that it travels through channels without a copy; a
// moved-from buffer has capacity 0.
class Buffer {
 public:
  // So many bytes behind the capacity may be read, too: whoever loads a word
  // need not look how much of it is text.
  static constexpr std::size_t kReadAhead = 8;

  Buffer() = default;
  explicit Buffer(std::size_t capacity)
      : bytes_(std::make_unique_for_overwrite<char[]>(capacity + kReadAhead)),
        capacity_(capacity) {}
  Buffer(Buffer&& other) noexcept
      : bytes_(std::move(other.bytes_)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    return *this;
  }
  ~Buffer() = default;

  [[nodiscard]] char* data() { return bytes_.get(); }
  [[nodiscard]] const char* data() const { return bytes_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }

  [[nodiscard]] std::string_view view() const { return {data(), size_}; }

  // `size` is at most capacity(). New bytes are uninitialised.
  void resize(std::size_t size) { size_ = size; }

  // Makes room for `capacity` bytes; what is in use is kept.
  void reserve(std::size_t capacity) {
    if (capacity <= capacity_) return;
    Buffer larger(capacity);
    std::copy_n(data(), size_, larger.data());
    larger.resize(size_);
    *this = std::move(larger);
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace csvimport
