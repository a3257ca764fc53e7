#include "test_variables.hpp"

#include <unistd.h>

#include <cstdlib>
#include <map>

namespace csvimport {
namespace {

// All that are called so, which then are not in the environment any more.
std::map<std::string, std::string> take_variables_of_tests() {
  const std::string prefix = "CSVIMPORT_";
  std::map<std::string, std::string> taken;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string text = *variable;
    const std::size_t end = text.find('=');
    if (!text.starts_with(prefix)) continue;
    taken[text.substr(prefix.size(), end - prefix.size())] =
        text.substr(end + 1);
  }
  for (const auto& [name, value] : taken) ::unsetenv((prefix + name).c_str());
  return taken;
}

}  // namespace

std::string variable_of_tests(const std::string& name) {
  static const std::map<std::string, std::string> variables =
      take_variables_of_tests();
  const auto found = variables.find(name);
  return found == variables.end() ? "" : found->second;
}

}  // namespace csvimport
