#include "report/progress.hpp"

#include "report/format.hpp"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::string_view kClearLine = "\r\x1b[K";

bool terminal_can_redraw() {
  if (::isatty(STDERR_FILENO) != 1) return false;
  const char* const terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) != "dumb" &&
         *terminal != '\0';
}

void put(std::string_view text) {
  // A progress line that cannot be written is no loss.
  (void)!::write(STDERR_FILENO, text.data(), text.size());
}

std::string time_left(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  if (whole < 60) return fmt::format("{} s left", whole);
  if (whole < 3600) {
    return fmt::format("{}:{:02} min left", whole / 60, whole % 60);
  }
  return fmt::format("{}:{:02} h left", whole / 3600, whole % 3600 / 60);
}

}  // namespace

std::string progress_line(std::uint64_t rows, std::uint64_t input_bytes,
                          std::optional<std::uint64_t> total_bytes,
                          double seconds) {
  std::string counts =
      fmt::format("{} rows, {}", with_thousands(rows), row_rate(rows, seconds));
  if (!total_bytes || *total_bytes == 0 || input_bytes == 0) return counts;
  const double part = std::min(1.0, static_cast<double>(input_bytes) /
                                        static_cast<double>(*total_bytes));
  return fmt::format("{:3.0f}%  {}, {}", part * 100, counts,
                     time_left(seconds * (1 - part) / part));
}

std::string step_line(const std::string& step, std::optional<double> part) {
  return part ? fmt::format("{:3.0f}%  {}", *part * 100, step) : step;
}

ProgressBar::ProgressBar(ShowProgress show)
    : shown_(show == ShowProgress::kAlways ||
             (show == ShowProgress::kAuto && terminal_can_redraw())) {}

ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::begin_pass(std::optional<std::uint64_t> input_bytes) {
  total_bytes_ = input_bytes;
  start_ = Clock::now();
  drawn_ = start_;
}

void ProgressBar::advance(std::uint64_t rows, std::uint64_t input_bytes) {
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (now - drawn_ < kRedraw) return;
  drawn_ = now;
  const std::chrono::duration<double> passed = now - start_;
  draw(progress_line(rows, input_bytes, total_bytes_, passed.count()));
}

void ProgressBar::advance_step(const std::string& step,
                               std::optional<double> part) {
  if (!shown_) return;
  const Clock::time_point now = Clock::now();
  if (step == step_ && now - drawn_ < kRedraw) return;
  drawn_ = now;
  step_ = step;
  draw(step_line(step, part));
}

void ProgressBar::draw(const std::string& line) {
  put(std::string(kClearLine) + line);
  on_screen_ = true;
}

void ProgressBar::end_pass() { clear(); }

void ProgressBar::end_steps() { clear(); }

void ProgressBar::clear() {
  if (on_screen_) put(kClearLine);
  on_screen_ = false;
}

}  // namespace csvimport
