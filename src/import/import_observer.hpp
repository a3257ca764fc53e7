#pragma once

// Who watches an import.

#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

// Told how far an import is, on the thread that called it.
class ImportObserver {
 public:
  virtual ~ImportObserver() = default;
  // A pass over the inputs of a table begins; their size, where that is known
  // beforehand.
  virtual void begin_pass(const std::string& table,
                          std::optional<std::uint64_t> input_bytes) = 0;
  virtual void advance(std::uint64_t rows, std::uint64_t input_bytes) = 0;
  virtual void end_pass() = 0;
  // As StepObserver has it; behind the passes, or between two.
  virtual void advance_step(const std::string& step,
                            std::optional<double> part) = 0;
  virtual void end_steps() = 0;
  // What was chosen for an input, as flags that pin it, when that is known.
  virtual void chose(const std::string& /*input*/,
                     const std::string& /*flags*/) {}
};

}  // namespace csvimport
