#include "report/progress.hpp"

#include "base/utf8.hpp"
#include "report/format.hpp"

#include <spdlog/fmt/fmt.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>

namespace csvimport {
namespace {

constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::string_view kClearLine = "\r\x1b[K";

std::atomic<bool> is_on_screen{false};

bool terminal_can_redraw() {
  if (::isatty(STDERR_FILENO) != 1) return false;
  const char* const terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) != "dumb" &&
         *terminal != '\0';
}

// Of a line that goes on in the next one, only that one would be cleared.
std::size_t terminal_columns() {
  constexpr std::size_t kUsual = 80;
  struct winsize size {};
  const bool is_known =
      ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
  return (is_known ? size.ws_col : kUsual) - 1;
}

void put(std::string_view text) {
  // A progress line that cannot be written is no loss.
  (void)!::write(STDERR_FILENO, text.data(), text.size());
}

// While it goes on, there is more to do.
std::string percent_done(double part) {
  constexpr double kMost = 99;
  return fmt::format("{:.0f}%", std::clamp(std::floor(part * 100), 0.0, kMost));
}

std::string time_left(double seconds) {
  const auto whole = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::llround(std::max(seconds, 0.0))));
  if (whole < 60) return fmt::format("{} s left", whole);
  if (whole < 3600) {
    return fmt::format("{}:{:02} min left", whole / 60, whole % 60);
  }
  return fmt::format("{}:{:02} h left", whole / 3600, whole % 3600 / 60);
}

}  // namespace

std::string_view take_progress_off() {
  return is_on_screen.exchange(false) ? kClearLine : "";
}

std::string progress_line(const std::string& stage, std::uint64_t rows,
                          std::uint64_t input_bytes,
                          std::optional<std::uint64_t> total_bytes,
                          double seconds) {
  const std::string counts =
      fmt::format("{} rows, {}", with_thousands(rows), row_rate(rows, seconds));
  // A file that has grown, say, has no end that is known.
  if (!total_bytes || input_bytes == 0 || input_bytes > *total_bytes) {
    return stage + ": " + counts;
  }
  const double part =
      static_cast<double>(input_bytes) / static_cast<double>(*total_bytes);
  return fmt::format("{}: {}, {}, {}", stage, percent_done(part), counts,
                     time_left(seconds * (1 - part) / part));
}

std::string step_line(const std::string& step, std::optional<double> part) {
  return part ? step + ": " + percent_done(*part) : step;
}

std::string_view cut_to_width(std::string_view line, std::size_t columns) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!is_inside_character(line[i]) && characters++ == columns)
      return line.substr(0, i);
  }
  return line;
}

ProgressBar::Way ProgressBar::way_of(ShowProgress show) {
  if (show == ShowProgress::kNever) return Way::kNone;
  if (terminal_can_redraw()) return Way::kOneLine;
  return show == ShowProgress::kAlways ? Way::kLines : Way::kNone;
}

ProgressBar::ProgressBar(ShowProgress show,
                         std::chrono::milliseconds between_lines)
    : way_(way_of(show)),
      pause_(way_ == Way::kOneLine ? kRedraw : between_lines) {}

ProgressBar::~ProgressBar() { put(take_progress_off()); }

void ProgressBar::begin_pass(const std::string& table,
                             std::optional<std::uint64_t> input_bytes) {
  total_bytes_ = input_bytes;
  start_ = Clock::now();
  begin_stage(pass_names_.next(table));
}

void ProgressBar::advance(std::uint64_t rows, std::uint64_t input_bytes) {
  if (!is_due()) return;
  show(progress_line(stage_, rows, input_bytes, total_bytes_,
                     seconds_since(start_)));
}

void ProgressBar::advance_step(const std::string& step,
                               std::optional<double> part) {
  if (step != stage_) {
    begin_stage(step);
  } else if (is_due()) {
    show(step_line(step, part));
  }
}

void ProgressBar::begin_stage(const std::string& stage) {
  stage_ = stage;
  if (way_ != Way::kNone) show(stage);
}

bool ProgressBar::is_due() {
  return way_ != Way::kNone && Clock::now() - shown_at_ >= pause_;
}

void ProgressBar::show(const std::string& line) {
  shown_at_ = Clock::now();
  if (way_ == Way::kLines) {
    put(line + '\n');
    return;
  }
  std::string drawn(kClearLine);
  put(drawn += cut_to_width(line, terminal_columns()));
  is_on_screen = true;
}

void ProgressBar::end_pass() { put(take_progress_off()); }

void ProgressBar::end_steps() { put(take_progress_off()); }

}  // namespace csvimport
