#include "report/page_charts.hpp"

#include "profile/iso_moment.hpp"
#include "report/format.hpp"
#include "report/html_text.hpp"
#include "report/profile_words.hpp"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>

namespace csvimport {
namespace {

// Stretched to the place that it has: so it has no text.
std::string svg(double width, double height, const std::string& title,
                const std::string& content) {
  return fmt::format(
      "<svg viewBox=\"0 0 {:g} {:g}\" preserveAspectRatio=\"none\" "
      "role=\"img\" aria-label=\"{}\"><title>{}</title>{}</svg>\n",
      width, height, html_text(title), html_text(title), content);
}

std::string rect(double x, double y, double width, double height,
                 const std::string& title = "") {
  const std::string place = fmt::format(
      "<rect class=fill x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" "
      "height=\"{:.2f}\"",
      x, y, width, height);
  if (title.empty()) return place + "/>";
  return place + "><title>" + html_text(title) + "</title></rect>";
}

}  // namespace

std::string histogram_svg(const Histogram& histogram,
                          const std::string& title) {
  constexpr double kStep = 10;
  constexpr double kBar = 9;
  constexpr double kHeight = 100;
  constexpr double kLeast = 1.5;  // so that a single value is seen
  std::uint64_t most = 1;
  for (const Bar& bar : histogram.bars) most = std::max(most, bar.count);
  std::string bars;
  double x = 0.5;
  for (const Bar& bar : histogram.bars) {
    if (bar.count > 0) {
      const double height =
          std::max(kLeast, kHeight * static_cast<double>(bar.count) /
                               static_cast<double>(most));
      bars += rect(x, kHeight - height, kBar, height,
                   bar_end_text(bar.from, histogram.kind) + " to under " +
                       bar_end_text(bar.to, histogram.kind) + ": " +
                       with_thousands(bar.count));
    }
    x += kStep;
  }
  return svg(kStep * static_cast<double>(histogram.bars.size()), kHeight, title,
             bars);
}

std::string part_svg(double part) {
  return fmt::format(
      "<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\"><rect class=fill-soft width=\"{:.2f}\" "
      "height=\"1\"/></svg>",
      100 * std::clamp(part, 0.0, 1.0));
}

// One shape rather than a bar for each slot, as there are many.
std::string stage_svg(const StageTimeline::StageSlots& stage, double width,
                      double seconds, const std::string& title) {
  constexpr double kWidth = 1000;
  constexpr double kHeight = 100;
  std::string path = fmt::format("M0 {:g}", kHeight);
  double x = 0;
  for (std::size_t i = 0; i < stage.slots.size() && x < kWidth; ++i) {
    const double begin = static_cast<double>(i) * width;
    const double length = std::min(width, seconds - begin);
    if (length <= 0) break;
    const double busy =
        stage.slots[i].busy / (length * static_cast<double>(stage.threads));
    x = std::min(kWidth, kWidth * (begin + length) / seconds);
    path += fmt::format("V{:.1f}H{:.1f}",
                        kHeight * (1 - std::clamp(busy, 0.0, 1.0)), x);
  }
  path += fmt::format("V{:g}Z", kHeight);
  return svg(kWidth, kHeight, title, "<path class=fill d=\"" + path + "\"/>");
}

std::string lane_svg(double from, double to, double seconds,
                     const std::string& title) {
  constexpr double kWidth = 1000;
  constexpr double kLeast = 4;
  const double x = std::min(kWidth * from / seconds, kWidth - kLeast);
  const double width = std::max(kLeast, kWidth * (to - from) / seconds);
  return svg(kWidth, 10, title, rect(x, 0, width, 10));
}

}  // namespace csvimport
