#include "schema/latin_letters.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace csvimport {
namespace {

// The letters of consecutive characters from `first` on, "-" for those that
// have none, or several: what is left of them in Unicode's compatibility
// decomposition without combining marks; where they have none, what they look
// like without their strokes and hooks.
struct LetterBlock {
  char32_t first;
  std::string_view letters;
};

constexpr std::array<LetterBlock, 2> kBlocks = {{
    {U'\u00C0',
     "AAAAAA-CEEEEIIIIDNOOOOO-OUUUUY--aaaaaa-ceeeeiiiidnooooo-ouuuuy-y"
     "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi--JjKkkLlLlLlL"
     "lLlNnNnNnnNnOoOoOo--RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"
     "bB----OCcDDDd-EE-FfGG-IIKkllMNnOOo--PpR----tTtTUuUVYyZz---------"
     "-------------AaIiOoUuUuUuUuUueAaAa--GgGgKkOoOo--j---Gg--NnAa--Oo"
     "AaAaEeEeIiIiOoOoRrRrUuUuSsTt--HhNd--ZzAaEeOoOoOoOoYylntj--ACcLTs"
     "z--BU-EeJj--RrYy"},
    {U'\u1E00',
     "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
     "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
     "WwWwWwWwWwXxXxYyZzZzZzhtwy-s----AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
     "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy------"},
}};

struct Ligature {
  char32_t character;
  std::string_view letters;
  bool is_upper;
};

constexpr std::array<Ligature, 26> kLigatures = {{
    {U'\u00DF', "ss", false}, {U'\u1E9E', "ss", true},
    {U'\u00E6', "ae", false}, {U'\u00C6', "ae", true},
    {U'\u01E3', "ae", false}, {U'\u01E2', "ae", true},
    {U'\u01FD', "ae", false}, {U'\u01FC', "ae", true},
    {U'\u0153', "oe", false}, {U'\u0152', "oe", true},
    {U'\u00FE', "th", false}, {U'\u00DE', "th", true},
    {U'\u0133', "ij", false}, {U'\u0132', "ij", true},
    {U'\u01C6', "dz", false}, {U'\u01C5', "dz", true},
    {U'\u01C4', "dz", true},  {U'\u01F3', "dz", false},
    {U'\u01F2', "dz", true},  {U'\u01F1', "dz", true},
    {U'\u01C9', "lj", false}, {U'\u01C8', "lj", true},
    {U'\u01C7', "lj", true},  {U'\u01CC', "nj", false},
    {U'\u01CB', "nj", true},  {U'\u01CA', "nj", true},
}};

constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kFigures = "0123456789";

PlainLetters of_ascii(char byte) {
  for (const std::string_view all : {kLower, kFigures}) {
    const std::size_t at = all.find(byte);
    if (at != std::string_view::npos) return {all.substr(at, 1), false};
  }
  const std::size_t at = kUpper.find(byte);
  if (at == std::string_view::npos) return {};
  return {kLower.substr(at, 1), true};
}

// Raised figures, the micro sign, and the wide characters beside those of East
// Asia.
char look_alike(char32_t character) {
  constexpr char32_t kFirstWide = U'\uFF01';
  constexpr char32_t kLastWide = U'\uFF5E';
  if (character >= kFirstWide && character <= kLastWide) {
    return static_cast<char>(character - kFirstWide + U'!');
  }
  switch (character) {
    case U'\u00B2':
      return '2';
    case U'\u00B3':
      return '3';
    case U'\u00B9':
      return '1';
    case U'\u00B5':
    case U'\u03BC':
      return 'u';
    case U'\u00AA':
      return 'a';
    case U'\u00BA':
      return 'o';
    default:
      return '-';
  }
}

}  // namespace

PlainLetters plain_letters(char32_t character) {
  if (character < 0x80) return of_ascii(static_cast<char>(character));
  for (const auto& [first, letters] : kBlocks) {
    if (character < first || character - first >= letters.size()) continue;
    const PlainLetters plain = of_ascii(letters[character - first]);
    if (!plain.text.empty()) return plain;
  }
  const auto* const ligature = std::find_if(
      kLigatures.begin(), kLigatures.end(),
      [&](const Ligature& one) { return one.character == character; });
  if (ligature != kLigatures.end()) {
    return {ligature->letters, ligature->is_upper};
  }
  return of_ascii(look_alike(character));
}

}  // namespace csvimport
