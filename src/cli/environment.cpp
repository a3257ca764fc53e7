#include "cli/environment.hpp"

#include "base/ascii.hpp"
#include "cli/usage_error.hpp"
#include "cluster/rqlite_client.hpp"
#include "schema/names.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace csvimport {
namespace {

constexpr std::string_view kVariablePrefix = "CSVIMPORT_";

// Of the option that is called so without its dashes.
std::string variable_of(std::string name) {
  for (char& byte : name) byte = byte == '-' ? '_' : ascii_upper(byte);
  return std::string(kVariablePrefix) + name;
}

// "" for what is no option, but FILE.
std::string variable_of(const CLI::Option& option) {
  return option.get_lnames().empty() ? ""
                                     : variable_of(option.get_lnames().front());
}

// All begin alike, so only what follows tells which one is near.
std::string warning_of_unknown(std::string_view name,
                               const std::vector<std::string>& known) {
  std::vector<std::string> endings;
  for (const std::string& one : known) {
    if (!one.empty()) endings.push_back(one.substr(kVariablePrefix.size()));
  }
  const std::optional<std::string> nearest =
      nearest_name(name.substr(kVariablePrefix.size()), endings);
  return std::string(name) + " is set, but no option is taken from it" +
         (nearest ? "; did you mean " + std::string(kVariablePrefix) +
                        *nearest + "?"
                  : "");
}

}  // namespace

void take_variables(const std::vector<CLI::Option*>& options,
                    std::vector<Variable>& variables) {
  for (CLI::Option* const option : options) {
    const std::string name = variable_of(*option);
    if (option->count() > 0 || name.empty()) continue;
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') continue;
    variables.push_back({"--" + option->get_lnames().front(), name, value});
    try {
      option->add_result(std::string(value));
      option->run_callback();
    } catch (const CLI::ParseError& error) {
      throw UsageError(error.what());
    }
  }
}

std::vector<std::string> warnings_of_unknown_variables(
    const std::vector<CLI::Option*>& options) {
  // These two no option is taken from, as all may see a command line.
  std::vector<std::string> known = {kRqliteUser, kRqlitePassword};
  known.reserve(known.size() + options.size());
  for (const CLI::Option* const option : options) {
    known.push_back(variable_of(*option));
  }
  std::vector<std::string> warnings;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string name(text.substr(0, text.find('=')));
    const bool is_set = text.find('=') + 1 < text.size();
    if (!is_set || !name.starts_with(kVariablePrefix) ||
        std::find(known.begin(), known.end(), name) != known.end()) {
      continue;
    }
    warnings.push_back(warning_of_unknown(name, known));
  }
  std::sort(warnings.begin(), warnings.end());
  return warnings;
}

}  // namespace csvimport
