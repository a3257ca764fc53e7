#pragma once

// A thread that a test sees wait.

#include "task_state.hpp"

#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <utility>

namespace csvimport {

// Does its work at once, and is joined in the end. One thread has it.
class WatchedThread {
 public:
  explicit WatchedThread(std::function<void()> work)
      : work_(std::move(work)), thread_([this] {
          id_ = ::gettid();
          work_();
        }) {}

  // Waits until the work waits for something; false if it ends before, or does
  // not in a minute.
  [[nodiscard]] bool comes_to_wait() const {
    const auto deadline =
        std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < deadline) {
      if (id_ != 0) {
        const char state = task_state("/proc/self/task/" + std::to_string(id_));
        if (state == 'S') return true;
        if (!is_alive(state)) return false;
      }
      std::this_thread::yield();
    }
    return false;
  }

 private:
  std::function<void()> work_;
  std::atomic<pid_t> id_{0};
  std::jthread thread_;  // the last, as it uses the others
};

}  // namespace csvimport
