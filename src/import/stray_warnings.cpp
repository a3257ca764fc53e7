#include "import/stray_warnings.hpp"

#include "base/ascii.hpp"
#include "base/shell_flag.hpp"
#include "csv/blank.hpp"
#include "load/unfit_reason.hpp"
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

bool is_number_within_blanks(std::string_view text) {
  while (!text.empty() && is_blank_byte(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank_byte(text.back())) text.remove_suffix(1);
  return parse_number(text).kind != NumberKind::kNone;
}

// What has a digit may be an amount, which must not be lost.
bool may_be_null(std::string_view text) {
  return text.size() <= kLongestNull &&
         text.find_first_of("0123456789") == text.npos;
}

std::string way_to_number(const ColumnStrays& strays, const std::string& name,
                          const NumberMarks& given) {
  const std::string type = option_name(name) + '=';
  const std::string marks = strays.marks.flags(given);
  if (!marks.empty()) {
    return "; with " + marks + " it is one; " + flag("--type", type + "TEXT") +
           " keeps it";
  }
  std::string way = "; ";
  if (is_number_within_blanks(strays.text)) {
    way += "with --trim it is one, ";
  } else if (may_be_null(strays.text)) {
    way += "with " + flag("--null", strays.text) +
           (strays.is_quoted ? " --null-quoted" : "") + " it is NULL, ";
  }
  return way + "with " +
         flag("--type", type + std::string(name_of(strays.kinds.type()))) +
         " it is a bad record, which --on-error skip rejects";
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
    advice = std::string(no_number_reason(strays[i].text)) +
             ", so the column is TEXT" +
             way_to_number(strays[i], column.name, given);
    if (where && may_name(*where, column.name)) {
      advice += "; --where compares texts there";
    }
  }
  return slips;
}

}  // namespace csvimport
