#include "csv/text_repair.hpp"

#include "input/encoding.hpp"

#include <cstddef>

namespace csvimport {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Sequence {
  std::size_t bytes;
  bool is_character;
};

// What may follow a lead byte, and how many bytes there are in all (Unicode,
// table 3-7).
struct Lead {
  unsigned char first;
  unsigned char last;
  std::size_t bytes;
  unsigned char second_first;
  unsigned char second_last;
};

constexpr Lead kLeads[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F},
    {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

// The character, or the maximal piece of one, that `text` starts with.
Sequence first_sequence(std::string_view text) {
  const auto byte_at = [&](std::size_t place) {
    return static_cast<unsigned char>(text[place]);
  };
  if (byte_at(0) < 0x80) return {1, byte_at(0) != 0};
  for (const Lead& lead : kLeads) {
    if (byte_at(0) < lead.first || byte_at(0) > lead.last) continue;
    std::size_t bytes = 1;
    while (bytes < lead.bytes && bytes < text.size()) {
      const unsigned char first = bytes == 1 ? lead.second_first : 0x80;
      const unsigned char last = bytes == 1 ? lead.second_last : 0xBF;
      if (byte_at(bytes) < first || byte_at(bytes) > last) break;
      ++bytes;
    }
    return {bytes, bytes == lead.bytes};
  }
  return {1, false};
}

}  // namespace

std::uint64_t append_repaired(std::string_view text, bool is_converted,
                              std::string& out) {
  std::uint64_t replaced = 0;
  while (!text.empty()) {
    Sequence sequence = first_sequence(text);
    if (is_converted && undecodable_byte(text)) sequence = {2, false};
    if (sequence.is_character) {
      out += text.substr(0, sequence.bytes);
    } else {
      out += kReplacement;
      ++replaced;
    }
    text.remove_prefix(sequence.bytes);
  }
  return replaced;
}

}  // namespace csvimport
