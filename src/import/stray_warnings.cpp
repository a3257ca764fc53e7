#include "import/stray_warnings.hpp"

#include "base/ascii.hpp"
#include "base/message_text.hpp"
#include "schema/named_value.hpp"

#include <algorithm>
#include <string_view>

namespace csvimport {
namespace {

// Whether the SQL has the name in it, in any case of letters, as a word or a
// part of one.
bool may_name(std::string_view sql, std::string_view name) {
  const auto found = std::search(
      sql.begin(), sql.end(), name.begin(), name.end(),
      [](char a, char b) { return ascii_lower(a) == ascii_lower(b); });
  return found != sql.end();
}

std::string advice_on(const ColumnStrays& strays, const std::string& name,
                      const std::optional<std::string>& where) {
  std::string advice = strays.texts.advice;
  if (advice.empty()) {
    advice = "; with --null " + strays.texts.shown +
             (strays.is_quoted ? " --null-quoted" : "") + " it is NULL";
  }
  const std::string type(name_of(strays.kinds.type()));
  advice += ", with --type " +
            quoted_for_message(option_name(name) + '=' + type) +
            " a bad record, which --on-error skip rejects";
  if (where && may_name(*where, name)) {
    advice += "; --where compares texts there";
  }
  return advice;
}

}  // namespace

TableTexts likely_slips(const std::vector<Column>& columns,
                        const TableStrays& strays,
                        const std::optional<std::string>& where) {
  TableTexts slips;
  for (std::size_t i = 0; i < strays.size(); ++i) {
    const Column& column = columns[i];
    const bool is_text = !column.existing && !column.declared &&
                         column.type == ColumnType::kText;
    if (!is_text || !strays[i].are_likely_slips()) continue;
    slips.resize(columns.size());
    slips[i] = strays[i].texts;
    slips[i].advice = advice_on(strays[i], column.name, where);
  }
  return slips;
}

}  // namespace csvimport
