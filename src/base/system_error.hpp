#pragma once

// What the machine refused: a file that cannot be opened, a full disk.

#include <stdexcept>
#include <string>

namespace csvimport {

// Something outside the data went wrong; what() is the whole message, the path
// included. Ends the run with exit status 4.
class SystemError : public std::runtime_error {
 public:
  SystemError(const std::string& path, const std::string& problem);
  // Adds what the system says of `error_number` (an errno value).
  SystemError(const std::string& path, const std::string& problem,
              int error_number);
};

}  // namespace csvimport
