#include "cli/variables.hpp"

#include "base/ascii.hpp"

namespace csvimport {
namespace {

// Whether the option is named, and not a longer one that begins like it.
bool names_option(std::string_view message, std::string_view option) {
  for (std::size_t at = message.find(option); at != message.npos;
       at = message.find(option, at + 1)) {
    const std::string_view behind = message.substr(at + option.size());
    const bool goes_on = !behind.empty() && (behind.front() == '-' ||
                                             is_ascii_letter(behind.front()));
    if (!goes_on) return true;
  }
  return false;
}

// Whether the text is the place that a message is about, or the folder of that.
bool names_path(std::string_view message, const std::string& path) {
  if (message.find(' ' + path + ':') != message.npos) return true;
  if (!message.starts_with(path)) return false;
  const std::string_view behind = message.substr(path.size());
  return behind.starts_with(':') || behind.starts_with('/') ||
         behind.starts_with(".reasons:");
}

}  // namespace

std::string variables_behind(const std::vector<Variable>& variables,
                             std::string_view message) {
  std::string names;
  for (const Variable& variable : variables) {
    if (!names_option(message, variable.option) &&
        !names_path(message, variable.value)) {
      continue;
    }
    names += (names.empty() ? " (" : ", ") + variable.name;
  }
  return names.empty() ? "" : names + " is set)";
}

}  // namespace csvimport
