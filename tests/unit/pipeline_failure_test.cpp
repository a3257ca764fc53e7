// How a run of the pipeline ends when a stage fails while others wait.

#include "pipeline/pipeline.hpp"

#include "input/read_stopped.hpp"
#include "numbered_batches.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <latch>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// Two workers, and channels for one batch each. What a test does not set does
// nothing.
class PipelineFailureTest : public testing::Test {
 protected:
  PipelineFailureTest() {
    source_.stop = [this] { stop_.set_value(); };
  }

  // Returns the message of the failure that ends the run.
  std::string run() {
    std::vector<std::function<int(const Batch&)>> workers(
        2, [this](const Batch& /*batch*/) { return work_(); });
    return thrown_message<std::runtime_error>([&] {
      run_pipeline(source_, workers, sink_, {2, 1, false});
    });
  }

  // One batch, then a wait for input that only stop() ends: by then the
  // channels are empty.
  std::function<std::optional<Batch>()> one_batch_then_wait() {
    return [this, one = batches_up_to(1)]() mutable {
      std::optional<Batch> batch = one();
      if (batch) return batch;
      stop_.get_future().wait();
      throw ReadStopped();
    };
  }
  // Batches without end. With the first result held up, and one in its channel,
  // the third batch waits for room.
  std::function<std::optional<Batch>()> endless_batches() {
    return [this]() -> std::optional<Batch> {
      if (!third_is_read_.try_wait()) third_is_read_.count_down();
      return numbered_batch(1);
    };
  }

  FakeSource source_;
  std::function<int()> work_ = [] { return 0; };
  std::function<void(int)> sink_ = [](int /*result*/) {};
  std::promise<void> stop_;
  std::latch third_is_read_{3};
};

TEST_F(PipelineFailureTest, SinkFailsWhileTheReaderWaitsForInput) {
  source_.next = one_batch_then_wait();
  sink_ = [](int /*result*/) { throw std::runtime_error("disk full"); };
  EXPECT_EQ(run(), "disk full");
}

TEST_F(PipelineFailureTest, SinkFailsWhileTheReaderWaitsForRoom) {
  source_.next = endless_batches();
  sink_ = [this](int /*result*/) {
    third_is_read_.wait();
    throw std::runtime_error("disk full");
  };
  EXPECT_EQ(run(), "disk full");
}

TEST_F(PipelineFailureTest, WorkFailsWhileTheReaderWaitsForInput) {
  source_.next = one_batch_then_wait();
  work_ = []() -> int { throw std::runtime_error("bad record"); };
  EXPECT_EQ(run(), "bad record");
}

TEST_F(PipelineFailureTest, WorkFailsWhileTheReaderWaitsForRoom) {
  source_.next = endless_batches();
  work_ = [this]() -> int {
    third_is_read_.wait();
    throw std::runtime_error("bad record");
  };
  EXPECT_EQ(run(), "bad record");
}

TEST_F(PipelineFailureTest, SourceFailsWhileAllElseIsEmpty) {
  std::promise<void> written;
  source_.next = [&, one = batches_up_to(1)]() mutable {
    std::optional<Batch> batch = one();
    if (batch) return batch;
    written.get_future().wait();
    throw std::runtime_error("unreadable");
  };
  sink_ = [&](int /*result*/) { written.set_value(); };
  EXPECT_EQ(run(), "unreadable");
}

TEST_F(PipelineFailureTest, SourceFailsWhileAllElseIsFull) {
  std::latch failing(1);
  source_.next = [&, two = batches_up_to(2)]() mutable {
    std::optional<Batch> batch = two();
    if (batch) return batch;
    failing.count_down();
    throw std::runtime_error("unreadable");
  };
  sink_ = [&](int /*result*/) { failing.wait(); };
  EXPECT_EQ(run(), "unreadable");
}

}  // namespace
}  // namespace csvimport
