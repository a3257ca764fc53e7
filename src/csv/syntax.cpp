#include "csv/syntax.hpp"

namespace csvimport {

const char* Syntax::after_blanks(const char* at, const char* end) const {
  while (at != end && is_blank(*at) && !delimiter_at(at, end)) ++at;
  return at;
}

const char* Syntax::after_any_blanks(const char* at, const char* end) const {
  while (at != end && is_blank_byte(*at) && !delimiter_at(at, end)) ++at;
  return at;
}

const char* Syntax::after_padding(const char* at, const char* end) const {
  if (!dialect_.skips_initial_space) return after_blanks(at, end);
  while (at != end && *at == ' ' && !delimiter_at(at, end)) ++at;
  return after_blanks(at, end);
}

const char* Syntax::after_escaped(const char* at, const char* end) const {
  ++at;
  if (at == end) return end;
  if (delimiter_at(at, end)) return at + dialect_.delimiter.size();
  std::size_t returns = 0;
  while (returns < returns_of(dialect_.line_end) && at + returns != end &&
         at[returns] == '\r') {
    ++returns;
  }
  const bool is_line_end = at + returns != end && at[returns] == '\n';
  return at + (is_line_end ? returns + 1 : 1);
}

const char* Syntax::after_closing_quote(const char* at, const char* end) const {
  while (at != end) {
    if (escape_at(at, end)) {
      at = after_escaped(at, end);
    } else if (!quote_at(at, end)) {
      ++at;
    } else {
      at += quote_size_;
      if (!quote_at(at, end)) return at;
      at += quote_size_;  // a doubled one
    }
  }
  return nullptr;
}

const char* Syntax::after_clean_quotes(const char* at, const char* end) const {
  if (!quote_at(at, end)) return nullptr;
  const char* const closed = after_closing_quote(at + quote_size_, end);
  if (closed == nullptr) return nullptr;
  return closes_field(closed - quote_size_, end) ? closed : nullptr;
}

const char* Syntax::after_outer_quotes(const char* at, const char* end) const {
  if (!quote_at(at, end)) return nullptr;
  for (at += quote_size_; at != end;) {
    if (escape_at(at, end)) {
      at = after_escaped(at, end);
    } else if (!quote_at(at, end)) {
      ++at;
    } else if (closes_field(at, end)) {
      return at + quote_size_;
    } else {
      at += quote_size_;
      // A doubled one.
      if (quote_at(at, end) && !closes_field(at, end)) at += quote_size_;
    }
  }
  return nullptr;
}

const char* Syntax::text_end(const char* at, const char* end, char line_end,
                             char other_line_end) const {
  while (at != end) {
    if (escape_at(at, end)) {
      at = after_escaped(at, end);
    } else if (*at == line_end || *at == other_line_end ||
               delimiter_at(at, end)) {
      return at;
    } else {
      ++at;
    }
  }
  return end;
}

}  // namespace csvimport
