#include "pipeline/stages.hpp"

#include "input/read_stopped.hpp"
#include "numbered_batches.hpp"
#include "thrown_message.hpp"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

using Numbers = std::vector<std::uint64_t>;

// All that is left in a closed channel.
template <class T>
std::vector<T> drain(Channel<T>& channel) {
  std::vector<T> all;
  while (std::optional<T> one = channel.try_pop()) {
    all.push_back(std::move(*one));
  }
  return all;
}

class StagesTest : public testing::Test {
 protected:
  void push_task(std::uint64_t number) {
    Task<Batch, std::uint64_t> task{numbered_batch(number), {}};
    futures_.push_back(task.result.get_future());
    ASSERT_TRUE(tasks_.push(std::move(task)));
  }
  void push_result(std::promise<std::uint64_t>& promise) {
    ASSERT_TRUE(results_.push({promise.get_future()}));
  }
  void push_result(std::uint64_t value) {
    std::promise<std::uint64_t> promise;
    promise.set_value(value);
    push_result(promise);
  }

  StageClock clock_;
  ByteBudget budget_{100};
  Tasks<Batch, std::uint64_t> tasks_{10};
  Results<std::uint64_t> results_{10};
  std::vector<std::future<std::uint64_t>> futures_;
};

TEST_F(StagesTest, ReaderHandsOutATaskAndAFutureForEachBatch) {
  FakeSource source{batches_up_to(3)};
  read_work(source, budget_, tasks_, results_, clock_);
  auto tasks = drain(tasks_);
  auto results = drain(results_);
  ASSERT_EQ(tasks.size(), 3U);
  ASSERT_EQ(results.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(tasks[i].work.first_record, i + 1);
    tasks[i].result.set_value(10 * i);
    EXPECT_EQ(results[i].result.get(), 10 * i);
  }
}

TEST_F(StagesTest, ReaderReportsItsFailureBehindTheBatchesBeforeIt) {
  FakeSource source{[good = batches_up_to(2)]() {
    std::optional<Batch> batch = good();
    if (!batch) throw std::runtime_error("unreadable");
    return batch;
  }};
  read_work(source, budget_, tasks_, results_, clock_);
  EXPECT_EQ(drain(tasks_).size(), 2U);
  auto results = drain(results_);
  ASSERT_EQ(results.size(), 3U);
  EXPECT_EQ(
      thrown_message<std::runtime_error>([&] { results[2].result.get(); }),
      "unreadable");
}

TEST_F(StagesTest, ReaderReportsNothingWhenItsSourceIsStopped) {
  FakeSource source{[good = batches_up_to(2)]() {
    std::optional<Batch> batch = good();
    if (!batch) throw ReadStopped();
    return batch;
  }};
  read_work(source, budget_, tasks_, results_, clock_);
  EXPECT_EQ(drain(tasks_).size(), 2U);
  EXPECT_EQ(drain(results_).size(), 2U);
}

TEST_F(StagesTest, ReaderStopsWhenTheWriterIsGone) {
  results_.close();
  int read = 0;
  FakeSource source{[&]() -> std::optional<Batch> {
    ++read;
    return numbered_batch(1);
  }};
  read_work(source, budget_, tasks_, results_, clock_);
  EXPECT_EQ(read, 1);
  EXPECT_TRUE(drain(tasks_).empty());
}

TEST_F(StagesTest, ReaderStopsWhenTheWorkersAreGone) {
  tasks_.close();
  FakeSource source{batches_up_to(5)};
  read_work(source, budget_, tasks_, results_, clock_);
  EXPECT_EQ(drain(results_).size(), 1U);
}

TEST_F(StagesTest, ReaderStopsWhenNothingMorePassesTheBudget) {
  budget_.close();
  FakeSource source{batches_up_to(5)};
  read_work(source, budget_, tasks_, results_, clock_);
  EXPECT_TRUE(drain(results_).empty());
}

TEST_F(StagesTest, WriterGivesTheBytesOfABatchBack) {
  FakeSource source{[read = false]() mutable -> std::optional<Batch> {
    if (std::exchange(read, true)) return std::nullopt;
    Batch batch = numbered_batch(1);
    batch.bytes = Buffer(100);
    batch.bytes.resize(100);
    return batch;
  }};
  read_work(source, budget_, tasks_, results_, clock_);
  results_.close();
  auto tasks = drain(tasks_);
  ASSERT_EQ(tasks.size(), 1U);
  tasks[0].result.set_value(1);
  const auto sink = [](std::uint64_t /*value*/) {};
  write_results(sink, budget_, results_, clock_);
  EXPECT_TRUE(budget_.acquire(100)) << "and does not wait";
}

TEST_F(StagesTest, WorkerDoesWhatIsInAClosedChannel) {
  for (const std::uint64_t number : {1U, 2U, 3U}) push_task(number);
  tasks_.close();
  auto worker = [](const Batch& batch) { return 10 * batch.first_record; };
  do_work(worker, tasks_, clock_);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(futures_[i].get(), 10 * (i + 1));
  }
}

TEST_F(StagesTest, WorkerGoesOnBehindAFailure) {
  for (const std::uint64_t number : {1U, 2U, 3U}) push_task(number);
  tasks_.close();
  auto worker = [](const Batch& batch) {
    if (batch.first_record == 2) throw std::runtime_error("bad record");
    return batch.first_record;
  };
  do_work(worker, tasks_, clock_);
  EXPECT_EQ(futures_[0].get(), 1U);
  EXPECT_EQ(thrown_message<std::runtime_error>([&] { futures_[1].get(); }),
            "bad record");
  EXPECT_EQ(futures_[2].get(), 3U);
}

TEST_F(StagesTest, WriterWritesInTheOrderOfTheFutures) {
  std::promise<std::uint64_t> first;
  std::promise<std::uint64_t> second;
  push_result(first);
  push_result(second);
  results_.close();
  second.set_value(2);  // done before the first
  first.set_value(1);
  Numbers written;
  const auto sink = [&](std::uint64_t value) { written.push_back(value); };
  write_results(sink, budget_, results_, clock_);
  EXPECT_EQ(written, (Numbers{1, 2}));
}

TEST_F(StagesTest, WriterThrowsTheFirstFailureInTheFile) {
  std::promise<std::uint64_t> second;
  std::promise<std::uint64_t> third;
  third.set_exception(std::make_exception_ptr(std::runtime_error("third")));
  second.set_exception(std::make_exception_ptr(std::runtime_error("second")));
  push_result(1);
  push_result(second);
  push_result(third);
  results_.close();
  Numbers written;
  const auto sink = [&](std::uint64_t value) { written.push_back(value); };
  EXPECT_EQ(thrown_message<std::runtime_error>(
                [&] { write_results(sink, budget_, results_, clock_); }),
            "second");
  EXPECT_EQ(written, (Numbers{1}));
}

TEST_F(StagesTest, WriterLetsTheFailureOfTheSinkThrough) {
  push_result(1);
  results_.close();
  const auto full_disk = [](std::uint64_t /*value*/) {
    throw std::runtime_error("disk full");
  };
  EXPECT_EQ(thrown_message<std::runtime_error>(
                [&] { write_results(full_disk, budget_, results_, clock_); }),
            "disk full");
}

TEST(StageTimesTest, AddUp) {
  StageTimes times{1, 2};
  times += StageTimes{10, 20};
  EXPECT_EQ(times.busy, 11);
  EXPECT_EQ(times.waiting, 22);
}

}  // namespace
}  // namespace csvimport
