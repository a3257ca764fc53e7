#include "report/dry_run.hpp"

#include "base/message_text.hpp"
#include "report/format.hpp"
#include "report/summary.hpp"
#include "schema/table_schema.hpp"

#include <string_view>

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

std::string counts(const TableSummary& table) {
  return with_thousands(table.records, "record") + ": " +
         with_thousands(table.rows, "row") + ", " +
         (table.left_out == 0
              ? ""
              : with_thousands(table.left_out) + " left out by --where, ") +
         with_thousands(table.rejected) + " rejected";
}

}  // namespace

std::string dry_run_sql(const ImportSummary& summary) {
  std::string sql;
  for (const TableSummary& table : summary.tables) {
    if (table.is_skipped) {
      sql += comment(table.inputs.front() + ": left alone, as table " +
                     quoted_for_message(table.schema.table) + " exists");
      continue;
    }
    if (table.existed) sql += comment(fate_of(table));
    if (table.is_made()) sql += create_table_sql(table.schema) + ";\n";
    for (std::size_t i = 0; i < table.inputs.size(); ++i) {
      sql += comment(table.inputs[i] + ": " + table.flags[i]);
    }
    sql += comment(counts(table));
  }
  const std::string repairs = repairs_line(summary);
  if (!repairs.empty()) sql += comment(repairs);
  for (const std::string& line : text_lines(summary)) sql += comment(line);
  for (const std::string& record : summary.bad_records) sql += comment(record);
  const std::uint64_t more = summary.rejected() - summary.bad_records.size();
  if (more > 0) sql += comment("and " + with_thousands(more) + " more");
  return sql;
}

}  // namespace csvimport
