#pragma once

// Who watches an import.

#include <cstdint>
#include <optional>

namespace csvimport {

// Told how far an import is, on the thread that called it.
class ImportObserver {
 public:
  virtual ~ImportObserver() = default;
  // A pass over inputs begins; their size, where that is known beforehand.
  virtual void begin_pass(std::optional<std::uint64_t> input_bytes) = 0;
  virtual void advance(std::uint64_t rows, std::uint64_t input_bytes) = 0;
  virtual void end_pass() = 0;
};

}  // namespace csvimport
