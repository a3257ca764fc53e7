#include "report/run_trace.hpp"

#include "base/loss_warning.hpp"
#include "base/step_observer.hpp"

#include <exception>

namespace csvimport {

TracedSteps::TracedSteps(ImportObserver& observer, TraceFile& trace)
    : PassingObserver(observer),
      lane_(trace.lane("steps")),
      since_(trace.origin()) {}

TracedSteps::~TracedSteps() { lane_.put(step_, "", since_, Clock::now()); }

void TracedSteps::begin(const std::string& step) {
  if (step == step_) return;
  const Clock::time_point now = Clock::now();
  lane_.put(step_, "", since_, now);
  step_ = step;
  since_ = now;
}

void TracedSteps::begin_pass(const std::string& table,
                             std::optional<std::uint64_t> input_bytes) {
  begin(pass_names_.next(table));
  PassingObserver::begin_pass(table, input_bytes);
}

void TracedSteps::end_pass() {
  begin("between steps");
  PassingObserver::end_pass();
}

void TracedSteps::advance_step(const std::string& step,
                               std::optional<double> part) {
  begin(step);
  PassingObserver::advance_step(step, part);
}

void TracedSteps::end_steps() {
  begin("ending");
  PassingObserver::end_steps();
}

void RunTrace::finish(const ImportJob& job, int status) noexcept {
  try {
    steps_.reset();
    file_.commit(
        {{"command", command_}, {"exit status", std::to_string(status)}},
        job.sync);
  } catch (const std::exception& error) {
    warn_of_loss(std::string(error.what()) + "; the run has no trace");
  }
}

}  // namespace csvimport
