#include "schema/snake_case.hpp"

#include "base/ascii.hpp"
#include "schema/latin_letters.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace csvimport {
namespace {

// Takes the first character away from valid UTF-8.
char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::size_t size = lead < 0x80   ? 1
                           : lead < 0xE0 ? 2
                           : lead < 0xF0 ? 3
                                         : 4;
  char32_t character = size == 1 ? lead : lead & (0xFFU >> (size + 1));
  for (const char byte : text.substr(1, size - 1)) {
    character = (character << 6U) | (static_cast<std::uint8_t>(byte) & 0x3FU);
  }
  text.remove_prefix(std::min(size, text.size()));
  return character;
}

bool is_combining_mark(char32_t character) {
  return character >= U'\u0300' && character <= U'\u036F';
}

// The letters of a name, one character after the other, without combining
// marks; those of a separator are empty.
std::vector<PlainLetters> plain_letters_of(std::string_view name) {
  std::vector<PlainLetters> letters;
  while (!name.empty()) {
    const char32_t character = take_character(name);
    if (is_combining_mark(character)) continue;
    letters.push_back(plain_letters(character));
  }
  return letters;
}

// Whether a word begins at the upper case letter `at`: behind a lower case one
// or a figure, or before a lower case one, as the S of HTTPServer.
bool begins_word(const std::vector<PlainLetters>& letters, std::size_t at) {
  if (!letters[at].is_upper || at == 0) return false;
  if (!letters[at - 1].is_upper) return true;
  if (at + 1 == letters.size()) return false;
  const PlainLetters& next = letters[at + 1];
  return !next.is_upper && !next.text.empty() &&
         !is_ascii_digit(next.text.front());
}

}  // namespace

std::string snake_case(std::string_view name) {
  const std::vector<PlainLetters> letters = plain_letters_of(name);
  std::string snake;
  bool is_apart = false;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const std::string_view text = letters[i].text;
    is_apart |= text.empty() || begins_word(letters, i);
    if (text.empty()) continue;
    if (is_apart && !snake.empty()) snake += '_';
    if (snake.empty() && is_ascii_digit(text.front())) snake = '_';
    snake += text;
    is_apart = false;
  }
  return snake;
}

std::vector<std::string> snake_case_names(
    const std::vector<std::string>& names) {
  std::vector<std::string> snakes;
  snakes.reserve(names.size());
  for (const std::string& name : names) snakes.push_back(snake_case(name));
  return column_names(snakes);
}

}  // namespace csvimport
