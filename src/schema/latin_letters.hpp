#pragma once

// The letters of Latin scripts as those of ASCII.

#include <string_view>

namespace csvimport {

struct PlainLetters {
  std::string_view text;  // lower case; "" for what is no such letter or figure
  bool is_upper = false;  // as it was written
};

// What is left of a character without its marks: o of ö, ss of ß, ae of Æ, 2 of
// a raised 2. The same in all locales.
PlainLetters plain_letters(char32_t character);

}  // namespace csvimport
