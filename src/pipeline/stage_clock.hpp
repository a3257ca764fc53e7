#pragma once

// How a stage spends its time.

#include "base/clock.hpp"
#include "base/trace_file.hpp"
#include "pipeline/stage_timeline.hpp"

#include <chrono>
#include <string_view>

namespace csvimport {

// Splits the time of one thread into work and waiting. Starts when made.
class StageClock {
 public:
  // Tells the track and the lane, too, which are borrowed, if there is one; in
  // the lane, `work` is what the work is called, a literal.
  explicit StageClock(StageTrack* track = nullptr, TraceLane* lane = nullptr,
                      std::string_view work = "work")
      : track_(track), lane_(lane), work_(work) {}

  // What passed since the last call of either was work, on that piece if it
  // has a number, or waiting.
  void worked(const TracedPiece& piece = {}) {
    const Clock::time_point from = since_;
    times_.busy += lap();
    if (track_ != nullptr) track_->worked(from, since_);
    if (lane_ != nullptr) lane_->add(work_, from, since_, piece);
  }
  void waited() {
    const Clock::time_point from = since_;
    times_.waiting += lap();
    if (track_ != nullptr) track_->waited(from, since_);
    if (lane_ != nullptr) lane_->add("wait", from, since_);
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
  TraceLane* lane_;
  std::string_view work_;
  Clock::time_point since_ = Clock::now();
  StageTimes times_;
};

}  // namespace csvimport
