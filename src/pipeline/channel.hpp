#pragma once

// What joins two stages.

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace csvimport {

// A bounded queue between two stages, for any number of threads on either
// side. push() waits while it is full, pop() while it is empty; close() ends
// the stream and wakes everyone. The room for all values is had at once, so
// that none of its calls throws.
template <typename T>
class Channel {
  static_assert(std::is_nothrow_move_constructible_v<T>);

 public:
  // `capacity` is at least 1.
  explicit Channel(std::size_t capacity) : slots_(capacity) {}

  // Returns false, dropping the value, if the channel is closed.
  [[nodiscard]] bool push(T value) {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [&] { return closed_ || count_ < slots_.size(); });
    if (closed_) return false;
    put_back(std::move(value), lock);
    return true;
  }

  // Returns nullopt once the channel is closed and drained.
  [[nodiscard]] std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return closed_ || count_ > 0; });
    return take_front(lock);
  }

  // As push(), but drops the value rather than wait.
  void try_push(T value) {
    std::unique_lock lock(mutex_);
    if (closed_ || count_ == slots_.size()) return;
    put_back(std::move(value), lock);
  }

  // As pop(), but returns nullopt rather than wait.
  [[nodiscard]] std::optional<T> try_pop() {
    std::unique_lock lock(mutex_);
    return take_front(lock);
  }

  // What is in the channel can still be popped; nothing more comes in.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    not_full_.notify_all();
    not_empty_.notify_all();
  }

 private:
  void put_back(T value, std::unique_lock<std::mutex>& lock) {
    slots_[(first_ + count_) % slots_.size()] = std::move(value);
    ++count_;
    lock.unlock();
    not_empty_.notify_one();
  }

  std::optional<T> take_front(std::unique_lock<std::mutex>& lock) {
    if (count_ == 0) return std::nullopt;
    std::optional<T> value = std::exchange(slots_[first_], std::nullopt);
    first_ = (first_ + 1) % slots_.size();
    --count_;
    lock.unlock();
    not_full_.notify_one();
    return value;
  }

  std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::vector<std::optional<T>> slots_;  // a ring, guarded by mutex_
  std::size_t first_ = 0;                // guarded by mutex_
  std::size_t count_ = 0;  // of the slots in use; guarded by mutex_
  bool closed_ = false;    // guarded by mutex_
};

}  // namespace csvimport
