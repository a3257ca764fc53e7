#pragma once

// Numbers with a decimal mark and thousands separators of their own, such as
// 1.234,56.

#include <cstdint>
#include <string>
#include <string_view>

namespace csvimport {

struct NumberMarks {
  char decimal = '.';
  // One character, or "" for none. A space stands for any, a no-break one too,
  // and ' for any apostrophe.
  std::string thousands = {};
};

// The options that ask for them, ready to paste; "" for those of SQL.
std::string flags_of(const NumberMarks& marks);

// What a text is under marks.
enum class MarkedText : std::uint8_t {
  kNumber,     // one that SQL would write otherwise
  kAsItIs,     // a number without marks, or none in any reading
  kMisplaced,  // none by these marks, but SQL would take it for one
};

// Reads `text`. Of kNumber, `plain` becomes the number as SQL writes it, with
// all its digits, the zeros that lead among them. The digits before the decimal
// mark may stand in groups of three, the first of one to three; an exponent
// goes with a number that has no groups. Blanks around it are kept.
MarkedText read_marked(std::string_view text, const NumberMarks& marks,
                       std::string& plain);

// Reads, faster, a number that has digits on both sides of its decimal mark, 15
// at most, no zero that leads, no exponent and no blank: as parse_number()
// reads what read_marked() makes of it. False if it is none.
bool parse_marked_decimal(std::string_view text, const NumberMarks& marks,
                          double& value);

}  // namespace csvimport
