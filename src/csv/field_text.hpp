#pragma once

// A value as a file of CSV has it.

#include <string>
#include <string_view>

namespace csvimport {

// Appends `text` as a field (RFC 4180), in quotes where it needs them.
inline void append_field(std::string& line, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char byte : text) {
    if (byte == '"') line += '"';
    line += byte;
  }
  line += '"';
}

}  // namespace csvimport
