#include "report/dry_run.hpp"

#include "base/message_text.hpp"
#include "report/format.hpp"
#include "report/summary.hpp"
#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "target/search_table.hpp"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

// As a comment of SQL, of several lines if there are line ends in `text`.
std::string comment(std::string_view text) {
  std::string lines = "-- ";
  for (const char byte : text) {
    lines += byte;
    if (byte == '\n') lines += "-- ";
  }
  return lines + '\n';
}

std::string fate_of(const TableSummary& table) {
  std::string fate =
      "table " + quoted_for_message(table.schema.table) + " exists, and ";
  if (table.if_exists == IfExists::kReplace) return fate + "is replaced by";
  if (table.if_exists == IfExists::kTruncate) fate += "is emptied, and ";
  return fate + "gets the rows";
}

// What the table gets beside its rows; nothing but names: what is there already
// stays as it is.
std::string company_of(const ImportJob& job, const TableSummary& table) {
  std::string lines;
  const auto add = [&](const std::string& text) { lines += comment(text); };
  const std::vector<std::string> columns = column_names_of(table.schema);
  for (const auto& [column, conversion] : job.values.conversions) {
    const auto* const extraction = std::get_if<Extraction>(&conversion);
    if (extraction == nullptr || !find_name(column, columns)) continue;
    add("lookup table " + quoted_for_message(extraction->table) +
        " keeps the texts of column " + quoted_for_message(column));
  }
  for (const WantedIndex& index : job.landing.indexes) {
    add((index.is_unique ? "unique index over " : "index over ") +
        quoted_for_message(index.columns));
  }
  if (!job.landing.search_columns.empty()) {
    add("full-text table " +
        quoted_for_message(search_table_name(table.schema.table)) + " over " +
        quoted_for_message(job.landing.search_columns));
  }
  return lines;
}

// What only a database tells of the records.
std::string unchecked(const ImportJob& job) {
  const std::vector<WantedIndex>& indexes = job.landing.indexes;
  const bool has_keys =
      !job.landing.key.empty() ||
      std::any_of(indexes.begin(), indexes.end(),
                  [](const WantedIndex& index) { return index.is_unique; });
  const bool refers = !job.table_options.foreign_keys.empty();
  if (!has_keys && !refers) return "";
  return comment(std::string("not checked: ") +
                 (has_keys ? "whether keys come twice" : "") +
                 (has_keys && refers ? ", " : "") +
                 (refers ? "whether foreign keys refer to rows" : ""));
}

std::string unchecked(const TableSummary& table) {
  std::string rules;
  for (const std::string& rule : table.unchecked_rules) {
    rules += (rules.empty() ? "" : ", ") + rule;
  }
  if (rules.empty()) return "";
  return comment("not checked of table " +
                 quoted_for_message(table.schema.table) + ": " + rules);
}

std::string scripts_of(const ImportJob& job) {
  std::string lines;
  for (const auto& script : {job.landing.before, job.landing.after}) {
    if (script) lines += comment("not run: " + *script);
  }
  return lines;
}

std::string counts(const TableSummary& table) {
  return with_thousands(table.records, "record") + ": " +
         with_thousands(table.rows, "row") + ", " +
         (table.left_out == 0
              ? ""
              : with_thousands(table.left_out) + " left out by --where, ") +
         with_thousands(table.rejected) + " rejected";
}

}  // namespace

std::string dry_run_sql(const ImportJob& job, const ImportSummary& summary) {
  std::string sql;
  for (const std::string& line : known_lines(summary)) sql += comment(line);
  if (summary.tables.empty()) sql += comment(closing_line(job, summary));
  for (const TableSummary& table : summary.tables) {
    if (table.is_skipped) {
      sql += comment(table.inputs.front() + ": left alone, as table " +
                     quoted_for_message(table.schema.table) + " exists");
      continue;
    }
    if (table.existed) sql += comment(fate_of(table));
    if (table.is_made()) sql += create_table_sql(table.schema) + ";\n";
    sql += company_of(job, table);
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      sql += comment(table.inputs[i] + ": " + table.flags[i]);
    }
    sql += comment(counts(table));
    sql += unchecked(table);
  }
  sql += unchecked(job) + scripts_of(job);
  const std::string repairs = repairs_line(summary);
  if (!repairs.empty()) sql += comment(repairs);
  for (const std::string& line : text_lines(summary)) sql += comment(line);
  for (const std::string& record : summary.bad_records) sql += comment(record);
  const std::uint64_t more = summary.rejected() - summary.bad_records.size();
  if (more > 0) sql += comment("and " + with_thousands(more) + " more");
  return sql;
}

}  // namespace csvimport
