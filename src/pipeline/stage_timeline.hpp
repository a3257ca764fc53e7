#pragma once

// When the threads of the stages worked and when they waited, where that is
// asked for.

#include "base/clock.hpp"

#include <cstddef>
#include <deque>
#include <vector>

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

enum class Stage { kReader, kWorkers, kWriter };

// The time of one thread, cut into slots, up to kMostSlots of them: when they
// do not reach any more, two become one. One thread at a time.
class StageTrack {
 public:
  static constexpr std::size_t kMostSlots = 240;

  explicit StageTrack(Clock::time_point origin) : origin_(origin) {}

  // What passed between the two was work, or waiting.
  void worked(Clock::time_point from, Clock::time_point to) {
    add(from, to, &StageTimes::busy);
  }
  void waited(Clock::time_point from, Clock::time_point to) {
    add(from, to, &StageTimes::waiting);
  }

  // The length of a slot, in seconds.
  [[nodiscard]] double width() const { return width_; }
  // The first begins at the origin.
  [[nodiscard]] const std::vector<StageTimes>& slots() const { return slots_; }
  // Makes the slots twice as long.
  void widen();

 private:
  void add(Clock::time_point from, Clock::time_point to,
           double StageTimes::*part);

  Clock::time_point origin_;
  double width_ = 1.0 / 128;  // by taste: files of a moment have some slots
  std::vector<StageTimes> slots_;
};

// The tracks of all threads of all pipelines of a run. One thread, but for what
// is done with a track.
class StageTimeline {
 public:
  // Time counts from now on.
  StageTimeline() = default;

  // That of a thread of a stage, the same for each pipeline; it stays where it
  // is. Two that run at the same time must not share one.
  StageTrack& track(Stage stage, std::size_t thread);

  struct StageSlots {
    std::size_t threads = 0;
    std::vector<StageTimes> slots;  // the sums over them
  };
  // Of all stages, when no thread adds any more.
  struct Slots {
    double width = 0;  // in seconds
    StageSlots reader;
    StageSlots workers;
    StageSlots writer;
  };
  Slots slots();

  [[nodiscard]] Clock::time_point origin() const { return origin_; }

 private:
  static StageSlots sum_of(std::deque<StageTrack>& tracks, double width);

  Clock::time_point origin_ = Clock::now();
  std::deque<StageTrack> readers_;  // never moved
  std::deque<StageTrack> workers_;
  std::deque<StageTrack> writers_;
};

}  // namespace csvimport
