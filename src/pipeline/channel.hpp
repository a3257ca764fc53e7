#pragma once

// What joins two stages.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace csvimport {

// A bounded queue between two stages, for any number of threads on either
// side. push() waits while it is full, pop() while it is empty; close() ends
// the stream and wakes everyone.
template <typename T>
class Channel {
 public:
  // `capacity` is at least 1.
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  // Returns false, dropping the value, if the channel is closed.
  [[nodiscard]] bool push(T value) {
    std::unique_lock lock(mutex_);
    not_full_.wait(lock, [&] { return closed_ || items_.size() < capacity_; });
    if (closed_) return false;
    items_.push_back(std::move(value));
    lock.unlock();
    not_empty_.notify_one();
    return true;
  }

  // Returns nullopt once the channel is closed and drained.
  [[nodiscard]] std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return take_front(lock);
  }

  // As push(), but drops the value rather than wait.
  void try_push(T value) {
    std::unique_lock lock(mutex_);
    if (closed_ || items_.size() == capacity_) return;
    items_.push_back(std::move(value));
    lock.unlock();
    not_empty_.notify_one();
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
  std::optional<T> take_front(std::unique_lock<std::mutex>& lock) {
    if (items_.empty()) return std::nullopt;
    std::optional<T> value = std::move(items_.front());
    items_.pop_front();
    lock.unlock();
    not_full_.notify_one();
    return value;
  }

  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable not_full_;
  std::condition_variable not_empty_;
  std::deque<T> items_;  // guarded by mutex_
  bool closed_ = false;  // guarded by mutex_
};

}  // namespace csvimport
