#include "cli/dialect_checks.hpp"

#include "base/ascii.hpp"
#include "cli/option_values.hpp"
#include "cli/usage_error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

// Throws UsageError if what a flag drops, `blanks`, means something else, too.
void check_dropped(std::string_view blanks, const char* message,
                   const std::optional<Quote>& quote,
                   const DialectSettings& dialect) {
  const auto is_dropped = [&](const std::optional<char>& byte) {
    return byte && blanks.find(*byte) != std::string_view::npos;
  };
  std::optional<char> comment;
  if (dialect.comment) comment = dialect.comment->front();
  const bool is_quote =
      quote && blanks.find(quote->bytes()) != std::string_view::npos;
  if (is_quote || is_dropped(dialect.escape) || is_dropped(comment)) {
    throw UsageError(message);
  }
}

// Takes the escape for that of C, which is a backslash if none is set. Throws
// UsageError if what stands behind one means something else, too.
void take_c_escapes(std::string_view delimiter,
                    const std::optional<Quote>& quote,
                    DialectSettings& dialect) {
  if (!dialect.escape) dialect.escape = checked_escape("\\", delimiter);
  const bool may_be_quote =
      dialect.escape == quote ||
      (!dialect.quote && (dialect.escape == '"' || dialect.escape == '\''));
  if (may_be_quote) {
    throw UsageError("--escapes: needs an escape character that is no quote");
  }
  if (is_ascii_letter_or_digit(*dialect.escape) ||
      is_ascii_letter_or_digit(delimiter.front()) ||
      (quote && is_ascii_letter_or_digit(quote->first_byte()))) {
    throw UsageError(
        "--escapes: letters and digits have a meaning behind the escape "
        "character, so neither that nor the delimiter or quote can be one");
  }
  dialect.c_escapes = true;
}

}  // namespace

void check_dialect(const RawOptions& raw, DialectSettings& dialect) {
  if (raw.delimiter) dialect.delimiter = checked_delimiter(*raw.delimiter);
  const std::string delimiter = dialect.delimiter.value_or(",");
  const std::optional<Quote> quote =
      checked_quote(raw.quotechar.value_or("\""), delimiter);
  if (raw.quotechar) dialect.quote = quote;
  if (raw.escape) dialect.escape = checked_escape(*raw.escape, delimiter);
  const bool has_c_escapes = checked_choice<bool>(
      "--escapes", raw.escapes, {{"literal", false}, {"c", true}});
  if (has_c_escapes) take_c_escapes(delimiter, quote, dialect);
  if (raw.comment) {
    dialect.comment =
        checked_comment(*raw.comment, delimiter, quote, dialect.escape);
  }
  if (dialect.trim) {
    check_dropped(" \t",
                  "--trim: drops spaces and tabs, so neither can be the quote, "
                  "escape or comment character",
                  quote, dialect);
  }
  if (dialect.skips_initial_space) {
    check_dropped(" ",
                  "--skip-initial-space: drops spaces, so none can be the "
                  "quote, escape or comment character",
                  quote, dialect);
  }
}

}  // namespace csvimport
