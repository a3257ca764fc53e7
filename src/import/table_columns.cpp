#include "import/table_columns.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/utf8.hpp"
#include "import/table_options.hpp"
#include "schema/names.hpp"
#include "schema/snake_case.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace csvimport {
namespace {

constexpr const char* kTakeSome = "take some of them with --select";

Column column_of(const TargetColumn& target) {
  Column column{target.name};
  column.existing = {target.affinity, target.collation, target.default_sql,
                     target.takes};
  if (is_numeric(target.affinity)) {
    column.existing->values = kind_of_values(target.type);
  }
  return column;
}

std::string columns_are(const std::vector<std::string>& names) {
  const bool is_one = names.size() == 1;
  return (is_one ? "column " : "columns ") + quoted_for_message(names) +
         (is_one ? " is" : " are");
}

bool is_used(const TableColumns::Inputs& inputs, std::size_t place) {
  return std::any_of(inputs.begin(), inputs.end(), [&](const auto& input) {
    const std::vector<ColumnSource>& sources = input->sources;
    return place < sources.size() && sources[place].is_given();
  });
}

}  // namespace

TableColumns::TableColumns(const ImportJob& job, const std::string& table,
                           const std::optional<TargetTable>& existing)
    : job_(job), existing_(existing) {
  schema_.table = existing ? existing->name : table;
  if (!existing) {
    schema_.primary_key = job.landing.key;
    schema_.is_strict = job.table_options.is_strict;
    return;
  }
  for (const TargetColumn& column : existing->columns) {
    schema_.columns.push_back(column_of(column));
  }
}

bool TableColumns::goes_by_position() const {
  return existing_ && job_.csv.header_rows == 0 && job_.csv.names.empty() &&
         job_.columns.select.empty() && job_.columns.rename.empty();
}

void TableColumns::place_by_position(LoadInput& input) {
  const std::vector<std::string> added = job_.columns.added_names();
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < existing_->columns.size(); ++i) {
    if (!find_name(existing_->columns[i].name, added)) places.push_back(i);
  }
  const std::size_t fields = input.file.field_names().size();
  if (fields != places.size()) {
    const bool has_all = places.size() == existing_->columns.size();
    throw ImportError({input.file.name()},
                      "has " + counted(fields, "field") + ", and table " +
                          quoted_for_message(schema_.table) + " " +
                          counted(places.size(), "column") +
                          (has_all ? "" : " for them") +
                          "; without a header they go by position, so name "
                          "them with --names");
  }
  input.sources.resize(schema_.columns.size());
  for (std::size_t i = 0; i < fields; ++i) input.sources[places[i]].field = i;
}

void TableColumns::check_width(const CsvFile& file) const {
  const std::size_t count = file.field_names().size();
  if (!job_.columns.select.empty() || count <= kMaxColumns) return;
  throw ImportError({file.name(), file.header_line()},
                    std::to_string(count) +
                        " columns; a SQLite table has at most " +
                        std::to_string(kMaxColumns) + "; " + kTakeSome);
}

void TableColumns::place(LoadInput& input) {
  if (goes_by_position()) {
    place_by_position(input);
    return;
  }
  std::vector<ColumnSource>& sources = input.sources;
  const std::string& input_name = input.file.name();
  const std::vector<std::string>& field_names = input.file.field_names();
  std::vector<std::string> unknown;
  for (const SelectedColumn& column :
       select_columns(field_names, job_.columns, input_name)) {
    const std::optional<std::size_t> place =
        place_of_field(column, field_names[column.field]);
    if (!place) {
      unknown.push_back(column.name);
      continue;
    }
    if (sources.size() <= *place) sources.resize(*place + 1);
    if (const auto other = sources[*place].field) {
      throw ImportError(
          {input_name},
          "columns " +
              quoted_for_message(std::vector<std::string>{
                  field_names[*other], field_names[column.field]}) +
              " would both be column " +
              quoted_for_message(schema_.columns[*place].name) + " of table " +
              quoted_for_message(schema_.table) + "; --select takes one");
    }
    sources[*place].field = column.field;
  }
  if (unknown.empty()) return;
  std::vector<std::string> free;
  for (std::size_t i = 0; i < schema_.columns.size(); ++i) {
    const bool is_taken = i < sources.size() && sources[i].field;
    if (!is_taken) free.push_back(schema_.columns[i].name);
  }
  fail_unplaced(std::move(unknown), free, input_name);
}

