#include "csv/field_splitter.hpp"

#include <libfccp/csv.h>

#include <array>
#include <utility>

namespace csvimport {
namespace {

// Chops off a field that starts with a quote, as chop_next_column() does with
// the other fields. The library's own quote policy would take a quote in
// mid-field for an opening one, and text after the closing quote for more of
// the field; here `text_follows` says whether there is any.
template <char Separator, char Quote>
Field chop_quoted_column(char*& line, bool& text_follows) {
  char* closing = line + 1;
  bool has_doubled = false;
  for (;; closing += 2) {
    while (*closing != Quote && *closing != '\0') ++closing;
    if (*closing == '\0' || closing[1] != Quote) break;
    has_doubled = true;
  }
  Field field{line + 1, closing, true};
  char* rest = *closing == '\0' ? closing : closing + 1;
  if (has_doubled) {
    field = {line, rest, true};
    io::double_quote_escape<Separator, Quote>::unescape(field.begin, field.end);
  }
  char* rest_begin = nullptr;
  char* rest_end = nullptr;
  io::detail::chop_next_column<io::no_quote_escape<Separator>>(rest, rest_begin,
                                                               rest_end);
  text_follows = rest_begin != rest_end;
  line = rest;
  return field;
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
  SplitResult result;
  Field* const stored = fields.data();
  const std::size_t room = fields.size();
  while (line != nullptr) {
    Field field;
    if (*line == Quote) {
      bool text_follows = false;
      field = chop_quoted_column<Separator, Quote>(line, text_follows);
      if (text_follows && !result.text_after_quote) {
        result.text_after_quote = result.fields;
      }
    } else {
      io::detail::chop_next_column<io::no_quote_escape<Separator>>(
          line, field.begin, field.end);
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
