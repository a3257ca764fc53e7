#include "csv/field_splitter.hpp"

#include <libfccp/csv.h>

#include <array>
#include <cstring>
#include <utility>

namespace csvimport {
namespace {

// A quote policy in the library's form, with the rule of DESIGN.md, section 4:
// a quote opens a quoted field only as its first character. Text after the
// closing quote is left in the field, for unquote() to find.
template <char Separator, char Quote>
struct LeadingQuoteEscape {
  static const char* find_next_column_end(const char* at) {
    if (*at == Quote) at = after_closing_quote(at + 1);
    while (*at != Separator && *at != '\0') ++at;
    return at;
  }

  static const char* after_closing_quote(const char* at) {
    for (;;) {
      while (*at != Quote && *at != '\0') ++at;
      if (*at == '\0') return at;
      if (at[1] != Quote) return at + 1;
      at += 2;
    }
  }

  static void unescape(char*& begin, char*& end) {
    io::double_quote_escape<Separator, Quote>::unescape(begin, end);
  }
};

// Whether the text between the outer quotes holds doubled quotes only.
bool quotes_are_doubled(const char* begin, const char* end, char quote) {
  for (;;) {
    begin = static_cast<const char*>(
        std::memchr(begin, quote, static_cast<std::size_t>(end - begin)));
    if (begin == nullptr) return true;
    if (begin + 1 == end || begin[1] != quote) return false;
    begin += 2;
  }
}

// Takes the quotes off a field that starts with one; false if text follows the
// closing quote.
template <class Policy, char Quote>
bool unquote(Field& field) {
  field.quoted = true;
  char* const last = field.end - 1;
  if (last == field.begin || *last != Quote) return false;
  if (!quotes_are_doubled(field.begin + 1, last, Quote)) return false;
  Policy::unescape(field.begin, field.end);
  return true;
}

template <char Separator>
SplitResult split_plain(char* line, std::vector<Field>& fields) {
  SplitResult result;
  Field* const stored = fields.data();
  const std::size_t room = fields.size();
  while (line != nullptr) {
    Field field;
    io::detail::chop_next_column<io::no_quote_escape<Separator>>(
        line, field.begin, field.end);
    if (result.fields < room) stored[result.fields] = field;
    ++result.fields;
  }
  return result;
}

template <char Separator, char Quote>
SplitResult split_quoted(char* line, std::vector<Field>& fields) {
  using Policy = LeadingQuoteEscape<Separator, Quote>;
  SplitResult result;
  Field* const stored = fields.data();
  const std::size_t room = fields.size();
  while (line != nullptr) {
    Field field;
    const bool starts_with_quote = *line == Quote;
    io::detail::chop_next_column<Policy>(line, field.begin, field.end);
    if (starts_with_quote && !unquote<Policy, Quote>(field) &&
        !result.text_after_quote) {
      result.text_after_quote = result.fields;
    }
    if (result.fields < room) stored[result.fields] = field;
    ++result.fields;
  }
  return result;
}

using Split = SplitResult (*)(char*, std::vector<Field>&);
constexpr std::size_t kSeparators = 128;  // every ASCII byte

template <std::size_t... Separator>
constexpr std::array<Split, kSeparators> plain_table(
    std::index_sequence<Separator...> /*separators*/) {
  return {&split_plain<static_cast<char>(Separator)>...};
}

template <char Quote, std::size_t... Separator>
constexpr std::array<Split, kSeparators> quoted_table(
    std::index_sequence<Separator...> /*separators*/) {
  return {&split_quoted<static_cast<char>(Separator), Quote>...};
}

constexpr auto kAllSeparators = std::make_index_sequence<kSeparators>();
constexpr auto kPlain = plain_table(kAllSeparators);
constexpr auto kDoubleQuoted = quoted_table<'"'>(kAllSeparators);
constexpr auto kSingleQuoted = quoted_table<'\''>(kAllSeparators);

bool has_instance(const Dialect& dialect) {
  const bool quote_fits =
      !dialect.quote || *dialect.quote == '"' || *dialect.quote == '\'';
  return quote_fits && dialect.delimiter.size() == 1 &&
         static_cast<unsigned char>(dialect.delimiter[0]) < kSeparators;
}

}  // namespace

FieldSplitter::FieldSplitter(const Dialect& dialect)
    : split_plain_(&split_plain<kRedressedDelimiter>),
      split_quoted_(&split_quoted<kRedressedDelimiter, kRedressedQuote>) {
  if (!has_instance(dialect)) {
    redress_.emplace(dialect);
    return;
  }
  const auto separator = static_cast<unsigned char>(dialect.delimiter[0]);
  split_plain_ = kPlain[separator];
  split_quoted_ = !dialect.quote           ? split_plain_
                  : *dialect.quote == '\'' ? kSingleQuoted[separator]
                                           : kDoubleQuoted[separator];
}

}  // namespace csvimport
