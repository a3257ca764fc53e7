#pragma once

// A command line that makes no sense.

#include <stdexcept>

namespace csvimport {

// what() says what is wrong with it. Ends the run with exit status 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace csvimport
