#include "report/format.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace csvimport {

std::string with_thousands(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

std::string with_thousands(std::uint64_t number, std::string_view noun) {
  std::string text = with_thousands(number) + ' ' + std::string(noun);
  if (number != 1) text += 's';
  return text;
}

std::string seconds_text(double seconds) {
  return fmt::format("{:.{}f} s", seconds, seconds < 10 ? 3 : 2);
}

std::string row_rate(std::uint64_t rows, double seconds) {
  const double rate = static_cast<double>(rows) / std::max(seconds, 1e-9);
  if (rate >= 1e6) return fmt::format("{:.1f} M rows/s", rate / 1e6);
  if (rate >= 1e3) return fmt::format("{:.1f} K rows/s", rate / 1e3);
  return fmt::format("{:.0f} rows/s", rate);
}

std::string moment_text(const std::string& utc) {
  std::string text = utc.substr(0, 19);
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

}  // namespace csvimport
