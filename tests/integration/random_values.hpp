#pragma once

// Random values for columns with indexes.

#include "random_table.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// The columns that get such values.
inline const std::vector<std::string>& value_columns() {
  static const std::vector<std::string> names = {"a", "b", "c d", "e"};
  return names;
}

// Few different values, or many; of any length.
class RandomValues {
 public:
  explicit RandomValues(Random& random)
      : random_(random), kinds_(1 + random.below(4)) {}

  // "" is NULL.
  std::string next() {
    if (random_.once_in(12)) return "";
    switch (random_.below(kinds_)) {
      case 0:
        return std::to_string(random_.below(random_.once_in(3) ? 20 : 100'000));
      case 1:
        return random_.one_of<std::string>(
            {"x", "X", "x ", "a", "A", "abc", "ABC ", "1.0", "01", "-5.25",
             "9223372036854775807", "1e3", "\xC3\xA9", "\xC3\x89"});
      case 2:
        return std::to_string(static_cast<std::int64_t>(random_.bits()));
      default:
        return std::string(random_.below(random_.once_in(20) ? 9000 : 60),
                           static_cast<char>('a' + random_.below(3))) +
               std::to_string(random_.below(50));
    }
  }

 private:
  Random& random_;
  std::size_t kinds_;
};

}  // namespace csvimport