std::optional<std::size_t> TableColumns::place_of(const std::string& name) {
  for (std::size_t i = 0; i < schema_.columns.size(); ++i) {
    if (same_name(schema_.columns[i].name, name)) return i;
  }
  if (is_generated(name)) return std::nullopt;
  if (existing_ && !job_.landing.adds_columns) return std::nullopt;
  schema_.columns.push_back({name});
  return schema_.columns.size() - 1;
}

std::optional<std::size_t> TableColumns::place_of_field(
    const SelectedColumn& column, const std::string& field_name) {
  if (!existing_ || !job_.columns.normalizes || column.is_renamed) {
    return place_of(column.name);
  }
  const std::vector<std::string> names = existing_->column_names();
  for (const std::string& name : {field_name, column.name}) {
    if (const auto place = find_name(name, names)) return place;
  }
  const auto place = find_name(column.name, snake_case_names(names));
  return place ? place : place_of(column.name);
}

bool TableColumns::is_generated(const std::string& name) const {
  return existing_ && find_name(name, existing_->generated);
}

void TableColumns::fail_unplaced(std::vector<std::string> names,
                                 const std::vector<std::string>& free,
                                 const std::string& input_name) const {
  const auto lacking = std::stable_partition(
      names.begin(), names.end(),
      [&](const std::string& name) { return is_generated(name); });
  const std::vector<std::string> generated(names.begin(), lacking);
  names.erase(names.begin(), lacking);
  const std::string table = "table " + quoted_for_message(schema_.table);
  std::string problem;
  if (!names.empty()) {
    const bool is_one = names.size() == 1;
    const std::string they = is_one ? "it" : "them";
    const std::string question = meant_names(names, free, " (--rename)");
    problem = columns_are(names) + " not in " + table + "; " + question +
              (question.empty() ? "" : " ") + "--alter adds " + they +
              ", --select leaves " + they + " out";
  }
  if (!generated.empty()) {
    problem += (names.empty() ? "" : "; ") + columns_are(generated) +
               " generated in " + table + "; leave " +
               (generated.size() == 1 ? "it" : "them") + " out with --select";
  }
  throw ImportError({input_name}, problem);
}

void TableColumns::finish(const Inputs& inputs) {
  const std::string& first = inputs.front()->file.name();
  add_fixed_columns(inputs);
  if (job_.columns.filename_column) add_filename_column(inputs);
  if (job_.columns.line_column) add_line_column(inputs);
  for (const auto& input : inputs) {
    input->sources.resize(schema_.columns.size());
  }
  check_count(first);
  check_table_options(job_, existing_, schema_, first);
  if (existing_) drop_unused(inputs);
  apply_table_options(job_, schema_);
  warn_of_idle_options(job_, existing_, schema_, first);
  fill_missing(inputs);
  convert_values(inputs);
}

std::size_t TableColumns::add_column(const std::string& flag,
                                     const std::string& name,
                                     const Inputs& inputs) {
  const std::string& first = inputs.front()->file.name();
  const std::optional<std::size_t> place = place_of(name);
  if (!place) fail_added_column(flag, name, first);
  for (const auto& input : inputs) {
    std::vector<ColumnSource>& sources = input->sources;
    sources.resize(std::max(sources.size(), *place + 1));
    if (!sources[*place].is_given()) continue;
    throw ImportError({input->file.name()},
                      "has a column " + quoted_for_message(name) + "; give " +
                          flag + " another name");
  }
  return *place;
}

// The table has no such column that could be filled.
void TableColumns::fail_added_column(const std::string& flag,
                                     const std::string& name,
                                     const std::string& input_name) const {
  if (!is_generated(name)) {
    fail_unknown_columns(input_name, flag, {name}, existing_->column_names(),
                         "table", "--alter adds it");
  }
  throw ImportError({input_name},
                    "column " + quoted_for_message(name) + " of table " +
                        quoted_for_message(schema_.table) +
                        " is generated; give " + flag + " another name");
}

