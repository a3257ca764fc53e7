#include "import/column_selection.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"
#include "schema/snake_case.hpp"

#include <cstddef>
#include <optional>

namespace csvimport {
namespace {

// What the columns of a file are called.
struct FieldNames {
  const std::vector<std::string>& in_file;
  std::vector<std::string> in_table;  // but for those that are renamed

  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const {
    const std::optional<std::size_t> place = find_name(name, in_file);
    return place ? place : find_name(name, in_table);
  }
};

void check_known(const std::vector<std::string>& wanted,
                 const std::string& flag, const FieldNames& names,
                 const std::string& input_name) {
  const std::vector<std::string> unknown =
      names_not_in(names.in_table, names_not_in(names.in_file, wanted));
  if (unknown.empty()) return;
  fail_unknown_columns(input_name, flag, unknown, names.in_table, "file");
}

std::vector<std::size_t> selected_fields(const FieldNames& names,
                                         const ColumnOptions& options,
                                         const std::string& input_name) {
  check_known(options.select, "--select", names, input_name);
  std::vector<std::size_t> fields;
  for (const std::string& name : options.select) {
    fields.push_back(names.find(name).value());
  }
  if (!options.select.empty()) return fields;
  for (std::size_t i = 0; i < names.in_file.size(); ++i) fields.push_back(i);
  return fields;
}

// The new names of the fields that get one.
std::vector<std::optional<std::string>> new_names(
    const FieldNames& names, const ColumnOptions& options,
    const std::string& input_name) {
  std::vector<std::string> wanted;
  for (const auto& [from, to] : options.rename) wanted.push_back(from);
  check_known(wanted, "--rename", names, input_name);
  std::vector<std::optional<std::string>> renamed(names.in_file.size());
  for (const auto& [from, to] : options.rename) {
    renamed[names.find(from).value()] = to;
  }
  return renamed;
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
  const FieldNames names{field_names, options.normalizes
                                          ? snake_case_names(field_names)
                                          : field_names};
  const std::vector<std::optional<std::string>> renamed =
      new_names(names, options, input_name);
  std::vector<SelectedColumn> columns;
  for (const std::size_t field : selected_fields(names, options, input_name)) {
    columns.push_back({renamed[field].value_or(names.in_table[field]), field,
                       renamed[field].has_value()});
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
  std::vector<std::string> offered;
  for (const std::string& name : unknown) {
    const std::optional<std::string> nearest = nearest_name(name, known);
    if (!nearest || find_name(*nearest, offered)) continue;
    offered.push_back(*nearest);
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
