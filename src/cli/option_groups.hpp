#pragma once

// The options of the command line, as texts about them show them.

#include <string>
#include <vector>

namespace csvimport {

struct OptionEntry {
  std::string short_name;  // such as "-t"; "" if it has none
  std::string long_name;   // such as "--table"
  std::string value;       // as the help calls it, such as "FILE"; "" for none
  std::string description;

  // What one writes: "-t, --table TABLE".
  [[nodiscard]] std::string usage() const {
    return (short_name.empty() ? "" : short_name + ", ") + long_name +
           (value.empty() ? "" : " " + value);
  }
};

struct OptionGroup {
  std::string name;
  std::vector<OptionEntry> options;
};

// In the order of the help.
using OptionGroups = std::vector<OptionGroup>;

}  // namespace csvimport
