#include "csv/utf8.hpp"

#include <simdjson.h>

#include <algorithm>

namespace csvimport {

bool is_valid_utf8(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

bool holds_multibyte_character(std::string_view text) {
  text = text.substr(0, find_invalid_utf8(text));
  return std::any_of(text.begin(), text.end(), [](char byte) {
    return static_cast<unsigned char>(byte) >= 0x80;
  });
}

std::size_t find_invalid_utf8(std::string_view text) {
  constexpr std::size_t kLongestSequence = 4;
  // The longest valid start of the text, found by halving. Cutting a sequence
  // makes a start invalid, so the last few lengths are tried one by one.
  std::size_t valid = 0;
  std::size_t step = text.size();
  const auto ends_well = [&](std::size_t length) {
    for (std::size_t back = 0; back < kLongestSequence && back <= length;
         ++back) {
      if (is_valid_utf8(text.substr(0, length - back))) return true;
    }
    return false;
  };
  while (step > 0) {
    if (valid + step <= text.size() && ends_well(valid + step)) {
      valid += step;
    } else {
      step /= 2;
    }
  }
  while (!is_valid_utf8(text.substr(0, valid))) --valid;
  return valid;
}

}  // namespace csvimport
