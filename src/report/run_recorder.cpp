#include "report/run_recorder.hpp"

#include "base/step_observer.hpp"

#include <algorithm>

namespace csvimport {

double RunRecorder::now() const { return seconds_since(origin_); }

void RunRecorder::begin(const std::string& step) {
  if (step == step_) return;
  const double end = now();
  if (ended_.size() < kMostSteps) {
    ended_.push_back({step_, since_, end});
  } else {
    ended_.back().name = "and more";
    ended_.back().to = end;
  }
  step_ = step;
  since_ = end;
}

void RunRecorder::begin_pass(const std::string& table,
                             std::optional<std::uint64_t> input_bytes) {
  begin(kReadingStep);
  PassingObserver::begin_pass(table, input_bytes);
}

void RunRecorder::end_pass() {
  begin(kLandingStep);
  PassingObserver::end_pass();
}

// What tells of a part that is done has begun before.
void RunRecorder::advance_step(const std::string& step,
                               std::optional<double> part) {
  if (part && *part > 0 && step_ == kLandingStep) step_ = step;
  begin(step);
  PassingObserver::advance_step(step, part);
}

void RunRecorder::end_steps() {
  begin(kLandingStep);
  PassingObserver::end_steps();
}

void RunRecorder::chose(const std::string& input, const std::string& flags) {
  const auto known =
      std::find_if(choices_.begin(), choices_.end(),
                   [&](const RunChoice& one) { return one.input == input; });
  if (known != choices_.end()) {
    known->flags = flags;
  } else if (choices_.size() < kMostChoices) {
    choices_.push_back({input, flags});
  } else {
    ++more_choices_;
  }
  PassingObserver::chose(input, flags);
}

std::vector<RunStep> RunRecorder::steps() const {
  std::vector<RunStep> steps = ended_;
  steps.push_back({step_, since_, now()});
  return steps;
}

}  // namespace csvimport
