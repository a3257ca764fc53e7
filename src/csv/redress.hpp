#pragma once

// Dialects that no instance of the field splitter knows, brought to one that
// it knows.

#include "csv/dialect.hpp"

#include <optional>
#include <string>

namespace csvimport {

// The separators of the common dress: bytes that no UTF-8 text contains, so
// they cannot be mistaken for data.
inline constexpr char kRedressedDelimiter = '\xFF';
inline constexpr char kRedressedQuote = '\xFE';

// Rewrites records of its dialect, in place, with the separators above. Any
// thread may use one.
class Redress {
 public:
  explicit Redress(const Dialect& dialect)
      : delimiter_(dialect.delimiter), quote_(dialect.quote) {}

  // Rewrites the record in [begin, end), which is valid UTF-8 and whose quotes
  // close. Returns its new end; a record never becomes longer.
  char* apply(char* begin, char* end) const;

 private:
  std::string delimiter_;
  std::optional<char> quote_;
};

}  // namespace csvimport
