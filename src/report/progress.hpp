#pragma once

// How far an import is, shown on stderr.

#include "base/clock.hpp"
#include "import/import_observer.hpp"
#include "report/pass_names.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

enum class ShowProgress { kAuto, kAlways, kNever };

// How often a line comes where lines stay; by taste: a log stays readable.
inline constexpr std::chrono::milliseconds kBetweenProgressLines{10'000};

// Names the stage, and as far as that is known how much of it is done: of
// reading in percent of the bytes, with rows, their rate and the time left. On
// a terminal that can go back in a line it draws one line anew, ten times a
// second; a message takes its place (take_progress_off()). With kAlways it
// prints lines of plain text elsewhere: one for each stage, and further ones
// `between_lines` apart. One thread.
class ProgressBar : public ImportObserver {
 public:
  explicit ProgressBar(
      ShowProgress show,
      std::chrono::milliseconds between_lines = kBetweenProgressLines);
  ~ProgressBar() override;

  void begin_pass(const std::string& table,
                  std::optional<std::uint64_t> input_bytes) override;
  void advance(std::uint64_t rows, std::uint64_t input_bytes) override;
  void end_pass() override;
  void advance_step(const std::string& step,
                    std::optional<double> part) override;
  void end_steps() override;

 private:
  enum class Way { kNone, kOneLine, kLines };
  static Way way_of(ShowProgress show);

  // Whether it is time to show more of the stage.
  bool is_due();
  void begin_stage(const std::string& stage);
  void show(const std::string& line);

  const Way way_;
  const std::chrono::milliseconds pause_;
  std::optional<std::uint64_t> total_bytes_;
  Clock::time_point start_;
  Clock::time_point shown_at_;
  PassNames pass_names_;
  std::string stage_;
};

// What a terminal wants before a message, so that this takes the place of a
// line of progress: "" where there is none. Any thread.
std::string_view take_progress_off();

// The line of a pass; `seconds` is the time since it began. It is never whole
// before its end, and what is beyond `total_bytes` was not known beforehand.
std::string progress_line(const std::string& stage, std::uint64_t rows,
                          std::uint64_t input_bytes,
                          std::optional<std::uint64_t> total_bytes,
                          double seconds);
std::string step_line(const std::string& step, std::optional<double> part);

// As much of `line`, which is UTF-8, as `columns` characters are.
std::string_view cut_to_width(std::string_view line, std::size_t columns);

}  // namespace csvimport
