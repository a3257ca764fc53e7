#include "base/utf8.hpp"
#include "sql_text/value_literal.hpp"

#include <array>
#include <cstddef>

// What was measured, with the program's own SQL in place of a text's content:
//
//   NUL                  ends the SQL for sqlite3's shell, rqlite, sqld and D1
//   CR before LF         sqlite3's shell drops the CR
//   BEGIN TRANSACTION    wrangler (D1) refuses the file, or cuts it out of
//   texts bytes that are no    become others where the SQL goes through JSON or
//   UTF-8                JavaScript
//
// All of them take quotes, comments, semicolons, line ends and other keywords
// in texts for what they are. Those that go by lines would not: so a text never
// has a semicolon at the end of a line.

namespace csvimport {
namespace {

// What a byte may be.
enum Trait : unsigned {
  kQuote = 1,
  kReturn = 2,
  kNewline = 4,
  kSemicolon = 8,
  kBackslash = 16,
  kControl = 32,  // another one, but for the tab
  kHigh = 64,     // none of ASCII
  kLetterB = 128,
};

constexpr std::array<unsigned char, 256> make_traits() {
  std::array<unsigned char, 256> traits{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool is_control = (byte < 0x20 && byte != '\t') || byte == 0x7F;
    if (is_control) traits[byte] = kControl;
    if (byte >= 0x80) traits[byte] = kHigh;
  }
  traits['\''] = kQuote;
  traits['\r'] = kReturn;
  traits['\n'] = kNewline;
  traits[';'] = kSemicolon;
  traits['\\'] = kBackslash;
  traits['B'] = kLetterB;
  return traits;
}

constexpr std::array<unsigned char, 256> kTraits = make_traits();

// Those of all bytes.
unsigned traits_of(std::string_view text) {
  unsigned traits = 0;
  for (const char byte : text) {
    traits |= kTraits[static_cast<unsigned char>(byte)];
  }
  return traits;
}

// Between these two words such a text is cut.
constexpr std::string_view kBeginTransaction = "BEGIN TRANSACTION";
constexpr std::size_t kCut = 6;
// By taste; each is a level of the expression.
constexpr std::size_t kMostCuts = 16;

std::size_t count_transactions(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0;
       (at = text.find(kBeginTransaction, at)) != std::string_view::npos;
       at += kBeginTransaction.size()) {
    ++count;
  }
  return count;
}

// Whether a line ends with a semicolon.
bool ends_line_with_semicolon(std::string_view text) {
  for (std::size_t at = 0;
       (at = text.find(';', at)) != std::string_view::npos;) {
    at = text.find_first_not_of(" \t\r", at + 1);
    if (at == std::string_view::npos) return false;
    if (text[at] == '\n') return true;
  }
  return false;
}

// Appends it in quotes; line ends, if they are not to stand there, as \r and
// \n.
void append_quoted(std::string& sql, std::string_view text, bool has_line_ends,
                   bool has_transactions) {
  sql += '\'';
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!has_line_ends && !has_transactions) {
      // As far as there is nothing to do.
      const std::string_view rest = text.substr(i);
      const std::size_t quote = rest.find('\'');
      sql += rest.substr(0, quote);
      if (quote == std::string_view::npos) break;
      i += quote;
    }
    const char byte = text[i];
    if (has_transactions && text.substr(i).starts_with(kBeginTransaction)) {
      sql += text.substr(i, kCut);
      sql += "'||'";
      i += kCut - 1;
    } else if (has_line_ends && (byte == '\r' || byte == '\n')) {
      sql += byte == '\r' ? "\\r" : "\\n";
    } else {
      if (byte == '\'') sql += '\'';
      sql += byte;
    }
  }
  sql += '\'';
}

}  // namespace

std::size_t append_text(std::string& sql, std::string_view text) {
  const unsigned traits = traits_of(text);
  constexpr unsigned kPlain = kNewline | kSemicolon | kBackslash;
  if ((traits & ~kPlain) == 0 &&
      (traits & (kNewline | kSemicolon)) != (kNewline | kSemicolon)) {
    sql += '\'';
    sql += text;
    sql += '\'';
    return 1;
  }
  const std::size_t transactions =
      (traits & kLetterB) == 0 ? 0 : count_transactions(text);
  const bool has_line_ends =
      (traits & kReturn) != 0 ||
      ((traits & kNewline) != 0 && (traits & kSemicolon) != 0 &&
       ends_line_with_semicolon(text));
  if ((traits & kControl) != 0 || transactions > kMostCuts ||
      (has_line_ends && (traits & kBackslash) != 0) ||
      ((traits & kHigh) != 0 && !is_valid_utf8(text))) {
    sql += "CAST(";
    append_blob(sql, text);
    sql += " AS TEXT)";
    return 2;
  }
  constexpr std::size_t kForLineEnds = 14;
  const std::size_t operations = 1 + 2 * transactions;
  if (!has_line_ends) {
    append_quoted(sql, text, false, transactions > 0);
    return operations;
  }
  sql += "replace(replace(";
  append_quoted(sql, text, true, transactions > 0);
  sql += R"(,'\r',char(13)),'\n',char(10)))";
  return operations + kForLineEnds;
}

}  // namespace csvimport
