#pragma once

// What the user wants to become of bad records.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

class RejectGroups;

// What may be wrong with records before the import fails.
struct ErrorOptions {
  bool skip = false;  // leave bad records out instead of failing
  // How many of them may be left out: so many, or so many in a hundred.
  std::optional<std::uint64_t> max_count;
  std::optional<double> max_percent;
  // A file for them, with another beside it for the reasons.
  std::optional<std::string> rejects_path;
  bool makes_files = true;  // not where an import is only tried

  // How many of the first ones are to be described.
  std::size_t examples = 0;
  // Gets all of them, if there is one; borrowed.
  RejectGroups* groups = nullptr;

  // Whether anyone wants to know which ones they are.
  [[nodiscard]] bool lists_records() const {
    return max_count || rejects_path || examples > 0 || groups != nullptr;
  }
};

}  // namespace csvimport
