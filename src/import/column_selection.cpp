#include "import/column_selection.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "schema/names.hpp"

#include <cstddef>

namespace csvimport {
namespace {

std::size_t place_of(const std::string& name, const std::string& flag,
                     const std::vector<std::string>& field_names,
                     const std::string& input_name) {
  if (const auto place = find_name(name, field_names)) return *place;
  fail_unknown_column(input_name, flag, name, field_names, "file");
}

std::vector<std::size_t> selected_fields(
    const std::vector<std::string>& field_names, const ColumnOptions& options,
    const std::string& input_name) {
  std::vector<std::size_t> fields;
  for (const std::string& name : options.select) {
    fields.push_back(place_of(name, "--select", field_names, input_name));
  }
  if (!options.select.empty()) return fields;
  for (std::size_t i = 0; i < field_names.size(); ++i) fields.push_back(i);
  return fields;
}

std::vector<std::string> renamed(std::vector<std::string> names,
                                 const ColumnOptions& options,
                                 const std::string& input_name) {
  const std::vector<std::string> in_file = names;
  for (const auto& [from, to] : options.rename) {
    names[place_of(from, "--rename", in_file, input_name)] = to;
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

void fail_unknown_column(const std::string& input_name, const std::string& flag,
                         const std::string& name,
                         const std::vector<std::string>& names,
                         const std::string& owner) {
  std::string problem = flag + " names column " + quoted_for_message(name) +
                        ", which the " + owner + " does not have";
  if (const auto nearest = nearest_name(name, names)) {
    problem += "; did you mean " + quoted_for_message(*nearest) + "?";
  }
  throw ImportError({input_name}, problem);
}

}  // namespace csvimport
