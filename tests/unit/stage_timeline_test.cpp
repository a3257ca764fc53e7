#include "pipeline/stage_timeline.hpp"

#include "numbered_batches.hpp"
#include "pipeline/pipeline.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <vector>

namespace csvimport {
namespace {

using std::chrono::milliseconds;

double busy_of(const std::vector<StageTimes>& slots) {
  double sum = 0;
  for (const StageTimes& slot : slots) sum += slot.busy;
  return sum;
}

TEST(StageTrackTest, PartsTimeAmongSlots) {
  const Clock::time_point origin = Clock::now();
  StageTrack track(origin);
  track.worked(origin, origin + milliseconds(10));
  track.waited(origin + milliseconds(10), origin + milliseconds(20));
  ASSERT_EQ(track.slots().size(), 3U);
  EXPECT_NEAR(track.slots()[0].busy, track.width(), 1e-9);
  EXPECT_NEAR(track.slots()[1].busy, 0.01 - track.width(), 1e-9);
  EXPECT_NEAR(track.slots()[1].waiting, 2 * track.width() - 0.01, 1e-9);
}

TEST(StageTrackTest, KeepsItsSlotsFew) {
  const Clock::time_point origin = Clock::now();
  StageTrack track(origin);
  for (int i = 0; i < 5000; ++i) {
    track.worked(origin + milliseconds(20 * i),
                 origin + milliseconds(20 * i + 10));
  }
  EXPECT_LE(track.slots().size(), StageTrack::kMostSlots);
  EXPECT_NEAR(busy_of(track.slots()), 50, 1e-6);
}

TEST(StageTimelineTest, SumsUpTheThreadsOfAStage) {
  StageTimeline timeline;
  const Clock::time_point origin = timeline.origin();
  timeline.track(Stage::kWorkers, 0).worked(origin, origin + milliseconds(4));
  timeline.track(Stage::kWorkers, 1)
      .worked(origin, origin + milliseconds(4000));
  timeline.track(Stage::kWriter, 0).waited(origin, origin + milliseconds(1));
  const StageTimeline::Slots all = timeline.slots();
  EXPECT_EQ(all.workers.threads, 2U);
  EXPECT_EQ(all.reader.threads, 0U);
  EXPECT_NEAR(busy_of(all.workers.slots), 4.004, 1e-6);
  EXPECT_EQ(all.writer.slots.size(), all.workers.slots.size());
  EXPECT_GE(all.width * StageTrack::kMostSlots, 4);
}

TEST(StageTimelineTest, GetsWhatAPipelineSumsUp) {
  for (const std::size_t workers : {0, 1, 3}) {
    StageTimeline timeline;
    PipelineSettings settings;
    settings.sequential = workers == 0;
    settings.workers = workers;
    settings.timeline = &timeline;
    FakeSource source{batches_up_to(100)};
    const auto work = [](Batch batch) { return batch.first_record; };
    std::vector crew(settings.worker_count(), work);
    const PipelineTimes times = run_pipeline(
        source, crew, [](std::uint64_t /*number*/) {}, settings);
    const StageTimeline::Slots all = timeline.slots();
    EXPECT_EQ(all.workers.threads, settings.worker_count());
    EXPECT_NEAR(busy_of(all.reader.slots), times.reader.busy, 1e-9);
    EXPECT_NEAR(busy_of(all.workers.slots), times.workers.busy, 1e-9);
    EXPECT_NEAR(busy_of(all.writer.slots), times.writer.busy, 1e-9);
  }
}

}  // namespace
}  // namespace csvimport
