#include "sniff/line_end.hpp"

#include "csv/byte_order_mark.hpp"
#include "csv/syntax.hpp"

#include <algorithm>
#include <cstddef>

namespace csvimport {

LineEnd sniff_line_end(std::string_view sample, const Dialect& dialect,
                       LineEnd usual) {
  const Syntax syntax(dialect);
  const char* at = sample.data();
  const char* const end = at + sample.size();
  bool starts_line = true;
  bool saw_cr = usual == LineEnd::kCr;
  const bool may_be_cr_cr_lf = sample.find("\r\r\n") != sample.npos;
  std::size_t with_two_returns = 0;  // LFs behind CR CR
  std::size_t others = 0;            // LFs
  while (at != end) {
    std::string_view rest(at, static_cast<std::size_t>(end - at));
    if (starts_line) {
      rest = without_byte_order_marks(rest);
      at = rest.data();
    }
    if (starts_line && syntax.is_comment(rest)) {
      at += std::min(rest.find_first_of("\r\n"), rest.size());
    } else {
      at = syntax.after_padding(at, end);
      if (syntax.quote_at(at, end))
        at = syntax.after_closing_quote(at + syntax.quote_size(), end);
      if (at == nullptr) break;
      at = syntax.text_end(at, end, '\r', '\n');
    }
    if (at == end) break;
    const char byte = *at;
    starts_line = byte == '\n' || byte == '\r';
    at += starts_line ? 1 : dialect.delimiter.size();
    const std::string_view behind(at, static_cast<std::size_t>(end - at));
    if (byte == '\n') {
      if (saw_cr && others == 0 && behind.empty()) return LineEnd::kCr;
      const std::string_view before(sample.data(),
                                    sample.size() - behind.size());
      ++(before.ends_with("\r\r\n") ? with_two_returns : others);
      if (!may_be_cr_cr_lf) return LineEnd::kLf;
    } else if (byte == '\r') {
      // The last one may be half of a CRLF, too.
      saw_cr |= !behind.empty() && !behind.starts_with('\n') &&
                !behind.starts_with("\r\n");
    }
  }
  if (with_two_returns > others) return LineEnd::kCrCrLf;
  if (others > 0) return LineEnd::kLf;
  return saw_cr ? LineEnd::kCr : LineEnd::kLf;
}

}  // namespace csvimport
