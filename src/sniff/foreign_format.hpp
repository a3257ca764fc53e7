#pragma once

// Files that are plainly something else than CSV.

#include <optional>
#include <string_view>

namespace csvimport {

struct ForeignFormat {
  std::string_view name;  // with its article
  // Made of text, so that it might be CSV after all.
  bool is_text = false;
};

// What the file is that starts with `start`; none if it may be CSV.
std::optional<ForeignFormat> foreign_format(std::string_view start);

}  // namespace csvimport
