#include "base/trace_file.hpp"

#include "numbered_batches.hpp"
#include "pipeline/pipeline.hpp"
#include "temp_folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace csvimport {
namespace {

using nlohmann::json;
using std::chrono::microseconds;
using std::chrono::nanoseconds;

class TraceFileTest : public testing::Test {
 protected:
  // What the file has once it is there.
  json committed() {
    trace_.commit({{"exit status", "0"}}, false);
    std::ifstream file(folder_.path("t.json"));
    return json::parse(file);
  }

  // The complete events of the lane.
  static std::vector<json> events_of(const json& trace,
                                     const std::string& lane) {
    std::vector<json> events;
    json thread;
    for (const json& event : trace.at("traceEvents")) {
      if (event.at("name") == "thread_name" &&
          event.at("args").at("name") == lane) {
        thread = event.at("tid");
      }
    }
    for (const json& event : trace.at("traceEvents")) {
      if (event.at("ph") == "X" && event.at("tid") == thread) {
        events.push_back(event);
      }
    }
    return events;
  }

  [[nodiscard]] Clock::time_point at(nanoseconds time) const {
    return trace_.origin() + time;
  }

  const TempFolder folder_;
  TraceFile trace_{folder_.path("t.json")};
};

TEST_F(TraceFileTest, HasTheEventsThatViewersKnow) {
  trace_.lane("writer").add("write", at(nanoseconds(1'234'567)),
                            at(nanoseconds(2'234'570)), {7, 4096});
  const json trace = committed();
  const std::vector<json> events = events_of(trace, "writer");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].at("name"), "write");
  EXPECT_DOUBLE_EQ(events[0].at("ts"), 1234.567);
  EXPECT_DOUBLE_EQ(events[0].at("dur"), 1000.003);
  EXPECT_EQ(events[0].at("pid"), ::getpid());
  EXPECT_EQ(events[0].at("args"), json::parse(R"({"batch":7,"bytes":4096})"));
  const json& process = trace.at("traceEvents").at(0);
  EXPECT_EQ(process.at("ph"), "M");
  EXPECT_EQ(process.at("name"), "process_name");
  EXPECT_EQ(process.at("args").at("name"), "csvimport");
  EXPECT_EQ(trace.at("otherData").at("exit status"), "0");
}

TEST_F(TraceFileTest, StartsAsIsToldFromOtherFiles) {
  trace_.commit({}, false);
  std::ifstream file(folder_.path("t.json"));
  std::string start(kTraceStart.size(), ' ');
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  EXPECT_EQ(start, kTraceStart);
}

TEST_F(TraceFileTest, NamesAnythingThatIsTold) {
  const std::string about = "a\"\\\n\xFF.csv";
  trace_.lane("a \"lane\"")
      .put("open", about, at(microseconds(0)), at(microseconds(1)));
  const std::vector<json> events = events_of(committed(), "a \"lane\"");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].at("args").at("of"), "a\"\\\n\xEF\xBF\xBD.csv");
}

TEST_F(TraceFileTest, IsNotThereBeforeItIsWhole) {
  trace_.lane("reader").add("read", at(microseconds(0)), at(microseconds(1)));
  EXPECT_FALSE(std::filesystem::exists(folder_.path("t.json")));
}

TEST_F(TraceFileTest, MakesOneOfShortSpans) {
  TraceLane& lane = trace_.lane("worker 1");
  const auto short_ns =
      std::chrono::duration_cast<nanoseconds>(trace_.shortest());
  lane.add("wait", at(nanoseconds(0)), at(short_ns / 8));
  lane.add("work", at(short_ns / 8), at(short_ns / 2), {1, 10});
  lane.add("work", at(short_ns / 2), at(3 * short_ns), {2, 20});
  lane.add("wait", at(3 * short_ns), at(4 * short_ns));
  const std::vector<json> events = events_of(committed(), "worker 1");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].at("name"), "work");
  EXPECT_EQ(events[0].at("ts"), 0);
  EXPECT_EQ(events[0].at("args"),
            json::parse(R"({"batch":1,"batches":2,"bytes":30})"));
  EXPECT_EQ(events[1].at("name"), "wait");
  EXPECT_FALSE(events[1].contains("args"));
}

TEST_F(TraceFileTest, HasABoundForAnyNumberOfSpans) {
  TraceLane& lane = trace_.lane("worker 1");
  const Clock::duration at_first = trace_.shortest();
  constexpr std::size_t kSpans = 1'000'000;
  nanoseconds time{0};
  for (std::size_t i = 0; i < kSpans; ++i) {
    lane.add("work", at(time), at(time + microseconds(2)), {i + 1, 1});
    time += microseconds(2);
  }
  EXPECT_GT(trace_.shortest(), at_first);
  const std::vector<json> events = events_of(committed(), "worker 1");
  EXPECT_LT(events.size(), 5 * TraceFile::kEventsOfOneLength);
  std::size_t pieces = 0;
  for (const json& event : events) pieces += event.at("args").value("bytes", 0);
  EXPECT_EQ(pieces, kSpans);
}

TEST_F(TraceFileTest, TellsOfAFailureInTheEnd) {
  TraceFile trace(folder_.path("none.json"));
  // What becomes of that shows when the file is to have its name.
  std::filesystem::create_directory(folder_.path("none.json"));
  trace.lane("reader").add("read", trace.origin(), Clock::now());
  EXPECT_ANY_THROW(trace.commit({}, false));
}

TEST_F(TraceFileTest, HasALaneForEachThreadOfAPipeline) {
  for (const std::size_t workers : {0, 1, 3}) {
    TraceFile trace(folder_.path("p.json"));
    PipelineSettings settings;
    settings.sequential = workers == 0;
    settings.workers = workers;
    settings.trace = &trace;
    FakeSource source{batches_up_to(100)};
    const auto work = [](Batch batch) { return batch.first_record; };
    std::vector crew(settings.worker_count(), work);
    run_pipeline(
        source, crew, [](std::uint64_t /*number*/) {}, settings);
    trace.commit({}, false);
    std::ifstream file(folder_.path("p.json"));
    const json all = json::parse(file);
    std::map<std::string, std::uint64_t> batches;
    for (const std::string& lane :
         {std::string("reader"), std::string("writer"), std::string("worker 1"),
          std::string("worker 2"), std::string("worker 3")}) {
      double end = 0;
      for (const json& event : events_of(all, lane)) {
        EXPECT_GE(event.at("ts").get<double>(), end - 1e-6) << lane;
        end = event.at("ts").get<double>() + event.at("dur").get<double>();
        if (!event.contains("args")) continue;
        batches[lane.substr(0, 6)] += event.at("args").value("batches", 1);
      }
    }
    EXPECT_EQ(batches, (std::map<std::string, std::uint64_t>{
                           {"reader", 100}, {"worker", 100}, {"writer", 100}}));
  }
}

}  // namespace
}  // namespace csvimport
