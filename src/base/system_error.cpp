#include "base/system_error.hpp"

#include <system_error>

namespace csvimport {

SystemError::SystemError(const std::string& path, const std::string& problem)
    : std::runtime_error(path + ": " + problem) {}

SystemError::SystemError(const std::string& path, const std::string& problem,
                         int error_number)
    : SystemError(path, problem + ": " +
                            std::generic_category().message(error_number)) {}

}  // namespace csvimport
