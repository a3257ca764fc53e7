#include "pipeline/pipeline.hpp"

#include "numbered_batches.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <numeric>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace csvimport {

// For the names of the tests.
std::ostream& operator<<(std::ostream& out, const PipelineSettings& settings) {
  if (settings.sequential) return out << "Sequential";
  return out << settings.workers << "WorkersDepth" << settings.queue_depth;
}

namespace {

using Numbers = std::vector<std::uint64_t>;

std::runtime_error failure(const std::string& stage, std::uint64_t batch) {
  return std::runtime_error(stage + " " + std::to_string(batch));
}

// A pipeline over `kBatches` batches, each stage of which fails at the batch
// that is set for it, if any.
class Scenario {
 public:
  static constexpr std::uint64_t kBatches = 50;
  std::uint64_t source_fails_at = 0;
  std::vector<std::uint64_t> work_fails_at;
  std::uint64_t sink_fails_at = 0;

  // Returns the message of the failure that ends the run, if one does.
  std::string run(const PipelineSettings& settings) {
    FakeSource source{[this, batches = batches_up_to(kBatches)]() mutable {
                        std::optional<Batch> batch = batches();
                        if (batch && batch->first_record == source_fails_at) {
                          throw failure("source", source_fails_at);
                        }
                        return batch;
                      },
                      [this] { stopped_ = true; }};
    std::vector<Worker> workers(settings.worker_count(), Worker{*this});
    const auto sink = [this](std::uint64_t number) {
      if (number == sink_fails_at) throw failure("sink", number);
      written_.push_back(number);
    };
    std::string message = thrown_message<std::runtime_error>(
        [&] { run_pipeline(source, workers, sink, settings); });
    for (const Worker& worker : workers) worked_on_ += worker.batches;
    return message;
  }

  [[nodiscard]] const Numbers& written() const { return written_; }
  // The batches that the workers counted, each its own.
  [[nodiscard]] std::uint64_t worked_on() const { return worked_on_; }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  struct Worker {
    std::uint64_t operator()(const Batch& batch) {
      ++batches;
      return scenario.get().work(batch);
    }

    std::reference_wrapper<const Scenario> scenario;
    std::uint64_t batches = 0;
  };

  [[nodiscard]] std::uint64_t work(const Batch& batch) const {
    const std::uint64_t number = batch.first_record;
    if (std::count(work_fails_at.begin(), work_fails_at.end(), number) != 0) {
      throw failure("work", number);
    }
    return number;
  }

  Numbers written_;
  std::uint64_t worked_on_ = 0;
  std::atomic<bool> stopped_{false};
};

constexpr std::string_view kNoFailure = "(nothing was thrown)";

Numbers up_to(std::uint64_t last) {
  Numbers numbers(last);
  std::iota(numbers.begin(), numbers.end(), 1);
  return numbers;
}

class PipelineTest : public testing::TestWithParam<PipelineSettings> {};

TEST_P(PipelineTest, WritesAllResultsInFileOrder) {
  Scenario scenario;
  EXPECT_EQ(scenario.run(GetParam()), kNoFailure);
  EXPECT_EQ(scenario.written(), up_to(Scenario::kBatches));
  EXPECT_FALSE(scenario.stopped());
}

TEST_P(PipelineTest, GivesEachBatchToOneWorker) {
  Scenario scenario;
  EXPECT_EQ(scenario.run(GetParam()), kNoFailure);
  EXPECT_EQ(scenario.worked_on(), Scenario::kBatches);
}

TEST_P(PipelineTest, WritesWhatCameBeforeAFailureOfTheSource) {
  for (const std::uint64_t batch : {1U, 2U, 30U, 50U}) {
    Scenario scenario;
    scenario.source_fails_at = batch;
    EXPECT_EQ(scenario.run(GetParam()), "source " + std::to_string(batch));
    EXPECT_EQ(scenario.written(), up_to(batch - 1));
  }
}

TEST_P(PipelineTest, WritesWhatCameBeforeAFailureInWork) {
  for (const std::uint64_t batch : {1U, 2U, 30U, 50U}) {
    Scenario scenario;
    scenario.work_fails_at = {batch};
    EXPECT_EQ(scenario.run(GetParam()), "work " + std::to_string(batch));
    EXPECT_EQ(scenario.written(), up_to(batch - 1));
  }
}

TEST_P(PipelineTest, EndsWithAFailureOfTheSink) {
  for (const std::uint64_t batch : {1U, 2U, 30U, 50U}) {
    Scenario scenario;
    scenario.sink_fails_at = batch;
    EXPECT_EQ(scenario.run(GetParam()), "sink " + std::to_string(batch));
    EXPECT_EQ(scenario.written(), up_to(batch - 1));
    EXPECT_EQ(scenario.stopped(), !GetParam().sequential);
  }
}

TEST(ShortPipelineTest, StartsNoThread) {
  const std::thread::id caller = std::this_thread::get_id();
  std::vector<std::thread::id> ids;
  FakeSource source{batches_up_to(1)};
  source.is_short = [] { return true; };
  auto worker = [&](const Batch& batch) {
    ids.push_back(std::this_thread::get_id());
    return batch.first_record;
  };
  std::vector<decltype(worker)> workers(8, worker);
  std::uint64_t written = 0;
  run_pipeline(
      source, workers, [&](std::uint64_t number) { written += number; },
      PipelineSettings{8, 0, false});
  EXPECT_EQ(ids, std::vector{caller});
  EXPECT_EQ(written, 1U);
}

TEST_P(PipelineTest, ReportsTheFirstOfManyFailuresInTheFile) {
  Scenario scenario;
  scenario.work_fails_at = {20, 19, 18, 17, 40};
  scenario.source_fails_at = 21;
  scenario.sink_fails_at = 18;
  EXPECT_EQ(scenario.run(GetParam()), "work 17");
  EXPECT_EQ(scenario.written(), up_to(16));
}

INSTANTIATE_TEST_SUITE_P(Settings, PipelineTest,
                         testing::Values(PipelineSettings{1, 0, true},
                                         PipelineSettings{1, 1, false},
                                         PipelineSettings{1, 0, false},
                                         PipelineSettings{2, 1, false},
                                         PipelineSettings{2, 0, false},
                                         PipelineSettings{8, 1, false},
                                         PipelineSettings{8, 0, false},
                                         PipelineSettings{8, 100, false}),
                         [](const auto& info) {
                           return testing::PrintToString(info.param);
                         });

}  // namespace
}  // namespace csvimport
