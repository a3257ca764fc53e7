#include "import/stray_warnings.hpp"

#include "base/ascii.hpp"
#include "base/shell_flag.hpp"
#include "csv/blank.hpp"
#include "load/unfit_reason.hpp"
#include "schema/boolean_words.hpp"
#include "schema/named_value.hpp"
#include "schema/number.hpp"

#include <algorithm>
#include <string_view>

namespace csvimport {
namespace {

// A longer text is hardly a spelling of NULL, in bytes; by taste.
constexpr std::size_t kLongestNull = 20;

// Whether the SQL has the name in it, in any case of letters, as a word or a
// part of one.
bool may_name(std::string_view sql, std::string_view name) {
  const auto found = std::search(
      sql.begin(), sql.end(), name.begin(), name.end(),
      [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
  return found != sql.end();
}

// Whether trimming makes a number of a text that was no number as it stands.
bool is_number_within_blanks(std::string_view text, const NumberMarks& given) {
  const std::size_t size = text.size();
  while (!text.empty() && is_blank_byte(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank_byte(text.back())) text.remove_suffix(1);
  if (text.size() == size) return false;
  std::string plain;
  const bool is_marked = read_marked(text, given, plain) == MarkedText::kNumber;
  return parse_number(is_marked ? plain : text).kind != NumberKind::kNone;
}

// What has a digit may be an amount, which must not be lost, and no word of
// truth is one for nothing.
bool may_be_null(std::string_view text) {
  return text.size() <= kLongestNull &&
         text.find_first_of("0123456789") == text.npos &&
         !read_boolean(text, BooleanWords());
}

std::string reason_for(std::string_view text, const NumberMarks& given) {
  std::string plain;
  const std::string marks = flags_of(given);
  return read_marked(text, given, plain) == MarkedText::kMisplaced
             ? " is not a number by " + marks
             : std::string(no_number_reason(text));
}

std::string ways_out(const ColumnStrays& strays, const Column& column,
                     const NumberMarks& given) {
  const std::string type = option_name(column.name) + '=';
  const std::string keep = flag("--type", type + "TEXT") + " keeps it";
  const std::string marks = strays.marks.flags(given);
  if (!marks.empty()) {
    return "; with " + marks + " (in all columns) it is one; " + keep;
  }
  std::string ways = "; ";
  // What stands in quotes is not trimmed, and NULL only where all that does is.
  if (!strays.is_quoted) {
    if (is_number_within_blanks(strays.text, given)) {
      ways += "with --trim it is one, ";
    } else if (!column.not_null && may_be_null(strays.text)) {
      ways += "with " + flag("--null", strays.text) +
              " (in all columns) it is NULL, ";
    }
  }
  return ways + "with " +
         flag("--type", type + std::string(name_of(strays.kinds.type()))) +
         " it is a bad record, which --on-error skip rejects; " + keep;
}

}  // namespace

TableTexts likely_slips(const std::vector<Column>& columns,
                        const TableStrays& strays, const NumberMarks& given,
                        const std::optional<std::string>& where) {
  TableTexts slips;
  for (std::size_t i = 0; i < strays.size(); ++i) {
    const Column& column = columns[i];
    const bool is_text = !column.existing && !column.declared &&
                         column.type == ColumnType::kText;
    if (!is_text || !strays[i].are_likely_slips(given)) continue;
    slips.resize(columns.size());
    slips[i] = strays[i].texts;
    std::string& advice = slips[i].advice;
    advice = reason_for(strays[i].text, given) + ", so the column is TEXT" +
             ways_out(strays[i], column, given);
    if (where && may_name(*where, column.name)) {
      advice += "; --where compares texts there";
    }
  }
  return slips;
}

}  // namespace csvimport
