#include "pipeline/stage_timeline.hpp"

#include <algorithm>
#include <chrono>

namespace csvimport {

void StageTrack::widen() {
  width_ *= 2;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (i % 2 == 0) {
      slots_[i / 2] = slots_[i];
    } else {
      slots_[i / 2] += slots_[i];
    }
  }
  slots_.resize((slots_.size() + 1) / 2);
}

void StageTrack::add(Clock::time_point from, Clock::time_point to,
                     double StageTimes::*part) {
  using Seconds = std::chrono::duration<double>;
  double begin = Seconds(from - origin_).count();
  const double end = Seconds(to - origin_).count();
  if (begin < 0) return;
  while (end >= width_ * kMostSlots) widen();
  const auto last = static_cast<std::size_t>(end / width_);
  if (slots_.size() <= last) slots_.resize(last + 1);
  for (auto slot = static_cast<std::size_t>(begin / width_); slot <= last;
       ++slot) {
    const double slot_end =
        std::min(end, static_cast<double>(slot + 1) * width_);
    slots_[slot].*part += std::max(0.0, slot_end - begin);
    begin = slot_end;
  }
}

StageTrack& StageTimeline::track(Stage stage, std::size_t thread) {
  std::deque<StageTrack>& tracks = stage == Stage::kReader    ? readers_
                                   : stage == Stage::kWorkers ? workers_
                                                              : writers_;
  while (tracks.size() <= thread) tracks.emplace_back(origin_);
  return tracks[thread];
}

StageTimeline::StageSlots StageTimeline::sum_of(std::deque<StageTrack>& tracks,
                                                double width) {
  StageSlots sum;
  sum.threads = tracks.size();
  for (StageTrack& track : tracks) {
    while (track.width() < width) track.widen();
    sum.slots.resize(std::max(sum.slots.size(), track.slots().size()));
    for (std::size_t i = 0; i < track.slots().size(); ++i) {
      sum.slots[i] += track.slots()[i];
    }
  }
  return sum;
}

StageTimeline::Slots StageTimeline::slots() {
  double width = 0;
  for (const auto* const tracks : {&readers_, &workers_, &writers_}) {
    for (const StageTrack& track : *tracks) {
      width = std::max(width, track.width());
    }
  }
  Slots all{width, sum_of(readers_, width), sum_of(workers_, width),
            sum_of(writers_, width)};
  const std::size_t count =
      std::max({all.reader.slots.size(), all.workers.slots.size(),
                all.writer.slots.size()});
  for (StageSlots* const stage : {&all.reader, &all.workers, &all.writer}) {
    stage->slots.resize(count);
  }
  return all;
}

}  // namespace csvimport
