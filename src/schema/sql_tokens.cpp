#include "schema/sql_tokens.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace csvimport {
namespace {

constexpr std::string_view kOpening = "'\"`[";
constexpr std::string_view kClosing = "'\"`]";

bool is_sql_blank(char byte) {
  return std::string_view(" \t\n\r\f").find(byte) != std::string_view::npos;
}

bool is_sql_word_part(char byte) {
  return is_ascii_letter_or_digit(byte) || byte == '_' ||
         static_cast<unsigned char>(byte) >= 0x80;
}

// Behind `closing`, searched from `at`; the text's end where there is none.
std::size_t behind(std::string_view text, std::size_t at,
                   std::string_view closing) {
  const std::size_t found = text.find(closing, at);
  return std::min(text.size(),
                  found == text.npos ? found : found + closing.size());
}

// Behind what `closing` ends, which stands for itself where it is doubled; but
// a bracket ends it anyway.
std::size_t behind_quoted(std::string_view text, std::size_t at, char closing) {
  for (;;) {
    at = behind(text, at, {&closing, 1});
    if (closing == ']' || at >= text.size() || text[at] != closing) return at;
    ++at;
  }
}

}  // namespace

std::size_t sql_token_end(std::string_view sql, std::size_t at) {
  const std::string_view rest = sql.substr(at);
  if (rest.starts_with("--")) return behind(sql, at, "\n");
  if (rest.starts_with("/*")) return behind(sql, at + 2, "*/");
  const std::size_t quote = kOpening.find(rest.front());
  if (quote != kOpening.npos) {
    return behind_quoted(sql, at + 1, kClosing[quote]);
  }
  std::size_t end = at + 1;
  if (!is_sql_word_part(rest.front())) return end;
  while (end < sql.size() && is_sql_word_part(sql[end])) ++end;
  return end;
}

std::size_t next_sql_token(std::string_view sql, std::size_t at) {
  while (at < sql.size()) {
    const std::string_view rest = sql.substr(at);
    if (!is_sql_blank(rest.front()) && !rest.starts_with("--") &&
        !rest.starts_with("/*")) {
      break;
    }
    at = sql_token_end(sql, at);
  }
  return at;
}

std::vector<std::string_view> sql_tokens(std::string_view sql) {
  std::vector<std::string_view> tokens;
  std::size_t at = next_sql_token(sql, 0);
  while (at < sql.size()) {
    const std::size_t end = sql_token_end(sql, at);
    tokens.push_back(sql.substr(at, end - at));
    at = next_sql_token(sql, end);
  }
  return tokens;
}

std::string unquoted_sql(std::string_view token) {
  const std::size_t quote =
      token.empty() ? kOpening.npos : kOpening.find(token.front());
  if (quote == kOpening.npos || token.size() < 2) return std::string(token);
  std::string text;
  for (std::size_t at = 1; at + 1 < token.size(); ++at) {
    text += token[at];
    if (token[at] == kClosing[quote]) ++at;
  }
  return text;
}

}  // namespace csvimport
