#pragma once

// Batches that say nothing but where they stand.

#include "csv/batch.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace csvimport {

inline Batch numbered_batch(std::uint64_t number) {
  Batch batch;
  batch.first_record = number;
  return batch;
}

// A source whose calls are set by the test; it cannot be stopped, and is not
// short, unless that is.
struct FakeSource {
  std::function<std::optional<Batch>()> next;
  std::function<void()> stop = [] {};
  std::function<bool()> is_short = [] { return false; };
};

// What gives `count` batches, numbered from 1.
inline std::function<std::optional<Batch>()> batches_up_to(
    std::uint64_t count) {
  return [count, last = std::uint64_t{0}]() mutable -> std::optional<Batch> {
    if (last == count) return std::nullopt;
    return numbered_batch(++last);
  };
}

}  // namespace csvimport
