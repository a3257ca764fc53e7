#include "profile/counted_values.hpp"

#include <algorithm>

namespace csvimport {

void CountedValues::add(const CountedValue& value) {
  values_.push_back(value);
  if (2 * values_.size() > places_.size()) {
    constexpr std::size_t kLeast = 32;
    places_.resize(std::max(kLeast, 2 * places_.size()));
    place_all();
  } else {
    place(values_.size() - 1);
  }
}

void CountedValues::assign(const std::vector<CountedValue>& values) {
  clear();
  for (const CountedValue& value : values) add(value);
}

// A few are quicker found one by one than all places are cleared.
void CountedValues::clear() {
  if (16 * values_.size() > places_.size()) {
    std::fill(places_.begin(), places_.end(), kFree);
  } else {
    for (std::size_t i = values_.size(); i-- > 0;) {
      std::size_t at = values_[i].hash & mask();
      while (places_[at] != i) at = (at + 1) & mask();
      places_[at] = kFree;
    }
  }
  values_.clear();
}

void CountedValues::place(std::size_t index) {
  std::size_t at = values_[index].hash & mask();
  while (places_[at] != kFree) at = (at + 1) & mask();
  places_[at] = static_cast<std::uint32_t>(index);
}

void CountedValues::place_all() {
  std::fill(places_.begin(), places_.end(), kFree);
  for (std::size_t i = 0; i < values_.size(); ++i) place(i);
}

}  // namespace csvimport
