#pragma once

// What an import tells on its way, kept for its page.

#include "base/clock.hpp"
#include "report/passing_observer.hpp"
#include "report/run_facts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Passes all on. One thread.
class RunRecorder : public PassingObserver {
 public:
  // The run has begun at `origin`.
  RunRecorder(ImportObserver& observer, Clock::time_point origin)
      : PassingObserver(observer), origin_(origin) {}

  void begin_pass(const std::string& table,
                  std::optional<std::uint64_t> input_bytes) override;
  void end_pass() override;
  void advance_step(const std::string& step,
                    std::optional<double> part) override;
  void end_steps() override;
  void chose(const std::string& input, const std::string& flags) override;

  // The steps up to now, without gaps: up to kMostSteps, of which the last
  // stands for all that came behind it.
  [[nodiscard]] std::vector<RunStep> steps() const;
  // For each input what was chosen last, up to kMostChoices; and how many
  // others have been told of.
  [[nodiscard]] const std::vector<RunChoice>& choices() const {
    return choices_;
  }
  [[nodiscard]] std::uint64_t more_choices() const { return more_choices_; }

 private:
  static constexpr std::size_t kMostSteps = 60;
  static constexpr std::size_t kMostChoices = 50;

  [[nodiscard]] double now() const;
  // From now on it is this one.
  void begin(const std::string& step);

  Clock::time_point origin_;
  std::vector<RunStep> ended_;
  std::string step_ = "opening";  // that the run is in
  double since_ = 0;
  std::vector<RunChoice> choices_;
  std::uint64_t more_choices_ = 0;
};

}  // namespace csvimport
