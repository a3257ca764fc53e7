#include "import/guessed_types.hpp"

#include "base/message_text.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace csvimport {

void warn_of_guessed_types(const std::string& place,
                           const TableSchema& schema) {
  const bool guesses = std::any_of(
      schema.columns.begin(), schema.columns.end(), [](const Column& column) {
        return !column.existing && !column.declared;
      });
  if (!guesses) return;
  spdlog::warn(
      "{}: has no row to tell types by, so columns that table {} gets are "
      "TEXT; --type COL=TYPE sets another",
      place, quoted_for_message(schema.table));
}

void warn_of_empty_columns(const std::string& place, const TableSchema& schema,
                           const std::vector<std::size_t>& columns) {
  constexpr std::size_t kMostNamed = 10;  // by taste
  if (columns.empty()) return;
  std::vector<std::string> names;
  for (const std::size_t column : columns) {
    if (names.size() == kMostNamed) break;
    names.push_back(schema.columns[column].name);
  }
  const std::size_t left = columns.size() - names.size();
  const bool is_one = columns.size() == 1;
  spdlog::warn(
      "{}: {}{} {} no value to tell the type by, so {} TEXT; --type COL=TYPE "
      "sets another",
      place, (is_one ? "column " : "columns ") + quoted_for_message(names),
      left == 0 ? "" : " and " + counted(left, "other"),
      is_one ? "has" : "have", is_one ? "it is" : "they are");
}

}  // namespace csvimport
