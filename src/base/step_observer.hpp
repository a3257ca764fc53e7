#pragma once

// Who is told of steps that take long, beside the reading of inputs.

#include <functional>
#include <optional>
#include <string>

namespace csvimport {

// Called on the thread that takes the step: with its name, such as
// `index "by_day"`, and how much of it is done, from 0 to 1, where that is
// known.
using StepObserver =
    std::function<void(const std::string& step, std::optional<double> part)>;

}  // namespace csvimport
