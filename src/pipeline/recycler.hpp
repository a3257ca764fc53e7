#pragma once

// Memory on its way back to the stage that fills it.

#include "pipeline/channel.hpp"

#include <cstddef>
#include <utility>

namespace csvimport {

// Keeps values that are done with, for the sake of their memory, so that it is
// not had anew for each batch. Any thread may use one; it never waits.
template <class T>
class Recycler {
 public:
  // Keeps up to `count` values, at least 1.
  explicit Recycler(std::size_t count) : values_(count) {}

  // One that is done with, or an empty one.
  T take() { return values_.try_pop().value_or(T()); }
  // Keeps `value`, or drops it where there are enough.
  void give_back(T value) { values_.try_push(std::move(value)); }

 private:
  Channel<T> values_;
};

}  // namespace csvimport
