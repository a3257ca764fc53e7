// What a run did when (--trace).

#include "cli_fixture.hpp"
#include "interrupt_fixture.hpp"
#include "rqlite_cluster.hpp"
#include "small_disk.hpp"

#include <sys/mount.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

namespace csvimport {
namespace {

using nlohmann::json;

// What a file of --trace tells.
class Trace {
 public:
  explicit Trace(const std::string& text) : all_(json::parse(text)) {
    for (const json& event : all_.at("traceEvents")) {
      if (event.at("name") == "thread_name") {
        lanes_[event.at("tid")] = event.at("args").at("name");
      }
    }
    for (const json& event : all_.at("traceEvents")) {
      if (event.at("ph") != "X") continue;
      const std::string lane = lanes_.at(event.at("tid"));
      spans_[lane].push_back(event);
      names_[lane].insert(event.at("name").get<std::string>());
    }
  }

  [[nodiscard]] const json& facts() const { return all_.at("otherData"); }
  [[nodiscard]] std::set<std::string> lanes() const {
    std::set<std::string> lanes;
    for (const auto& [lane, spans] : spans_) lanes.insert(lane);
    return lanes;
  }
  [[nodiscard]] bool has(const std::string& lane,
                         const std::string& name) const {
    const auto names = names_.find(lane);
    return names != names_.end() && names->second.count(name) > 0;
  }
  // The same of all of these.
  [[nodiscard]] bool has_all(const std::string& lane,
                             const std::vector<std::string>& names) const {
    return std::all_of(
        names.begin(), names.end(),
        [&](const std::string& name) { return has(lane, name); });
  }
  // Whether any worker worked: one may come too late for all batches.
  [[nodiscard]] bool has_work() const {
    return std::any_of(names_.begin(), names_.end(), [](const auto& lane) {
      return lane.first.starts_with("worker ") && lane.second.count("work") > 0;
    });
  }
  // The bytes of input in the lanes that start so.
  [[nodiscard]] std::uint64_t bytes(const std::string& start) const {
    std::uint64_t sum = 0;
    for (const auto& [lane, spans] : spans_) {
      if (!lane.starts_with(start)) continue;
      for (const json& span : spans) {
        if (span.contains("args")) sum += span.at("args").value("bytes", 0ULL);
      }
    }
    return sum;
  }

  // Whether the spans of each lane follow each other, or, of the import, lie
  // within another.
  void expect_no_overlap() const {
    for (const auto& [lane, spans] : spans_) {
      std::vector<std::pair<double, double>> sorted;
      for (const json& span : spans) {
        const double begin = span.at("ts");
        EXPECT_GE(begin, 0);
        EXPECT_GE(span.at("dur").get<double>(), 0);
        // The longer first, where two begin at once.
        sorted.emplace_back(begin, -(begin + span.at("dur").get<double>()));
      }
      std::sort(sorted.begin(), sorted.end());
      std::vector<double> open;  // the ends of those that others lie in
      constexpr double kRounding = 2e-3;
      for (const auto& [begin, minus_end] : sorted) {
        while (!open.empty() && open.back() <= begin + kRounding) {
          open.pop_back();
        }
        if (!open.empty()) {
          EXPECT_EQ(lane, "import") << begin;
          EXPECT_LE(-minus_end, open.back() + kRounding) << lane;
        }
        open.push_back(-minus_end);
      }
    }
  }

