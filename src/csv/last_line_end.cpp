#include "csv/last_line_end.hpp"

#include "csv/dialect.hpp"

namespace csvimport {
namespace {

// Whether the last byte is an escape that makes nothing literal, or a line end
// that would be literal outside a comment.
bool ends_escaped(std::string_view text, const Dialect& dialect) {
  if (!dialect.escape) return false;
  text = without_line_end(text, dialect.line_end);
  if (dialect.line_end != LineEnd::kCr && text.ends_with('\r')) {
    text.remove_suffix(1);
  }
  const std::size_t before = text.find_last_not_of(*dialect.escape);
  const std::size_t escapes =
      text.size() - (before == std::string_view::npos ? 0 : before + 1);
  return escapes % 2 == 1;  // others escape each other
}

}  // namespace

std::string missing_end(std::string_view text, const RecordRules& rules) {
  if (text.empty()) return "";
  const Dialect& dialect = rules.dialect();
  const std::string line_end(1, dialect.line_end_byte());
  if (!ends_escaped(text, dialect)) {
    return text.ends_with(line_end) ? "" : line_end;
  }
  if (text.ends_with(*dialect.escape)) return *dialect.escape + line_end;
  if (text.ends_with(line_end)) return rules.ends_record(text) ? "" : line_end;
  const bool may_be_crlf = line_end == "\n" && text.ends_with('\r');
  return may_be_crlf ? "\r\n" : line_end;
}

}  // namespace csvimport
