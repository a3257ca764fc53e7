#pragma once

// How far an import is, drawn on a terminal.

#include "base/clock.hpp"
#include "import/import_observer.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

enum class ShowProgress { kAuto, kAlways, kNever };

// Draws one line on stderr: percent of the bytes, rows, rate, time left; or a
// step, and percent of it. With kAuto it does so only on a terminal that can go
// back in a line. One thread.
class ProgressBar : public ImportObserver {
 public:
  explicit ProgressBar(ShowProgress show);
  ~ProgressBar() override;

  void begin_pass(std::optional<std::uint64_t> input_bytes) override;
  void advance(std::uint64_t rows, std::uint64_t input_bytes) override;
  void end_pass() override;
  void advance_step(const std::string& step,
                    std::optional<double> part) override;
  void end_steps() override;

 private:
  void draw(const std::string& line);
  void clear();

  bool shown_;
  std::optional<std::uint64_t> total_bytes_;
  Clock::time_point start_;
  Clock::time_point drawn_;
  bool on_screen_ = false;
  std::string step_;  // that was drawn last
};

// The line itself; `seconds` is the time since the pass began.
std::string progress_line(std::uint64_t rows, std::uint64_t input_bytes,
                          std::optional<std::uint64_t> total_bytes,
                          double seconds);
std::string step_line(const std::string& step, std::optional<double> part);

}  // namespace csvimport
