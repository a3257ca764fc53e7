#pragma once

// A fixed number of threads that drain one channel.

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace csvimport {

// Joins its threads when destroyed, so what they drain must be closed by then,
// and what they touch must outlive the pool.
class WorkerPool {
 public:
  // Runs `work(i)`, which does not throw, on each of `workers` threads, i
  // counting from 0. Throws std::system_error if a thread cannot be had.
  void start(std::size_t workers,
             const std::function<void(std::size_t)>& work) {
    threads_.reserve(workers);
    for (std::size_t i = 0; i < workers; ++i) threads_.emplace_back(work, i);
  }

  // Waits until every thread has returned.
  void join() { threads_.clear(); }

 private:
  std::vector<std::jthread> threads_;
};

}  // namespace csvimport
