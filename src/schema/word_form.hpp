#pragma once

// Eight characters of which some are digits, read as one word.

#include "schema/digits.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace csvimport {

inline std::uint64_t load_word(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

// Any thread may use one.
class WordForm {
 public:
  // `form` has eight characters: a 0 for each digit, as 00.00.00 has, and
  // others for themselves.
  explicit WordForm(std::string_view form) : form_(load_word(form.data())) {
    for (std::size_t i = 0; i < kWordDigits; ++i) {
      const bool is_digit = form[i] == '0';
      beyond_nine_ |= std::uint64_t{is_digit ? 0x06U : 0x00U} << (8 * i);
      fixed_ |= std::uint64_t{is_digit ? 0xF0U : 0xFFU} << (8 * i);
    }
  }

  // Whether the eight characters at `text` have the form. Lets `digits` be the
  // value of each digit, and 0 in the other places.
  bool read(const char* text, std::uint64_t& digits) const {
    digits = load_word(text) ^ form_;
    return ((digits | (digits + beyond_nine_)) & fixed_) == 0;
  }

 private:
  std::uint64_t form_;
  std::uint64_t beyond_nine_ = 0;  // what takes more than a digit to a set bit
  std::uint64_t fixed_ = 0;        // the bits that are the form's
};

}  // namespace csvimport
