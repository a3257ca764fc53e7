#pragma once

// The dialect of a file, guessed from its start.

#include "csv/dialect.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// The delimiters that are sniffed; the rare ones only where they cut all
// records alike.
inline constexpr std::array<char, 4> kUsualDelimiters = {',', '\t', ';', '|'};
inline constexpr std::array<char, 4> kRareDelimiters = {'^', '~', '\x1F',
                                                        '\x01'};

// What the user has set, which sniffing never changes.
struct DialectSettings {
  std::optional<std::string> delimiter;
  // It is the file's own word, so that there may be padding behind it.
  bool delimiter_is_named = false;
  // Set to nullopt: no quoting at all.
  std::optional<std::optional<Quote>> quote;
  // None where it turns out to be the quote, as a doubled quote means the same.
  std::optional<char> escape;
  bool c_escapes = false;  // as Dialect has it; with an escape
  bool trim = false;
  bool skips_initial_space = false;
  std::optional<std::string> comment;
};

// The dialect of a file that starts with `sample`, by the evidence there: of
// the delimiters comma, tab, semicolon and pipe, each also padded with spaces,
// and the quotes " and ', those that cut the sample into records as even and as
// wide as can be, of fields that look whole. Where none of the delimiters does,
// ^, ~, 0x1F and 0x01 may, if they cut nearly all records alike. Where nothing
// decides, it is the comma, or the tab if `path` ends in .tsv or .tab, and ". A
// character that is set to mean something else is neither. The same sample
// always gives the same dialect.
Dialect sniff_dialect(std::string_view sample, std::string_view path,
                      const DialectSettings& settings);

// Whether a file that starts with `sample` has backslashes that are no escapes,
// as in "C:\dir\": taken for such, they would leave fewer records that keep
// the rules and are as wide as the first. `dialect` has no escape.
bool has_plain_backslashes(std::string_view sample, const Dialect& dialect);

// Whether a field of the sample is \N, as MySQL writes NULL, which is the
// letter N in this dialect of escapes.
bool has_escaped_nulls(std::string_view sample, const Dialect& dialect);

// A delimiter by which a file would be a table.
struct OtherDelimiter {
  char delimiter = ',';
  std::size_t width = 0;  // of that table, in fields
};

// For a file that starts with `sample` and is a table of one column by
// `dialect`: a usual or rare delimiter that cuts many records alike, or the
// space or colon, which are never chosen, where it cuts all of them into the
// same three or more fields. None if there is none. Where the delimiter
// `is_given` it takes more: a usual one that cuts all records alike, each field
// of the first one with a name.
std::optional<OtherDelimiter> other_delimiter(std::string_view sample,
                                              const Dialect& dialect,
                                              bool is_given);

}  // namespace csvimport
