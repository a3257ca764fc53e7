#include "base/utc_time.hpp"

#include <spdlog/fmt/chrono.h>
#include <spdlog/fmt/fmt.h>

#include <chrono>
#include <ctime>

namespace csvimport {

std::int64_t utc_now_ns() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
}

std::string utc_text(std::int64_t ns) {
  constexpr std::int64_t kNsPerMs = 1'000'000;
  constexpr std::int64_t kMsPerSecond = 1000;
  std::int64_t seconds = ns / kNsPerMs / kMsPerSecond;
  std::int64_t ms = ns / kNsPerMs % kMsPerSecond;
  if (ms < 0) {
    ms += kMsPerSecond;
    --seconds;
  }
  const std::time_t time = seconds;
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", parts, ms);
}

}  // namespace csvimport
