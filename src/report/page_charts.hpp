#pragma once

// The pictures of a run's page, as SVG that takes the width it gets.

#include "pipeline/stage_timeline.hpp"
#include "profile/histogram.hpp"

#include <cstdint>
#include <string>

namespace csvimport {

// The bars side by side; `title`, plain text, says in words what they show.
std::string histogram_svg(const Histogram& histogram, const std::string& title);

// A bar behind a line of text, as long as `part` of it; from 0 to 1.
std::string part_svg(double part);

// How much of the time the threads of a stage were busy, from 0 to `seconds`.
std::string stage_svg(const StageTimeline::StageSlots& stage, double width,
                      double seconds, const std::string& title);

// From when to when, of `seconds`, something took.
std::string lane_svg(double from, double to, double seconds,
                     const std::string& title);

}  // namespace csvimport
