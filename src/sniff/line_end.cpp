#include "sniff/line_end.hpp"

#include "csv/syntax.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {

LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect) {
  const Syntax syntax(dialect);
  const char* at = sample.data();
  const char* const end = at + sample.size();
  bool starts_line = true;
  bool saw_cr = false;
  while (at != end) {
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    if (starts_line && syntax.is_comment(rest)) {
      at += std::min(rest.find_first_of("\r\n"), rest.size());
    } else {
      at = syntax.field_text(at, end);
      if (syntax.quote_at(at, end))
        at = syntax.after_closing_quote(at + 1, end);
      if (at == nullptr) break;
      at = syntax.text_end(at, end, '\r', '\n');
    }
    if (at == end) break;
    if (*at == '\n') {
      const bool is_last = at + 1 == end;
      return saw_cr && is_last ? LineEnd::kCr : LineEnd::kLf;
    }
    starts_line = *at == '\r';
    at += starts_line ? 1 : dialect.delimiter.size();
    // The last one may be half of a CRLF, too.
    saw_cr |= starts_line && at != end && *at != '\n';
  }
  return saw_cr ? LineEnd::kCr : LineEnd::kLf;
}

}  // namespace csvimport