void TableColumns::add_fixed_columns(const Inputs& inputs) {
  for (const auto& [name, text] : job_.columns.fixed) {
    const std::size_t place = add_column("--column", name, inputs);
    check_fixed_value(schema_.columns[place], text,
                      inputs.front()->file.name());
    for (const auto& input : inputs) {
      ColumnSource& source = input->sources[place];
      source.is_fixed = true;
      if (!job_.values.is_null(text)) source.constant = text;
    }
  }
}

// The file's own values would make bad records of theirs.
void TableColumns::check_fixed_value(const Column& column,
                                     const std::string& text,
                                     const std::string& input_name) const {
  std::string plain;
  const bool may_be_misread = job_.values.marks && column.existing &&
                              is_numeric(column.existing->affinity) &&
                              !job_.values.is_null(text);
  if (!may_be_misread ||
      read_marked(text, *job_.values.marks, plain) != MarkedText::kMisplaced) {
    return;
  }
  throw ImportError({input_name},
                    "--column: " + quoted_for_message(text) +
                        " is not a number by --decimal and --thousands, and "
                        "column " +
                        quoted_for_message(column.name) + " of table " +
                        quoted_for_message(schema_.table) + " takes numbers");
}

void TableColumns::add_filename_column(const Inputs& inputs) {
  const std::size_t place =
      add_column("--filename-column", *job_.columns.filename_column, inputs);
  if (!schema_.columns[place].existing) schema_.columns[place].declared = true;
  for (const auto& input : inputs) {
    const std::string& input_name = input->file.name();
    if (!is_valid_utf8(input_name)) {
      throw ImportError({input_name},
                        "the name is not valid UTF-8, so --filename-column "
                        "cannot keep it");
    }
    input->sources[place].constant = input_name;
  }
}

void TableColumns::add_line_column(const Inputs& inputs) {
  const std::size_t place =
      add_column("--line-column", *job_.columns.line_column, inputs);
  Column& column = schema_.columns[place];
  if (!column.existing) {
    column.type = ColumnType::kInteger;
    column.declared = true;
  }
  for (const auto& input : inputs) input->sources[place].is_line = true;
}

void TableColumns::drop_unused(const Inputs& inputs) {
  for (std::size_t i = schema_.columns.size(); i-- > 0;) {
    if (is_used(inputs, i)) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    schema_.columns.erase(schema_.columns.begin() + at);
    for (const auto& input : inputs) {
      input->sources.erase(input->sources.begin() + at);
    }
  }
}

void TableColumns::check_count(const std::string& input_name) const {
  const std::size_t count = schema_.columns.size();
  if (count <= kMaxColumns) return;
  throw ImportError({input_name},
                    "table " + quoted_for_message(schema_.table) +
                        " would have " + counted(count, "column") +
                        "; a SQLite table has at most " +
                        std::to_string(kMaxColumns) + "; " + kTakeSome);
}

void TableColumns::fill_missing(const Inputs& inputs) const {
  for (const auto& input : inputs) {
    for (std::size_t i = 0; i < schema_.columns.size(); ++i) {
      ColumnSource& source = input->sources[i];
      if (source.is_given()) continue;
      const Column& column = schema_.columns[i];
      if (column.existing && column.existing->default_sql) {
        throw ImportError({input->file.name()},
                          "has no column " + quoted_for_message(column.name) +
                              ", which another file has and the table has a "
                              "default for; import it by itself");
      }
      source.constant = column.default_text;
      spdlog::warn("{}: has no column {}; it is {} in the file's rows",
                   input->file.name(), quoted_for_message(column.name),
                   column.default_text
                       ? quoted_for_message(*column.default_text)
                       : "NULL");
    }
  }
}

void TableColumns::convert_values(const Inputs& inputs) const {
  const std::vector<std::string> names = column_names_of(schema_);
  for (const auto& input : inputs) {
    for (ColumnSource& source : input->sources) {
      if ((source.field || source.is_fixed) && job_.values.marks) {
        source.conversion = *job_.values.marks;
      }
    }
    for (const auto& [name, conversion] : job_.values.conversions) {
      const auto place = find_name(name, names);
      if (!place || !input->sources[*place].field) continue;
      input->sources[*place].conversion = conversion;
    }
  }
}

}  // namespace csvimport
