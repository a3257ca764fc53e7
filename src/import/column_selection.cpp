#include "import/column_selection.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"

#include <cstddef>
#include <optional>

namespace csvimport {
namespace {

void check_known(const std::vector<std::string>& wanted,
                 const std::string& flag,
                 const std::vector<std::string>& field_names,
                 const std::string& input_name) {
  const std::vector<std::string> unknown = names_not_in(field_names, wanted);
  if (unknown.empty()) return;
  fail_unknown_columns(input_name, flag, unknown, field_names, "file");
}

std::vector<std::size_t> selected_fields(
    const std::vector<std::string>& field_names, const ColumnOptions& options,
    const std::string& input_name) {
  check_known(options.select, "--select", field_names, input_name);
  std::vector<std::size_t> fields;
  for (const std::string& name : options.select) {
    fields.push_back(find_name(name, field_names).value());
  }
  if (!options.select.empty()) return fields;
  for (std::size_t i = 0; i < field_names.size(); ++i) fields.push_back(i);
  return fields;
}

std::vector<std::string> renamed(const std::vector<std::string>& field_names,
                                 const ColumnOptions& options,
                                 const std::string& input_name) {
  std::vector<std::string> wanted;
  for (const auto& [from, to] : options.rename) wanted.push_back(from);
  check_known(wanted, "--rename", field_names, input_name);
  std::vector<std::string> names = field_names;
  for (const auto& [from, to] : options.rename) {
    names[find_name(from, field_names).value()] = to;
  }
  return names;
}

void check_all_differ(const std::vector<SelectedColumn>& columns,
                      const std::string& input_name) {
  std::vector<std::string> names;
  for (const SelectedColumn& column : columns) {
    if (find_name(column.name, names)) {
      throw ImportError({input_name},
                        "the table would have two columns " +
                            quoted_for_message(column.name) +
                            "; give one of them another name with --rename");
    }
    names.push_back(column.name);
  }
}

}  // namespace

std::vector<SelectedColumn> select_columns(
    const std::vector<std::string>& field_names, const ColumnOptions& options,
    const std::string& input_name) {
  const std::vector<std::string> names =
      renamed(field_names, options, input_name);
  std::vector<SelectedColumn> columns;
  for (const std::size_t field :
       selected_fields(field_names, options, input_name)) {
    columns.push_back({names[field], field});
  }
  check_all_differ(columns, input_name);
  return columns;
}

std::vector<std::string> names_not_in(const std::vector<std::string>& names,
                                      const std::vector<std::string>& wanted) {
  std::vector<std::string> unknown;
  for (const std::string& name : wanted) {
    if (find_name(name, names) || find_name(name, unknown)) continue;
    unknown.push_back(name);
  }
  return unknown;
}

std::string meant_names(const std::vector<std::string>& unknown,
                        const std::vector<std::string>& known,
                        const std::string& way) {
  std::string meant;
  for (const std::string& name : unknown) {
    const std::optional<std::string> nearest = nearest_name(name, known);
    if (!nearest) continue;
    meant += (meant.empty() ? "" : ", ") + quoted_for_message(*nearest);
    if (unknown.size() > 1) meant += " for " + quoted_for_message(name);
  }
  return meant.empty() ? "" : "did you mean " + meant + way + "?";
}

void fail_unknown_columns(const std::string& input_name,
                          const std::string& flag,
                          const std::vector<std::string>& unknown,
                          const std::vector<std::string>& known,
                          const std::string& owner, const std::string& advice) {
  std::string problem =
      flag + " names column" + (unknown.size() == 1 ? " " : "s ") +
      quoted_for_message(unknown) + ", which the " + owner + " does not have";
  const std::string question = meant_names(unknown, known);
  if (!question.empty()) problem += "; " + question;
  if (!advice.empty()) problem += (question.empty() ? "; " : " ") + advice;
  throw ImportError({input_name}, problem);
}

}  // namespace csvimport
