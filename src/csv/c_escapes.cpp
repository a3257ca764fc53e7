#include "csv/c_escapes.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace csvimport {
namespace {

constexpr char kEscapedNul = '\xFC';
constexpr char kNoText = '\xFD';
constexpr unsigned kFirstThatIsNoText = 0xF8;

// The number that stands at the start of `digits`, of `most` of them at most.
struct DigitsRead {
  unsigned number = 0;
  std::size_t size = 0;
};
DigitsRead read_digits(std::string_view digits, std::size_t most, int base) {
  DigitsRead read;
  const char* const begin = digits.data();
  const char* const end = begin + std::min(most, digits.size());
  read.size = static_cast<std::size_t>(
      std::from_chars(begin, end, read.number, base).ptr - begin);
  return read;
}

char byte_of_number(unsigned number) {
  if (number == 0) return kEscapedNul;
  return number < kFirstThatIsNoText ? static_cast<char>(number) : kNoText;
}

}  // namespace

std::optional<EscapedByte> c_escape(std::string_view text) {
  constexpr std::string_view kLetters = "bfnrtvZ0";
  constexpr std::string_view kBytes = "\b\f\n\r\t\v\x1A\xFC";
  if (text.empty()) return std::nullopt;
  const std::size_t letter = kLetters.find(text.front());
  if (letter != kLetters.npos) return EscapedByte{kBytes[letter], 1};
  const bool is_hex = text.front() == 'x';
  const DigitsRead digits =
      is_hex ? read_digits(text.substr(1), 2, 16) : read_digits(text, 3, 8);
  if (digits.size == 0) return std::nullopt;
  return EscapedByte{byte_of_number(digits.number),
                     digits.size + (is_hex ? 1 : 0)};
}

std::optional<std::string> escape_problem(std::string_view field) {
  const std::size_t at = find_invalid_utf8(field);
  if (at == field.size()) return std::nullopt;
  return field[at] == kEscapedNul
             ? "an escape stands for a NUL byte, which no text should hold"
             : "escapes stand for bytes that are not valid UTF-8";
}

}  // namespace csvimport
