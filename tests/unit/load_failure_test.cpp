// How a run of the pipeline ends when a stage fails while others wait.

#include "pipeline/pipeline.hpp"

#include "numbered_batches.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <future>
#include <latch>
#include <optional>
#include <stdexcept>
#include <string>

namespace csvimport {
namespace {

// Two workers, and channels for one batch each. What a test does not set does
// nothing.
class LoadFailureTest : public testing::Test {
 protected:
  LoadFailureTest() {
    pipeline_.stop_source = [this] { stop_.set_value(); };
    pipeline_.make_work = [this]() -> BatchWork<int> {
      return [this](const Batch& /*batch*/) { return work_(); };
    };
    pipeline_.sink = [](int /*result*/) {};
  }

  // Returns the message of the failure that ends the run.
  std::string run() {
    return thrown_message<std::runtime_error>([&] {
      run_pipeline(pipeline_, {2, 1, false});
    });
  }

  // One batch, then a wait for input that only stop_source() ends: by then the
  // channels are empty.
  BatchSource one_batch_then_wait() {
    return [this, one = batches_up_to(1)]() mutable {
      std::optional<Batch> batch = one();
      if (!batch) stop_.get_future().wait();
      return batch;
    };
  }
  // Batches without end. With the first result held up, and one in its channel,
  // the third batch waits for room.
  BatchSource endless_batches() {
    return [this]() -> std::optional<Batch> {
      if (!third_is_read_.try_wait()) third_is_read_.count_down();
      return numbered_batch(1);
    };
  }

  Pipeline<int> pipeline_;
  std::function<int()> work_ = [] { return 0; };
  std::promise<void> stop_;
  std::latch third_is_read_{3};
};

TEST_F(LoadFailureTest, SinkFailsWhileTheReaderWaitsForInput) {
  pipeline_.source = one_batch_then_wait();
  pipeline_.sink = [](int /*result*/) {
    throw std::runtime_error("disk full");
  };
  EXPECT_EQ(run(), "disk full");
}

TEST_F(LoadFailureTest, SinkFailsWhileTheReaderWaitsForRoom) {
  pipeline_.source = endless_batches();
  pipeline_.sink = [this](int /*result*/) {
    third_is_read_.wait();
    throw std::runtime_error("disk full");
  };
  EXPECT_EQ(run(), "disk full");
}

TEST_F(LoadFailureTest, WorkFailsWhileTheReaderWaitsForInput) {
  pipeline_.source = one_batch_then_wait();
  work_ = []() -> int { throw std::runtime_error("bad record"); };
  EXPECT_EQ(run(), "bad record");
}

TEST_F(LoadFailureTest, WorkFailsWhileTheReaderWaitsForRoom) {
  pipeline_.source = endless_batches();
  work_ = [this]() -> int {
    third_is_read_.wait();
    throw std::runtime_error("bad record");
  };
  EXPECT_EQ(run(), "bad record");
}

TEST_F(LoadFailureTest, SourceFailsWhileAllElseIsEmpty) {
  std::promise<void> written;
  pipeline_.source = [&, one = batches_up_to(1)]() mutable {
    std::optional<Batch> batch = one();
    if (batch) return batch;
    written.get_future().wait();
    throw std::runtime_error("unreadable");
  };
  pipeline_.sink = [&](int /*result*/) { written.set_value(); };
  EXPECT_EQ(run(), "unreadable");
}

TEST_F(LoadFailureTest, SourceFailsWhileAllElseIsFull) {
  std::latch failing(1);
  pipeline_.source = [&, two = batches_up_to(2)]() mutable {
    std::optional<Batch> batch = two();
    if (batch) return batch;
    failing.count_down();
    throw std::runtime_error("unreadable");
  };
  pipeline_.sink = [&](int /*result*/) { failing.wait(); };
  EXPECT_EQ(run(), "unreadable");
}

TEST_F(LoadFailureTest, MakingTheWorkFailsBeforeAnythingIsRead) {
  bool read = false;
  pipeline_.source = [&]() -> std::optional<Batch> {
    read = true;
    return std::nullopt;
  };
  pipeline_.make_work = []() -> BatchWork<int> {
    throw std::runtime_error("no memory");
  };
  EXPECT_EQ(run(), "no memory");
  EXPECT_FALSE(read);
}

}  // namespace
}  // namespace csvimport