 private:
  json all_;
  std::map<json, std::string> lanes_;
  std::map<std::string, std::vector<json>> spans_;
  std::map<std::string, std::set<std::string>> names_;
};

class TraceTest : public InterruptedRunTest {
 protected:
  void SetUp() override { write("t.csv", numbered_rows(30'000)); }

  // That of a run of these, which ends with `status`.
  Trace trace_of(const Arguments& arguments, int status = 0) {
    const RunResult result = run(arguments + Arguments{"--trace", "t.json"});
    EXPECT_EQ(result.exit_code, status) << result.err;
    Trace trace(read("t.json"));
    trace.expect_no_overlap();
    EXPECT_EQ(trace.facts().at("exit status"), std::to_string(status));
    return trace;
  }
};

const std::set<std::string>& lanes_of_two_workers() {
  static const std::set<std::string> lanes = {"import",   "reader",   "steps",
                                              "worker 1", "worker 2", "writer"};
  return lanes;
}

const Arguments& small_batches() {
  static const Arguments flags = {"--workers", "2", "--batch-size", "1000"};
  return flags;
}

TEST_F(TraceTest, ShowsEveryStage) {
  const Trace trace = trace_of(small_batches() + Arguments{"t.csv", "t.db"});
  EXPECT_EQ(trace.lanes(), lanes_of_two_workers());
  EXPECT_TRUE(trace.has_all("reader", {"read"}));
  EXPECT_TRUE(trace.has_all("writer", {"write", "wait"}));
  EXPECT_TRUE(
      trace.has_all("import", {"start", "open input", "infer types", "pass",
                               "read input", "land", "sync", "rename"}));
  EXPECT_TRUE(trace.has_all("steps",
                            {"opening", "reading for table \"t\"", "landing"}));
  const std::uint64_t records =
      std::filesystem::file_size(path("t.csv")) - std::string("a,b\n").size();
  for (const char* const stage : {"reader", "worker", "writer"}) {
    EXPECT_EQ(trace.bytes(stage), records) << stage;
  }
  EXPECT_EQ(files(), (Rows{"t.csv", "t.db", "t.json"}));
}

TEST_F(TraceTest, ShowsAnyWayToImport) {
  for (const Arguments& way : some_of(every_way())) {
    const Trace trace = trace_of(way + Arguments{"t.csv", "t.db"});
    EXPECT_TRUE(trace.has("reader", "read"));
    EXPECT_TRUE(trace.has_work());
    EXPECT_TRUE(trace.has("writer", "write"));
    remove("t.db");
  }
}

TEST_F(TraceTest, ShowsAllInputsAndPasses) {
  // Behind what types are inferred from.
  write("u.csv", numbered_rows(100'000) + "x,y\n");
  const Trace trace =
      trace_of(small_batches() + Arguments{"t.csv", "u.csv", "t.db"});
  EXPECT_TRUE(trace.has_all(
      "steps", {"reading for table \"t\"", "reading for table \"u\"",
                "reading again for table \"u\""}));
}

TEST_F(TraceTest, ShowsSortingAndIndexes) {
  write("t.csv", "id,b\n3,x\n1,y\n2,z\n");
  const Trace trace = trace_of({"--pk", "id", "--index", "b", "t.csv", "t.db"});
  EXPECT_TRUE(trace.has_all("import", {"sort rows", "build indexes"}));
  EXPECT_TRUE(trace.has_all(
      "steps", {"sorting rows of table \"t\"", "index \"idx_t_b\""}));
}

TEST_F(TraceTest, ShowsRowsOnTheirWayIntoATable) {
  execute("t.db", "CREATE TABLE t (a PRIMARY KEY, b)");
  const Trace trace = trace_of(small_batches() + Arguments{"t.csv", "t.db"});
  EXPECT_EQ(trace.lanes(), lanes_of_two_workers());
  EXPECT_TRUE(trace.has_all("import", {"land", "move rows", "commit", "sync"}));
  EXPECT_TRUE(trace.has("steps", "landing rows of table \"t\""));
}

TEST_F(TraceTest, ShowsTheWaysThatAreCompared) {
  const Trace trace =
      trace_of(small_batches() + Arguments{"--compare", "t.csv", "t.db"});
  EXPECT_EQ(trace.lanes(), lanes_of_two_workers());
  EXPECT_TRUE(trace.has_all("import",
                            {"row by row", "pool, conventional path",
                             "sequential, direct path", "pool, direct path"}));
}

TEST_F(TraceTest, ShowsHowSqlIsMade) {
  EXPECT_TRUE(trace_of({"--sql", "t.csv"}).has("import", "make SQL"));
}

TEST_F(TraceTest, ShowsHowDatabasesAreMerged) {
  ASSERT_EQ(run({"t.csv", "one.db"}).exit_code, 0);
  const Trace trace = trace_of({"one.db", "all.db"});
  EXPECT_TRUE(trace.has_all("import", {"pass", "read input", "land"}));
}

TEST_F(TraceTest, ShowsATryAndAPageBesideIt) {
  const Trace trace =
      trace_of({"--dry-run", "--report", "r.html", "t.csv", "t.db"});
  EXPECT_TRUE(trace.has("reader", "read"));
  EXPECT_TRUE(read("r.html").starts_with("<!DOCTYPE html>"));
}

TEST_F(TraceTest, ShowsHowFarARunThatFailsHasCome) {
  write("t.csv", numbered_rows(30'000) + "1\n");
  const Trace trace = trace_of(small_batches() + Arguments{"t.csv", "t.db"}, 1);
  EXPECT_EQ(trace.lanes(), lanes_of_two_workers());
  EXPECT_FALSE(trace.has("import", "land"));
  EXPECT_EQ(files(), (Rows{"t.csv", "t.json"}));
}

TEST_F(TraceTest, ShowsWhatWasInterrupted) {
  Process process = start({"--trace", "t.json", "-", "t.db"});
  process.feed("a,b\n1,2\n");
  ASSERT_TRUE(process.comes_to_wait());
  expect_interrupted(process, SIGTERM, {"t.csv", "t.json"});
  const Trace trace(read("t.json"));
  trace.expect_no_overlap();
  EXPECT_EQ(trace.facts().at("exit status"), "143");
}

TEST_F(TraceTest, TellsTheCommand) {
  const Trace trace = trace_of({"-q", "t.csv", "t.db"});
  EXPECT_EQ(trace.facts().at("command"),
            "csvimport -q t.csv t.db --trace t.json");
}

TEST_F(TraceTest, IsCheckedBeforeAnythingIsRead) {
  std::filesystem::create_directory(path("folder"));
  for (const auto& [file, problem] :
       {std::pair{"folder", ": is there and is not a regular file"},
        std::pair{"none/t.json", ": cannot create: No such file or directory"},
        std::pair{"/dev/stdout", ": is there and is not a regular file"}}) {
    expect_system_error(run_binary({"--trace", file, "none.csv", "t.db"}), file,
                        problem);
  }
  EXPECT_EQ(files(), (Rows{"folder", "t.csv"}));
}

TEST_F(TraceTest, ReplacesNothingButTraces) {
  const auto problem_of = [&](const Arguments& arguments) {
    const RunResult result = run(arguments + Arguments{"t.csv", "t.db"});
    EXPECT_EQ(result.exit_code, 2);
    return result.err.substr(0, result.err.find("; name another file"));
  };
  write("precious.json", "{}");
  EXPECT_EQ(problem_of({"--trace", "precious.json"}),
            "error: --trace: would replace precious.json, which is no trace of "
            "a run");
  EXPECT_EQ(problem_of({"--trace", "./t.csv"}),
            "error: --trace: would write ./t.csv, which is a FILE to import");
  EXPECT_EQ(problem_of({"--trace", "t.db-wal"}),
            "error: --trace: would write t.db-wal, which is SQLite's own for "
            "the DATABASE");
  EXPECT_EQ(problem_of({"--report", "r", "--trace", "r"}),
            "error: --trace: would write r, which is the file of --report");
  EXPECT_EQ(run({"--trace", "", "t.csv", "t.db"}).exit_code, 2);
  EXPECT_EQ(files(), (Rows{"precious.json", "t.csv"}));
  (void)trace_of({"t.csv", "t.db"});
  (void)trace_of({"t.csv", "t.db"});
}

TEST_F(TraceTest, IsNoReasonToFailOnceAllIsDone) {
  if (!mount_small_disk(path("disk"), "4k")) {
    GTEST_SKIP() << "cannot mount a file system";
  }
  // More than one buffer, so that the first is written as the run goes.
  write("t.csv", numbered_rows(200'000));
  const RunResult result =
      run({"--batch-size", "100", "--trace", "disk/t.json", "t.csv", "t.db"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(result.err.ends_with(
      "warning: disk/t.json: cannot write: No space left on device; the run "
      "has no trace\n"))
      << result.err;
  EXPECT_TRUE(std::filesystem::is_empty(path("disk")));
  EXPECT_EQ(query("t.db", "SELECT count(*) FROM t"), (Rows{"200000"}));
  ::umount2(path("disk").c_str(), MNT_DETACH);
}

class TraceClusterTest : public TraceTest {
 protected:
  void SetUp() override {
    if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
    TraceTest::SetUp();
  }
};

TEST_F(TraceClusterTest, ShowsWhatIsSent) {
  const RqliteCluster cluster;
  const Trace trace = trace_of({"t.csv", cluster.url()});
  EXPECT_TRUE(trace.has_all("import", {"pass", "make SQL", "land in cluster"}));
  EXPECT_TRUE(trace.has("steps", "sending rows of table \"t\""));
}

}  // namespace
}  // namespace csvimport
