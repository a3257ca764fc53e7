#pragma once

// How many fields the records of a sample have.

#include <cstddef>
#include <map>
#include <span>

namespace csvimport {

struct UsualWidth {
  std::size_t fields = 0;
  std::size_t records = 0;  // that have it
};

// The width that most records have, the larger one of equals, of the widths
// from `least` on; 0 if there is none.
inline UsualWidth usual_width(std::span<const std::size_t> widths,
                              std::size_t least = 0) {
  std::map<std::size_t, std::size_t> records_by_width;
  for (const std::size_t width : widths) {
    if (width >= least) ++records_by_width[width];
  }
  UsualWidth usual;
  for (const auto& [width, records] : records_by_width) {
    if (records >= usual.records) usual = {width, records};
  }
  return usual;
}

}  // namespace csvimport
