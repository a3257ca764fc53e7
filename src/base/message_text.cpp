#include "base/message_text.hpp"

#include "base/invisible.hpp"
#include "base/utf8.hpp"

#include <array>
#include <cstdio>

namespace csvimport {
namespace {

constexpr std::size_t kShownBytes = 60;  // by taste: a value fits on the line

// The length of the UTF-8 sequence that `text` starts with, 0 if it is none
// that can be shown. Overlong and surrogate forms are not told apart: they do
// no harm in a message.
std::size_t shown_sequence_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return lead >= 0x20 && lead != 0x7F ? 1 : 0;
  const std::size_t length = lead >= 0xF0   ? 4
                             : lead >= 0xE0 ? 3
                             : lead >= 0xC2 ? 2
                                            : 0;
  if (length == 0 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_inside_character(text[i])) return 0;
  }
  return length;
}

// \u00A0 for the UTF-8 of that character, of two or three bytes.
std::string code_of_character(std::string_view character) {
  unsigned code = static_cast<unsigned char>(character[0]) &
                  (character.size() == 2 ? 0x1FU : 0x0FU);
  for (const char byte : character.substr(1)) {
    code = code << 6 | (static_cast<unsigned char>(byte) & 0x3FU);
  }
  std::array<char, 7> text{};
  std::snprintf(text.data(), text.size(), "\\u%04X", code);
  return text.data();
}

// Adds what is at `at` as a message shows it, and gives the place behind it.
std::size_t show(std::string_view text, std::size_t at, std::string& shown) {
  std::size_t size = invisible_size(text.substr(at));
  if (size == 0) {
    const std::size_t joiner = joiner_size(text.substr(at));
    if (at == 0 || at + joiner == text.size()) size = joiner;
  }
  if (size > 0) {
    shown += code_of_character(text.substr(at, size));
    return at + size;
  }
  const std::size_t length = shown_sequence_length(text.substr(at));
  if (length != 0) {
    shown += text.substr(at, length);
    return at + length;
  }
  std::array<char, 5> hex{};
  std::snprintf(hex.data(), hex.size(), "\\x%02X",
                static_cast<unsigned char>(text[at]));
  shown += hex.data();
  return at + 1;
}

}  // namespace

std::string quoted_for_message(std::string_view text) {
  std::string shown = "\"";
  std::size_t at = 0;
  while (at < text.size() && at < kShownBytes) at = show(text, at, shown);
  shown += "\"";
  if (at < text.size()) shown += "...";
  return shown;
}

std::string quoted_for_message(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) {
    list += (list.empty() ? "" : ", ") + quoted_for_message(text);
  }
  return list;
}

std::string on_one_line(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) at = show(text, at, shown);
  return shown;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  std::string text = std::to_string(count) + ' ' + std::string(noun);
  if (count != 1) text += 's';
  return text;
}

}  // namespace csvimport
