#pragma once

// Who is told of steps that take long, beside the reading of inputs.

#include "base/message_text.hpp"

#include <functional>
#include <optional>
#include <string>

namespace csvimport {

// Called on the thread that takes the step: with its name, such as
// `index "by_day"`, and how much of it is done, from 0 to 1, where that is
// known.
using StepObserver =
    std::function<void(const std::string& step, std::optional<double> part)>;

// What a step is called that writes an index, or the rows of a table.
inline std::string index_step(const std::string& index) {
  return "index " + quoted_for_message(index);
}
inline std::string rows_step(const std::string& table) {
  return "rows of table " + quoted_for_message(table);
}

}  // namespace csvimport
