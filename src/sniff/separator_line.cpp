#include "sniff/separator_line.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {
namespace {

constexpr std::string_view kKey = "sep=";

// The bytes of the UTF-8 character that the text starts with.
std::size_t character_size(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) {
    ++size;
  }
  return size;
}

// Words are no delimiters: sep=foo may be a record.
bool may_separate(std::string_view character) {
  const char byte = character.front();
  return !is_ascii_letter_or_digit(byte) && byte != '"' && byte != 0 &&
         is_valid_utf8(character);
}

// Whether the text is the delimiter over and over, or nothing.
bool repeats(std::string_view text, std::string_view delimiter) {
  while (text.starts_with(delimiter)) text.remove_prefix(delimiter.size());
  return text.empty();
}

bool is_key(std::string_view text) {
  return std::equal(
      text.begin(), text.end(), kKey.begin(), kKey.end(),
      [](char byte, char key) { return ascii_lower(byte) == key; });
}

}  // namespace

std::optional<std::string> named_delimiter(std::string_view sample) {
  const std::size_t end = sample.find_first_of("\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  std::string_view line = sample.substr(0, end);
  std::string_view behind;  // what fills the line up to the table's width
  if (line.starts_with('"')) {
    const std::size_t closing = line.find('"', 1);
    if (closing == std::string_view::npos) return std::nullopt;
    behind = line.substr(closing + 1);
    line = line.substr(1, closing - 1);
  }
  if (line.size() <= kKey.size() || !is_key(line.substr(0, kKey.size()))) {
    return std::nullopt;
  }
  line.remove_prefix(kKey.size());
  if (line == "\\t") return "\t";
  const std::string_view delimiter = line.substr(0, character_size(line));
  const bool is_one = may_separate(delimiter) && repeats(line, delimiter) &&
                      repeats(behind, delimiter);
  return is_one ? std::optional<std::string>(delimiter) : std::nullopt;
}

}  // namespace csvimport
