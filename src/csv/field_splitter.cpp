#include "csv/field_splitter.hpp"

#include "base/cache_line_allocator.hpp"
#include "csv/blank.hpp"

#include <libfccp/csv.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace csvimport {
namespace {

// The place of the library's io::trim_chars in dialects that do not trim.
struct KeepBlanks {
  static void trim(char*& /*begin*/, char*& /*end*/) {}
};

// Drops what is_blank_byte() says, unless it separates fields.
template <char Separator>
using TrimBlanks = std::conditional_t<
    Separator == ' ', io::trim_chars<'\t'>,
    std::conditional_t<Separator == '\t', io::trim_chars<' '>,
                       io::trim_chars<' ', '\t'>>>;

// Where the field at `line` starts behind the blanks that are dropped.
template <char Separator, class Trim>
char* after_blanks(char* line) {
  if constexpr (!std::is_same_v<Trim, KeepBlanks>) {
    while (*line != Separator && is_blank_byte(*line)) ++line;
  }
  return line;
}

// Chops off a field that starts with a quote, as chop_next_column() does with
// the other fields. The library's own quote policy would take a quote in
// mid-field for an opening one, and text after the closing quote for more of
// the field; here `text_follows` says whether there is any.
template <char Separator, char Quote, class Trim>
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
  Trim::trim(rest_begin, rest_end);
  text_follows = rest_begin != rest_end;
  line = rest;
  return field;
}

// Aligned, as are the others: a loop of a few bytes takes half as long again
// where it lies across lines, and that changed with code elsewhere.
template <char Separator, class Trim>
[[gnu::aligned(kCacheLineSize)]] SplitResult split_plain(
    char* line, std::span<Field> fields) {
  SplitResult result;
  Field* const stored = fields.data();
  const std::size_t room = fields.size();
  while (line != nullptr) {
    Field field;
    io::detail::chop_next_column<io::no_quote_escape<Separator>>(
        line, field.begin, field.end);
    Trim::trim(field.begin, field.end);
    if (result.fields < room) stored[result.fields] = field;
    ++result.fields;
  }
  return result;
}

template <char Separator, char Quote, class Trim>
[[gnu::aligned(kCacheLineSize)]] SplitResult split_quoted(
    char* line, std::span<Field> fields) {
  SplitResult result;
  Field* const stored = fields.data();
  const std::size_t room = fields.size();
  while (line != nullptr) {
    Field field;
    char* const start = after_blanks<Separator, Trim>(line);
    if (*start == Quote) {
      bool text_follows = false;
      line = start;
      field = chop_quoted_column<Separator, Quote, Trim>(line, text_follows);
      if (text_follows && !result.text_after_quote) {
        result.text_after_quote = result.fields;
      }
    } else {
      io::detail::chop_next_column<io::no_quote_escape<Separator>>(
          line, field.begin, field.end);
      Trim::trim(field.begin, field.end);
    }
    if (result.fields < room) stored[result.fields] = field;
    ++result.fields;
  }
  return result;
}

// The delimiters that have an instance of the library of their own.
constexpr std::string_view kSeparators = ",;\t|: ^~\x01\x1E\x1F";

struct Instance {
  SplitResult (*plain)(char*, std::span<Field>);
  SplitResult (*double_quoted)(char*, std::span<Field>);
  SplitResult (*single_quoted)(char*, std::span<Field>);
};

template <char Separator, class Trim>
constexpr Instance kInstance = {&split_plain<Separator, Trim>,
                                &split_quoted<Separator, '"', Trim>,
                                &split_quoted<Separator, '\'', Trim>};

using Instances = std::array<Instance, kSeparators.size()>;

template <std::size_t... Index>
constexpr Instances make_instances(std::index_sequence<Index...> /*all*/) {
  return {kInstance<kSeparators[Index], KeepBlanks>...};
}

template <std::size_t... Index>
constexpr Instances make_trimming_instances(
    std::index_sequence<Index...> /*all*/) {
  return {kInstance<kSeparators[Index], TrimBlanks<kSeparators[Index]>>...};
}

constexpr Instances kInstances =
    make_instances(std::make_index_sequence<kSeparators.size()>());
constexpr Instances kTrimmingInstances =
    make_trimming_instances(std::make_index_sequence<kSeparators.size()>());

// The place of the dialect's instance; npos if it has none.
std::size_t instance_for(const Dialect& dialect) {
  const bool quote_fits =
      !dialect.quote || *dialect.quote == '"' || *dialect.quote == '\'';
  if (!quote_fits || dialect.delimiter.size() != 1 || dialect.escape ||
      dialect.skips_initial_space) {
    return kSeparators.npos;
  }
  return kSeparators.find(dialect.delimiter);
}

}  // namespace

FieldSplitter::FieldSplitter()
    : split_plain_(&split_plain<kCommonDelimiter, KeepBlanks>),
      split_quoted_(&split_quoted<kCommonDelimiter, kCommonQuote, KeepBlanks>) {
}

FieldSplitter FieldSplitter::of_common_form() { return {}; }

SplitResult FieldSplitter::split_rewritten(char* begin, char* end,
                                           std::span<Field> fields) const {
  *rewriter_->rewrite(begin, end) = '\0';
  const SplitResult result = split_quoted_(begin, fields);
  if (rewriter_->knows_nulls()) {
    take_nulls(fields.first(std::min(result.fields, fields.size())));
  }
  return result;
}

void FieldSplitter::take_nulls(std::span<Field> fields) {
  for (Field& field : fields) {
    if (field.text() == std::string_view(&kCommonNull, 1)) {
      field.end = field.begin;
    }
  }
}

FieldSplitter::FieldSplitter(const Dialect& dialect) : FieldSplitter() {
  const std::size_t index = instance_for(dialect);
  if (index == kSeparators.npos) {
    rewriter_.emplace(dialect);
    return;
  }
  const Instance& instance =
      (dialect.trim ? kTrimmingInstances : kInstances).at(index);
  split_plain_ = instance.plain;
  split_quoted_ = !dialect.quote           ? instance.plain
                  : *dialect.quote == '\'' ? instance.single_quoted
                                           : instance.double_quoted;
}

}  // namespace csvimport
