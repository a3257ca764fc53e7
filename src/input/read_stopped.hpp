#pragma once

// The end of a read that another thread did not want any more.

#include <exception>

namespace csvimport {

// Neither the end of the input nor a failure of it: what was read is not all
// there is, and whoever stopped the read knows why.
class ReadStopped : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override {
    return "reading was stopped";
  }
};

}  // namespace csvimport
