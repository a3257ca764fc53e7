#pragma once

// What is wrong with a bad record.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace csvimport {

// Why a record does not become a row, and where that shows.
struct Defect {
  std::uint64_t line = 0;
  std::optional<std::size_t> field = std::nullopt;  // of the record, from 0
  std::string reason = {};                          // without the place
  bool ends_import = false;  // even where bad records are skipped
};

}  // namespace csvimport
