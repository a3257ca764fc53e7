#pragma once

// The variables of the environment that options are taken from.

#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct Variable {
  std::string option;  // with its dashes
  std::string name;
  std::string value;
};

// Those that a message is about, as its last words: it names their options, or
// begins with a path that one gives, or ends with it.
std::string variables_behind(const std::vector<Variable>& variables,
                             std::string_view message);

}  // namespace csvimport
