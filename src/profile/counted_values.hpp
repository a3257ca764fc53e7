#pragma once

// How often each of some values came.

#include "schema/typed_value.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace csvimport {

// A value with the hash that it is known by.
struct CountedValue {
  std::uint64_t hash = 0;
  std::uint64_t count = 0;
  TypedValue value;
};

// A table of values by their hashes, with open addressing: the first that is
// free behind the place that the hash's last bits name. One thread at a time.
class CountedValues {
 public:
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  // In the order in which they came in. Until the next change.
  [[nodiscard]] const std::vector<CountedValue>& values() const {
    return values_;
  }

  // The one with this hash, null if there is none. Until the next change.
  CountedValue* find(std::uint64_t hash) {
    if (values_.empty()) return nullptr;
    for (std::size_t at = hash & mask();; at = (at + 1) & mask()) {
      const std::uint32_t place = places_[at];
      if (place == kFree) return nullptr;
      if (values_[place].hash == hash) return &values_[place];
    }
  }

  // Adds one that is not there.
  void add(const CountedValue& value);
  // Takes others in the place of all. Theirs are different hashes.
  void assign(const std::vector<CountedValue>& values);
  // Keeps the memory.
  void clear();

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;

  [[nodiscard]] std::size_t mask() const { return places_.size() - 1; }
  void place(std::size_t index);
  void place_all();

  std::vector<CountedValue> values_;
  // Indexes of values_, at most half of it; its size is a power of two.
  std::vector<std::uint32_t> places_;
};

}  // namespace csvimport
