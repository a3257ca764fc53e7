#pragma once

// How long an index took.

#include <string>

namespace csvimport {

struct IndexTime {
  std::string index;
  double seconds = 0;
};

}  // namespace csvimport
