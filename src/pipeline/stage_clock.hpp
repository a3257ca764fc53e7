#pragma once

// How a stage spends its time.

#include "base/clock.hpp"

#include <chrono>

namespace csvimport {

// In seconds, summed over the threads of a stage.
struct StageTimes {
  double busy = 0;
  double waiting = 0;

  StageTimes& operator+=(const StageTimes& other) {
    busy += other.busy;
    waiting += other.waiting;
    return *this;
  }
};

// Splits the time of one thread into work and waiting. Starts when made.
class StageClock {
 public:
  // What passed since the last call of either was work, or waiting.
  void worked() { times_.busy += lap(); }
  void waited() { times_.waiting += lap(); }

  // The last call was long ago, and what passed does not count.
  void restart() { (void)lap(); }

  [[nodiscard]] const StageTimes& times() const { return times_; }

 private:
  double lap() {
    const Clock::time_point now = Clock::now();
    const std::chrono::duration<double> passed = now - since_;
    since_ = now;
    return passed.count();
  }

  Clock::time_point since_ = Clock::now();
  StageTimes times_;
};

}  // namespace csvimport
