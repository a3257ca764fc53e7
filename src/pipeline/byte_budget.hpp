#pragma once

// A bound on the bytes under way, beside the bound on their number.

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace csvimport {

// Lets batches pass while their bytes stay within the limit, and always one of
// any size. For any number of threads.
class ByteBudget {
 public:
  explicit ByteBudget(std::size_t limit) : limit_(limit) {}

  // Waits until `bytes` fit. False if the budget is closed.
  [[nodiscard]] bool acquire(std::size_t bytes) {
    std::unique_lock lock(mutex_);
    freed_.wait(
        lock, [&] { return closed_ || used_ == 0 || used_ + bytes <= limit_; });
    if (closed_) return false;
    used_ += bytes;
    return true;
  }

  // Gives back what was acquired.
  void release(std::size_t bytes) {
    {
      const std::lock_guard lock(mutex_);
      used_ -= bytes;
    }
    freed_.notify_all();
  }

  // Nothing more passes; wakes who waits.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    freed_.notify_all();
  }

 private:
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t used_ = 0;  // guarded by mutex_
  bool closed_ = false;   // guarded by mutex_
};

}  // namespace csvimport
