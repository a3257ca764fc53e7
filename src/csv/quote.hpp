#pragma once

// The character that encloses fields.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace csvimport {

// A character of UTF-8: mostly a byte, but þ and others take up to four.
class Quote {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): a byte of ASCII is one.
  constexpr Quote(char byte) : bytes_{byte}, size_(1) {}
  // `character` is a character, of one to four bytes.
  explicit constexpr Quote(std::string_view character)
      : size_(character.size()) {
    std::copy(character.begin(), character.end(), bytes_.begin());
  }

  [[nodiscard]] constexpr std::string_view bytes() const {
    return {bytes_.data(), size_};
  }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr char first_byte() const { return bytes_[0]; }

  bool operator==(const Quote& other) const = default;

 private:
  std::array<char, 4> bytes_{};
  std::size_t size_;
};

}  // namespace csvimport
