#include "import/table_options.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "import/column_selection.hpp"
#include "import/default_values.hpp"
#include "import/wanted_parents.hpp"
#include "schema/named_value.hpp"
#include "schema/names.hpp"
#include "schema/number.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

// Whether the text is the column's default already.
bool has_default(const TargetColumn& column, const std::string& text) {
  if (!column.default_sql) return false;
  if (*column.default_sql == quote_text(text)) return true;
  return *column.default_sql == text &&
         parse_number(text).kind != NumberKind::kNone;
}

// What would be of a table that is made. Says nothing where the table is as the
// option wants it.
void warn_of_idle_declarations(const ImportJob& job,
                               const TargetTable& existing) {
  const auto warn = [&](const std::string& option) {
    spdlog::warn("{}: {} has no effect, as table {} exists", job.target, option,
                 quoted_for_message(existing.name));
  };
  const std::vector<std::string>& key = job.landing.key;
  if (!key.empty() && job.landing.on_conflict == OnConflict::kAbort &&
      !same_names(key, existing.primary_key)) {
    warn("--pk");
  }
  std::vector<std::string> columns;
  for (const auto& [name, text] : job.table_options.defaults) {
    const auto place = find_name(name, existing.column_names());
    if (place && !has_default(existing.columns[*place],
                              default_value(name, text, job.values))) {
      columns.push_back(name);
    }
  }
  if (!columns.empty()) warn("--default of " + quoted_for_message(columns));
  columns = idle_foreign_keys(job.table_options.foreign_keys, existing);
  if (!columns.empty()) warn("--foreign-key of " + quoted_for_message(columns));
  if (job.table_options.is_strict && !existing.is_strict) warn("--strict");
}

// A column that the import makes keeps all digits by its type.
void warn_of_idle_coercion(const ImportJob& job,
                           const std::optional<TargetTable>& existing,
                           const TableSchema& schema,
                           const std::string& input_name) {
  std::vector<std::string> names;
  for (const Column& column : schema.columns) {
    if (column.existing || !find_name(column.name, job.values.coerced)) {
      continue;
    }
    names.push_back(column.name);
  }
  if (names.empty()) return;
  spdlog::warn("{}: --coerce of {} has no effect, as {} new",
               job.target.empty() ? input_name : job.target,
               quoted_for_message(names),
               !existing ? "table " + quoted_for_message(schema.table) + " is"
               : names.size() == 1 ? std::string("the column is")
                                   : std::string("the columns are"));
}

// Where each file makes a table, and an option names a column of another's.
std::string one_by_one_advice(const ImportJob& job) {
  if (job.table || job.inputs.size() < 2) return "";
  return std::string("if another file has it, import the files one by one") +
         (job.table_options.foreign_keys.empty()
              ? ""
              : ", that of the table that is referred to first");
}

}  // namespace

void check_table_options(const ImportJob& job,
                         const std::optional<TargetTable>& existing,
                         const TableSchema& schema,
                         const std::string& input_name) {
  std::vector<std::string> names = column_names_of(schema);
  const auto check = [&](const char* flag,
                         const std::vector<std::string>& wanted) {
    const std::vector<std::string> unknown = names_not_in(names, wanted);
    if (unknown.empty()) return;
    fail_unknown_columns(input_name, flag, unknown, names, "table",
                         one_by_one_advice(job));
  };
  check("--pk", job.landing.key);
  check("--not-null", job.table_options.not_null);
  check("--coerce", job.values.coerced);
  for (const auto& [name, conversion] : job.values.conversions) {
    if (std::holds_alternative<Extraction>(conversion)) continue;
    check(flag_of(conversion).c_str(), {name});
  }
  std::vector<std::string> with_default;
  for (const auto& [name, text] : job.table_options.defaults) {
    with_default.push_back(name);
  }
  check("--default", with_default);
  if (existing) {
    names.insert(names.end(), existing->generated.begin(),
                 existing->generated.end());
  }
  std::vector<std::string> unique;
  std::vector<std::string> indexed;
  for (const WantedIndex& index : job.landing.indexes) {
    std::vector<std::string>& columns = index.is_unique ? unique : indexed;
    columns.insert(columns.end(), index.columns.begin(), index.columns.end());
  }
  check("--unique", unique);
  check("--index", indexed);
  check("--fts", job.landing.search_columns);
}

void apply_table_options(const ImportJob& job, TableSchema& schema) {
  const auto column_named = [&](const std::string& name) {
    return std::find_if(
        schema.columns.begin(), schema.columns.end(),
        [&](const Column& column) { return same_name(column.name, name); });
  };
  const auto end = schema.columns.end();
  for (const std::string& name : job.table_options.not_null) {
    const auto column = column_named(name);
    if (column != end) column->not_null = true;
  }
  for (const std::string& name : job.values.coerced) {
    const auto column = column_named(name);
    if (column != end && column->existing) column->existing->coerces = true;
  }
  for (const auto& [name, text] : job.table_options.defaults) {
    const auto column = column_named(name);
    if (column == end || column->existing) continue;
    column->default_text = default_value(name, text, job.values);
  }
  // SQLite would give a row without a rowid another one at each import.
  for (const std::string& name : job.landing.key) {
    const auto column = column_named(name);
    if (column == end || !column->existing) continue;
    column->not_null |= column->existing->takes == TypeRule::kRowid;
  }
  refer_to_parents(job.table_options.foreign_keys, schema);
  refer_to_parents(parents_of_extracted(job.values), schema);
  for (std::string& name : schema.primary_key) {
    const auto column = column_named(name);
    column->not_null = true;
    name = column->name;
  }
}

void check_strict_defaults(const std::optional<TargetTable>& existing,
                           const TableSchema& schema,
                           const std::string& input_name) {
  if (existing ? !existing->is_strict : !schema.is_strict) return;
  for (const Column& column : schema.columns) {
    if (column.existing || !column.default_text ||
        column.type == ColumnType::kText) {
      continue;
    }
    const std::string& text = *column.default_text;
    if (accepted_by(column.type, true).has(parse_number(text).kind)) continue;
    throw ImportError(
        {input_name},
        "--default: column " + quoted_for_message(column.name) + ": " +
            quoted_for_message(text) + " is no " +
            std::string(name_of(column.type)) +
            ", as its values are, and a STRICT table takes no other; " +
            flag("--type", option_name(column.name) + "=TEXT") +
            " makes it TEXT");
  }
}

void warn_of_idle_options(const ImportJob& job,
                          const std::optional<TargetTable>& existing,
                          const TableSchema& schema,
                          const std::string& input_name) {
  if (existing) warn_of_idle_declarations(job, *existing);
  warn_of_idle_coercion(job, existing, schema, input_name);
}

}  // namespace csvimport
