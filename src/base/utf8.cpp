#include "base/utf8.hpp"

#include "base/utf8_blocks.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace csvimport {
namespace {

// What may come next, as a place in the words of kNext, six bits for each.
enum State : std::uint64_t {
  kCharacter = 0,   // a new one
  kNothing = 6,     // it is no UTF-8
  kLastOne = 12,    // a continuation byte, 80 to BF
  kLastTwo = 18,    // two of them
  kLastThree = 24,  // three
  kAfterE0 = 30,    // A0 to BF, and one
  kAfterED = 36,    // 80 to 9F, and one
  kAfterF0 = 42,    // 90 to BF, and two
  kAfterF4 = 48     // 80 to 8F, and two
};

// For each byte the state that each state goes over to with it.
using Transitions = std::array<std::uint64_t, 256>;

constexpr Transitions make_transitions() {
  Transitions next{};
  for (std::uint64_t& word : next) {
    for (std::uint64_t from = kCharacter; from <= kAfterF4; from += 6) {
      word |= std::uint64_t{kNothing} << from;
    }
  }
  const auto set = [&](State from, unsigned first, unsigned last, State to) {
    for (unsigned byte = first; byte <= last; ++byte) {
      next[byte] &= ~(std::uint64_t{0x3F} << from);
      next[byte] |= std::uint64_t{to} << from;
    }
  };
  // The Unicode standard, table 3-7.
  set(kCharacter, 0x00, 0x7F, kCharacter);
  set(kCharacter, 0xC2, 0xDF, kLastOne);
  set(kCharacter, 0xE0, 0xE0, kAfterE0);
  set(kCharacter, 0xE1, 0xEF, kLastTwo);
  set(kCharacter, 0xED, 0xED, kAfterED);
  set(kCharacter, 0xF0, 0xF0, kAfterF0);
  set(kCharacter, 0xF1, 0xF3, kLastThree);
  set(kCharacter, 0xF4, 0xF4, kAfterF4);
  set(kLastOne, 0x80, 0xBF, kCharacter);
  set(kLastTwo, 0x80, 0xBF, kLastOne);
  set(kLastThree, 0x80, 0xBF, kLastTwo);
  set(kAfterE0, 0xA0, 0xBF, kLastOne);
  set(kAfterED, 0x80, 0x9F, kLastOne);
  set(kAfterF0, 0x90, 0xBF, kLastTwo);
  set(kAfterF4, 0x80, 0x8F, kLastTwo);
  return next;
}

constexpr Transitions kNext = make_transitions();

// A state has its number in the lowest six bits; those above are of others.
std::uint64_t after(std::uint64_t state, char byte) {
  return kNext[static_cast<unsigned char>(byte)] >> (state & 0x3F);
}

bool is(std::uint64_t state, State wanted) { return (state & 0x3F) == wanted; }

// Whether a block at `bytes` is ASCII.
constexpr std::size_t kBlock = 16;
bool is_ascii_block(const char* bytes) {
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), bytes, kBlock);
  return ((words[0] | words[1]) & 0x8080808080808080) == 0;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  static const Utf8Check by_blocks = utf8_check_by_blocks();
  if (by_blocks != nullptr && text.size() >= kBlock) return by_blocks(text);
  std::uint64_t state = kCharacter;
  while (text.size() >= kBlock) {
    if (!is(state, kCharacter) || !is_ascii_block(text.data())) {
      for (std::size_t i = 0; i < kBlock; ++i) state = after(state, text[i]);
      if (is(state, kNothing)) return false;
    }
    text.remove_prefix(kBlock);
  }
  for (const char byte : text) state = after(state, byte);
  return is(state, kCharacter);
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::uint64_t state = kCharacter;
  std::size_t valid = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    state = after(state, text[i]);
    if (is(state, kNothing)) return valid;
    if (is(state, kCharacter)) valid = i + 1;
  }
  return valid;
}

bool holds_multibyte_character(std::string_view text) {
  text = text.substr(0, find_invalid_utf8(text));
  return std::any_of(text.begin(), text.end(), [](char byte) {
    return static_cast<unsigned char>(byte) >= 0x80;
  });
}

}  // namespace csvimport
