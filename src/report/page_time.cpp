#include "report/page_time.hpp"

#include "report/format.hpp"
#include "report/html_text.hpp"
#include "report/page_charts.hpp"
#include "report/profile_words.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <thread>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// In seconds; by taste. Of less nobody asks where it went.
constexpr double kMoment = 0.1;

double length_of(const RunStep& step) { return step.to - step.from; }

// All of one name as one, the longest first.
std::vector<RunStep> summed_steps(const std::vector<RunStep>& steps) {
  std::vector<RunStep> sums;
  for (const RunStep& step : steps) {
    const auto same =
        std::find_if(sums.begin(), sums.end(),
                     [&](const RunStep& one) { return one.name == step.name; });
    if (same == sums.end()) {
      sums.push_back({step.name, 0, length_of(step)});
    } else {
      same->to += length_of(step);
    }
  }
  std::stable_sort(sums.begin(), sums.end(),
                   [](const RunStep& a, const RunStep& b) {
                     return length_of(a) > length_of(b);
                   });
  return sums;
}

StageTimes sum_of(const StageTimeline::StageSlots& stage) {
  StageTimes sum;
  for (const StageTimes& slot : stage.slots) sum += slot;
  return sum;
}

// Of the time that the threads of a stage had, what they worked.
double busy_part(const StageTimeline::StageSlots& stage) {
  const StageTimes sum = sum_of(stage);
  const double all = sum.busy + sum.waiting;
  return all > 0 ? sum.busy / all : 0;
}

std::string percent(double part) {
  return fmt::format("{:.0f}%", 100 * std::clamp(part, 0.0, 1.0));
}

std::string seconds_of(const RunFacts& facts, double seconds) {
  return seconds_text(seconds) + " of " + seconds_text(facts.seconds);
}

std::string held_up_sequentially(const RunFacts& facts) {
  const std::pair<double, const char*> stages[] = {
      {sum_of(facts.stages.reader).busy, "reading the file"},
      {sum_of(facts.stages.workers).busy, "making records of it"},
      {sum_of(facts.stages.writer).busy, "writing them"}};
  const auto& most = *std::max_element(std::begin(stages), std::end(stages));
  return "One thread did it all, one after the other (--sequential): most of "
         "the time, " +
         seconds_of(facts, most.first) + ", went into " + most.second + ".";
}

// Of stages that work at the same time, the one that has least time to wait
// holds up the others.
std::string held_up_while_reading(const RunFacts& facts) {
  const double reader = busy_part(facts.stages.reader);
  const double workers = busy_part(facts.stages.workers);
  const double writer = busy_part(facts.stages.writer);
  constexpr double kMostly = 0.6;
  const double most = std::max({reader, workers, writer});
  if (most < kMostly) {
    return "No stage held up the others: the reader was busy " +
           percent(reader) + " of the time, the workers " + percent(workers) +
           ", the writer " + percent(writer) + ".";
  }
  if (most == workers) {
    const bool has_cores =
        facts.stages.workers.threads < std::thread::hardware_concurrency();
    return "The workers held it up, busy " + percent(workers) +
           " of the time: " +
           (has_cores ? "there are cores for more of them (--workers)."
                      : "there were as many as this machine has cores.");
  }
  if (most == reader) {
    return "The reader held it up, busy " + percent(reader) +
           " of the time: the file came no faster, or took that long to "
           "unpack.";
  }
  return "The writer held it up, busy " + percent(writer) +
         " of the time: the disk was no faster, or SQLite itself had to insert "
         "the rows.";
}

std::string lanes(const RunFacts& facts) {
  std::string rows;
  for (const RunStep& step : facts.steps) {
    rows += "<tr><th scope=row>" + html_text(step.name) +
            "</th><td class=lane>" +
            lane_svg(step.from, step.to, facts.seconds,
                     step.name + ", from " + seconds_text(step.from) + " to " +
                         seconds_text(step.to)) +
            "</td><td class=number>" + seconds_text(length_of(step)) +
            "</td></tr>\n";
  }
  return "<table class=steps>\n<caption>The steps, one after the "
         "other</caption>\n"
         "<thead><tr><th scope=col>Step</th><th scope=col>When</th>"
         "<th scope=col class=number>Took</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody>\n</table>\n";
}

std::string stage_html(const std::string& name,
                       const StageTimeline::StageSlots& stage,
                       const RunFacts& facts) {
  if (stage.threads == 0) return "";
  const StageTimes sum = sum_of(stage);
  const std::string times = "busy " + seconds_text(sum.busy) + ", waiting " +
                            seconds_text(sum.waiting);
  const std::string title = name + " over time: " + times;
  return "<figure class=stage>\n<figcaption><span>" + html_text(name) +
         "</span><span class=count>" + times + "</span></figcaption>\n" +
         stage_svg(stage, facts.stages.width, facts.seconds, title) +
         "</figure>\n";
}

std::string stages_html(const RunFacts& facts) {
  const StageTimeline::Slots& stages = facts.stages;
  const std::string html =
      stage_html("Reader", stages.reader, facts) +
      stage_html(stages.workers.threads == 1
                     ? "Worker"
                     : fmt::format("{} workers", stages.workers.threads),
                 stages.workers, facts) +
      stage_html("Writer", stages.writer, facts);
  if (html.empty() || facts.seconds < kMoment) return "";
  return "<h3 class=below>How busy each stage was</h3>\n<p class=note>The "
         "higher, the "
         "busier; what is empty was waiting, or not there.</p>\n" +
         html + "<div class=ends><span>0 s</span><span>" +
         seconds_text(facts.seconds) + "</span></div>\n";
}

}  // namespace

std::string held_up_text(const RunFacts& facts) {
  if (facts.seconds < kMoment) return "It was over in a moment.";
  const std::vector<RunStep> steps = summed_steps(facts.steps);
  if (steps.empty()) return "";
  const RunStep& longest = steps.front();
  if (longest.name != kReadingStep) {
    return "Most of the time, " + seconds_of(facts, length_of(longest)) +
           ", went into this step: " + longest.name + ".";
  }
  return facts.job.pipeline.sequential ? held_up_sequentially(facts)
                                       : held_up_while_reading(facts);
}

std::string time_section(const RunFacts& facts) {
  if (facts.seconds <= 0 || facts.steps.empty()) return "";
  return "<section>\n<h2>Where the time went</h2>\n<p>" +
         html_text(held_up_text(facts)) + "</p>\n" + lanes(facts) +
         stages_html(facts) + "</section>\n";
}

}  // namespace csvimport
