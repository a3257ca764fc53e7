#pragma once

// Who is told of steps that take long, beside the reading of inputs.

#include "base/message_text.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace csvimport {

// Called on the thread that takes the step: with its name, such as
// `index "by_day" (1 of 2)`, and how much of it is done, from 0 to 1, where
// that is known.
using StepObserver =
    std::function<void(const std::string& step, std::optional<double> part)>;

// What the steps are called: of an index, the `number`th of `count` that are
// written; of the rows of a table, as they are sorted by their key, and as they
// go into the target.
inline std::string index_step(const std::string& index, std::size_t number,
                              std::size_t count) {
  return "index " + quoted_for_message(index) +
         (count == 1 ? ""
                     : " (" + std::to_string(number) + " of " +
                           std::to_string(count) + ')');
}
inline std::string sorting_step(const std::string& table) {
  return "sorting rows of table " + quoted_for_message(table);
}
inline std::string sending_step(const std::string& table) {
  return "sending rows of table " + quoted_for_message(table);
}
inline std::string landing_step(const std::string& table) {
  return "landing rows of table " + quoted_for_message(table);
}
// Of what searches its texts, and of what SQLite's planner wants.
inline std::string search_step(const std::string& table) {
  return "full-text search of table " + quoted_for_message(table);
}
inline std::string statistics_step(const std::string& table) {
  return "statistics of table " + quoted_for_message(table);
}
// Of all else that has to be done until the import counts.
inline constexpr const char* kLandingStep = "landing";

}  // namespace csvimport
