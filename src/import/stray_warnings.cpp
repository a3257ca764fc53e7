#include "import/stray_warnings.hpp"

#include "base/ascii.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "csv/blank.hpp"
#include "load/unfit_reason.hpp"
#include "schema/likely_marks.hpp"
#include "schema/named_value.hpp"
#include "schema/number.hpp"

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

// Whether the numbers alone make the column TEXT, as 12E4 may be a code.
bool needs_type(const ColumnStrays& strays) {
  return strays.kinds.type() == ColumnType::kText && !strays.kinds.empty();
}

std::string reason_for(std::string_view text, const NumberMarks& given) {
  std::string plain;
  const std::string marks = flags_of(given);
  return read_marked(text, given, plain) == MarkedText::kMisplaced
             ? " is not a number by " + marks
             : std::string(no_number_reason(text));
}

// The type that takes the column's numbers.
std::string type_flag(const Column& column, ColumnType type) {
  return flag("--type",
              option_name(column.name) + '=' + std::string(name_of(type)));
}

// What has to be given beside another flag for that to make numbers of them.
std::string type_beside(const Column& column, const ColumnStrays& strays) {
  return needs_type(strays) ? type_flag(column, ColumnType::kReal) + ' ' : "";
}

// The options that make NULL of the words among the numbers of a column.
std::string nulls_for(const LikelyMarks& marks) {
  std::string flags;
  for (const std::string& word : marks.odd_words()) {
    flags += ' ' + flag("--null", word);
  }
  return marks.are_odd_words_quoted() ? flags + " --null-quoted" : flags;
}

// The columns of a table, to give advice on the one at `place`.
struct Advised {
  const std::vector<Column>& columns;
  const TableStrays& strays;
  std::size_t place;

  [[nodiscard]] const Column& column() const { return columns[place]; }
  [[nodiscard]] const ColumnStrays& its_strays() const { return strays[place]; }
  // Another one whose values the marks would change; null if there is none.
  [[nodiscard]] const Column* changed_by(const NumberMarks& marks) const {
    for (std::size_t i = 0; i < strays.size(); ++i) {
      if (i != place && strays[i].marks.would_be_changed_by(marks)) {
        return &columns[i];
      }
    }
    return nullptr;
  }
};

// Offers the marks by which the column is one of numbers; "" if there are none.
std::string marks_offer(const Advised& advised, const NumberMarks& given) {
  const LikelyMarks& marks = advised.its_strays().marks;
  const bool has_odd_words = !marks.odd_words().empty();
  const std::string type = type_beside(advised.column(), advised.its_strays());
  const std::string nulls =
      advised.column().not_null ? std::string() : nulls_for(marks);
  std::string offered;
  std::string harmful;
  const Column* changed = nullptr;
  for (const NumberMarks& likely : marks.likely(given)) {
    const Column* const other = advised.changed_by(likely);
    const std::string flags = flags_of(marks_beyond(given, likely).value());
    std::string& list = other == nullptr ? offered : harmful;
    list += (list.empty() ? "" : " or ") + type + flags;
    if (other == nullptr) list += nulls;
    if (other != nullptr) changed = other;
  }
  if (!offered.empty()) {
    const std::string result = !has_odd_words  ? "it is one"
                               : nulls.empty() ? "the others are numbers"
                                               : "all are numbers or NULL";
    return "; with " + offered + " (in all columns) " + result;
  }
  if (harmful.empty()) return "";
  return "; it would be one with " + harmful +
         " (in all columns), but column " + quoted_for_message(changed->name) +
         " has other values";
}

std::string ways_out(const Advised& advised, const NumberMarks& given) {
  const ColumnStrays& strays = advised.its_strays();
  const Column& column = advised.column();
  const std::string keep = type_flag(column, ColumnType::kText) + " keeps it";
  const std::string offer = marks_offer(advised, given);
  if (!offer.empty()) return offer + "; " + keep;
  const std::string beside = type_beside(column, strays);
  std::string ways = "; ";
  // What stands in quotes is not trimmed, and NULL only where all that does is.
  if (!strays.is_quoted) {
    if (is_number_within_blanks(strays.text, given)) {
      ways += "with " + beside + "--trim it is one, ";
    } else if (!column.not_null && may_mean_nothing(strays.text)) {
      ways += "with " + beside + flag("--null", strays.text) +
              " (in all columns) it is NULL, ";
    }
  }
  const ColumnType type =
      needs_type(strays) ? ColumnType::kReal : strays.kinds.type();
  return ways + "with " + type_flag(column, type) +
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
    // There are numbers that no column but one of TEXT keeps.
    const bool must_be_text =
        !strays[i].kinds.within(accepted_by(ColumnType::kReal, true)) &&
        needs_type(strays[i]);
    if (!is_text || must_be_text || !strays[i].are_likely_slips(given)) {
      continue;
    }
    slips.resize(columns.size());
    slips[i] = strays[i].texts;
    std::string& advice = slips[i].advice;
    advice = reason_for(strays[i].text, given) +
             (needs_type(strays[i])
                  ? ", and such as 12E4 may be codes, so the column is TEXT"
                  : ", so the column is TEXT") +
             ways_out({columns, strays, i}, given);
    if (where && may_name(*where, column.name)) {
      advice += "; --where compares texts there";
    }
  }
  return slips;
}

void advise_on_texts(const std::vector<Column>& columns, TableTexts& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto& existing = columns[i].existing;
    if (!existing || texts[i].count == 0) continue;
    std::string advice =
        texts[i].conversion.advice(columns[i].name, existing->values);
    if (!advice.empty()) texts[i].advice = std::move(advice);
  }
}

}  // namespace csvimport
