#include "csv/sniffer.hpp"

namespace csvimport {

LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect) {
  const char delimiter_end = dialect.delimiter.back();
  bool in_quotes = false;
  bool after_quote = false;  // one that closes, unless it is doubled
  bool saw_cr = false;
  char before = '\n';
  for (const char byte : sample) {
    const bool at_field_start =
        before == delimiter_end || before == '\n' || before == '\r';
    const bool may_open = at_field_start || after_quote;
    after_quote = false;
    if (byte == dialect.quote && (in_quotes || may_open)) {
      after_quote = in_quotes;
      in_quotes = !in_quotes;
    } else if (!in_quotes && byte == '\n') {
      return LineEnd::kLf;
    } else if (!in_quotes && byte == '\r') {
      saw_cr = true;
    }
    before = byte;
  }
  return saw_cr ? LineEnd::kCr : LineEnd::kLf;
}

}  // namespace csvimport
