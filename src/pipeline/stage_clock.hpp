#pragma once

// How a stage spends its time.

#include "base/clock.hpp"
#include "pipeline/stage_timeline.hpp"

#include <chrono>

namespace csvimport {

// Splits the time of one thread into work and waiting. Starts when made.
class StageClock {
 public:
  // Tells the track, too, which is borrowed, if there is one.
  explicit StageClock(StageTrack* track = nullptr) : track_(track) {}

  // What passed since the last call of either was work, or waiting.
  void worked() {
    const Clock::time_point from = since_;
    times_.busy += lap();
    if (track_ != nullptr) track_->worked(from, since_);
  }
  void waited() {
    const Clock::time_point from = since_;
    times_.waiting += lap();
    if (track_ != nullptr) track_->waited(from, since_);
  }

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

  StageTrack* track_;
  Clock::time_point since_ = Clock::now();
  StageTimes times_;
};

}  // namespace csvimport
