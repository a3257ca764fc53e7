#include "base/shell_flag.hpp"

#include "base/ascii.hpp"
#include "base/invisible.hpp"

#include <spdlog/spdlog.h>

#include <cstddef>

namespace csvimport {
namespace {

bool has_invisible(std::string_view word) {
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (is_control(word[i]) || invisible_size(word.substr(i)) > 0) return true;
  }
  return false;
}

// As printf(1) writes the word, whose bytes a terminal would not show.
std::string printed(std::string_view word) {
  std::string command = "\"$(printf '";
  std::size_t invisible_end = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char byte = word[i];
    const bool starts_option = i == 0 && byte == '-';
    if (const std::size_t size = invisible_size(word.substr(i))) {
      invisible_end = i + size;
    }
    if (is_control(byte) || byte == '\'' || starts_option ||
        i < invisible_end) {
      command += fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
    } else {
      if (byte == '%' || byte == '\\') command += byte;
      command += byte;
    }
  }
  return command + "')\"";
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  if (has_invisible(word)) return printed(word);
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-=.,/:+";
  if (!word.empty() && word.find_first_not_of(kPlain) == word.npos) {
    return std::string(word);
  }
  // Where double quotes protect all of it, they are easier to read.
  const bool has_quote = word.find('\'') != word.npos;
  if (has_quote && word.find_first_of("\"$`\\!") == word.npos) {
    return '"' + std::string(word) + '"';
  }
  std::string quoted = "'";
  for (const char byte : word) {
    if (byte == '\'') {
      quoted += "'\\''";
    } else {
      quoted += byte;
    }
  }
  return quoted + "'";
}

std::string flag(const char* name, std::string_view value) {
  // What starts with a dash would be taken for another flag.
  return name + std::string(value.starts_with('-') ? "=" : " ") +
         shell_quoted(value);
}

}  // namespace csvimport
