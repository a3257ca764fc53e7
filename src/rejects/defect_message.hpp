#pragma once

// What is said of a defect.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// What messages call an input and the fields of its records.
struct InputNames {
  std::string input;
  std::vector<std::string> fields;
};

// The text of an error for a defect in `field` of a record, or in the record as
// a whole: what follows the place.
std::string describe_defect(std::optional<std::size_t> field,
                            std::string_view reason, const InputNames& names);

}  // namespace csvimport
