#include "report/profile_text.hpp"

#include "base/message_text.hpp"
#include "base/utf8.hpp"
#include "profile/column_share.hpp"
#include "report/aligned_lines.hpp"
#include "report/format.hpp"
#include "report/profile_words.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

// What stands below one another, as in the first line.
using Line = std::vector<std::string>;
const Line kHeadings = {"column", "values",   "NULL", "distinct",
                        "least",  "greatest", "mean", "most frequent"};
const std::vector<bool> kAtRight = {false, false, true, true,
                                    false, false, true, false};

// By taste: two of them, and the rest, fit on a line of a terminal.
constexpr std::size_t kMostCharacters = 20;
constexpr std::size_t kFrequentShown = 3;

// On one line, and short.
std::string short_text(std::string_view text) {
  std::string shown = on_one_line(text);
  if (characters_of(shown) <= kMostCharacters) return shown;
  std::size_t end = 0;
  for (std::size_t width = 0; end < shown.size(); ++end) {
    if (is_inside_character(shown[end])) continue;
    if (++width == kMostCharacters) break;
  }
  return shown.substr(0, end) + "…";
}

std::string cell_of(const std::optional<ShownValue>& number,
                    const std::optional<ShownValue>& text) {
  if (number) return short_text(value_text(*number));
  return text ? short_text(value_text(*text)) : "";
}

std::string mean_of(const ColumnProfile& column) {
  if (column.mean) return number_text(*column.mean);
  return column.mean_length ? length_text(*column.mean_length) : "";
}

std::string frequent_of(const ColumnProfile& column) {
  std::string text;
  std::vector<FrequentValue> values = worth_showing(column);
  values.resize(std::min(values.size(), kFrequentShown));
  for (const FrequentValue& one : values) {
    if (!text.empty()) text += ", ";
    const std::string value = short_text(value_text(one.value));
    const bool is_text = std::holds_alternative<std::string>(one.value);
    text += (is_text ? '"' + value + '"' : value) + ' ';
    if (!column.is_exact) text += "at least ";
    text += percent_text(one.count, column.values());
  }
  return text;
}

Line profile_line(const std::string& name, const ColumnProfile& column) {
  return {short_text(name),
          kinds_text(column),
          with_thousands(column.nulls),
          distinct_text(column),
          cell_of(column.min_number, column.min_text),
          cell_of(column.max_number, column.max_text),
          mean_of(column),
          frequent_of(column)};
}

}  // namespace

std::string profile_text(const ImportSummary& summary) {
  std::string text;
  for (const TableSummary& table : summary.tables) {
    if (!table.profile) continue;
    text += "table " + quoted_for_message(table.schema.table) + ", " +
            with_thousands(table.profile->rows, "row") + '\n';
    std::vector<Line> lines = {kHeadings};
    for (std::size_t i = 0; i < table.profile->columns.size(); ++i) {
      lines.push_back(profile_line(table.schema.columns[i].name,
                                   table.profile->columns[i]));
    }
    text += aligned_lines(lines, kAtRight, "  ");
  }
  return text;
}

}  // namespace csvimport
