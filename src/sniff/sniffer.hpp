#pragma once

// The dialect of a file, guessed from its start.

#include "csv/dialect.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// What the user has set, which sniffing never changes.
struct DialectSettings {
  std::optional<std::string> delimiter;
  // Set to nullopt: no quoting at all.
  std::optional<std::optional<char>> quote;
  // None where it turns out to be the quote, as a doubled quote means the same.
  std::optional<char> escape;
  bool trim = false;
  std::optional<char> comment;
};

// The dialect of a file that starts with `sample`: of the delimiters comma,
// tab, semicolon and pipe, each also with a space after it, and the quotes "
// and ', those that cut all records of the sample into the same number of
// fields, at least two. Where that does not decide, it is the comma, or the tab
// if `path` ends in .tsv or .tab, and ". A character that is set to mean
// something else is neither. The same sample always gives the same dialect.
Dialect sniff_dialect(std::string_view sample, std::string_view path,
                      const DialectSettings& settings);

// The line end of a file that starts with `sample`: CR if there are CRs outside
// quotes and no LF, otherwise LF. Those that are escaped do not count.
LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect);

}  // namespace csvimport
