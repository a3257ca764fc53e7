#include "report/comparison.hpp"

#include "report/format.hpp"

#include <spdlog/fmt/fmt.h>

namespace csvimport {

std::string comparison_table(const std::vector<ComparedWay>& ways,
                             std::size_t workers) {
  std::string table = fmt::format("{:<25}{:>10}{:>18}{:>11}\n",
                                  fmt::format("way (pool of {})", workers),
                                  "seconds", "rate", "speed-up");
  for (const ComparedWay& way : ways) {
    const ImportSummary& summary = way.summary;
    table +=
        fmt::format("{:<25}{:>10.3f}{:>18}{:>10.1f}x\n", way.name,
                    summary.seconds, row_rate(summary.rows(), summary.seconds),
                    ways.front().summary.seconds / summary.seconds);
  }
  return table;
}

}  // namespace csvimport
