#pragma once

// A rewriter of records into one common form, which a field splitter can split:
// for dialects that no instance of the splitter knows, and for records that are
// read leniently.

#include "csv/dialect.hpp"
#include "csv/lenient_reading.hpp"
#include "csv/repairs.hpp"
#include "csv/syntax.hpp"

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace csvimport {

// The separators of the common form: bytes that no UTF-8 text contains, so
// they cannot be mistaken for data.
inline constexpr char kCommonDelimiter = '\xFF';
inline constexpr char kCommonQuote = '\xFE';
// All of a field that is NULL. No escape stands for such a byte either.
inline constexpr char kCommonNull = '\xFB';

// Rewrites records of its dialect into the common form, in place: with the
// bytes above, without escapes, and trimmed if the dialect trims. Where
// escapes stand for bytes, escape_problem() says what is wrong with its fields.
// Any thread may use one.
class RecordRewriter {
 public:
  // Of the fields of a record only the first `width` may be NULL: in those
  // behind them every spelling is text.
  explicit RecordRewriter(const Dialect& dialect,
                          std::size_t width = kAnyWidth);

  // Rewrites the record in [begin, end), which is valid UTF-8, its quotes as
  // `reading` takes them; counts in `repairs` what it had to. A quote that does
  // not close goes to the end. A field that spells NULL with an escape becomes
  // kCommonNull. Returns the record's new end; it never becomes longer.
  char* rewrite(char* begin, char* end, QuoteReading reading,
                RepairCounts& repairs) const;
  // The same, read strictly.
  char* rewrite(char* begin, char* end) const;

  // Whether a field may be kCommonNull.
  [[nodiscard]] bool knows_nulls() const { return !escaped_nulls_.empty(); }

 private:
  class Copy;

  static constexpr auto kAnyWidth = std::numeric_limits<std::size_t>::max();

  // The end of the field at `at` if that is NULL; `at` if not.
  [[nodiscard]] const char* after_escaped_null(const char* at, const char* end,
                                               QuoteReading reading) const;
  // The same of an unquoted field, and of a quoted one.
  [[nodiscard]] const char* after_unquoted_null(const char* at,
                                                const char* end) const;
  [[nodiscard]] const char* after_quoted_null(const char* at, const char* end,
                                              QuoteReading reading) const;
  [[nodiscard]] bool is_escaped_null(const char* begin, const char* end) const;

  Syntax syntax_;
  std::size_t delimiter_size_;
  bool c_escapes_;
  std::vector<std::string> escaped_nulls_;
  bool nulls_may_be_quoted_;
  std::size_t width_;
};

}  // namespace csvimport
