#include "export/sql_export.hpp"

#include "base/clock.hpp"
#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/message_text.hpp"
#include "export/local_import.hpp"
#include "export/sql_output.hpp"
#include "export/table_text.hpp"
#include "foreign_keys/parent_order.hpp"
#include "schema/names.hpp"
#include "target/connection.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

std::vector<TableText> tables_in_order(SQLite::Database& database) {
  std::vector<TableText> tables = table_texts(database);
  std::vector<TableText> ordered;
  ordered.reserve(tables.size());
  for (const std::size_t place : parents_first(database, names_of(tables))) {
    ordered.push_back(std::move(tables[place]));
  }
  return ordered;
}

// Writes what a local database has.
class SqlExport {
 public:
  // Borrows all of it; the import came to `summary`.
  SqlExport(const ImportJob& job, const SqlOptions& options,
            const ImportSummary& summary, ImportObserver& observer)
      : job_(job), options_(options), summary_(summary), observer_(observer) {}

  void write(const std::string& path, std::ostream& out) {
    Connection local = open_scratch(path, job_.target);
    local.translate([&] { prepare(local.database(), path); });
    SqlOutput output(out, job_.target);
    if (options_.makes_transaction) output.add("BEGIN");
    for (const std::string& sql : schema_.before) output.add(sql);
    for (const Table& table : tables_) write_rows(table, output);
    for (const std::string& sql : schema_.after) output.add(sql);
    if (options_.makes_transaction) output.add("COMMIT");
    output.flush();
    observer_.end_steps();
  }

 private:
  struct Table {
    TableText text;
    RowStatements rows;
  };

  // Finds out all that may be wrong, before anything is written.
  void prepare(SQLite::Database& database, const std::string& path) {
    const std::vector<TableText> texts = tables_in_order(database);
    schema_ = schema_statements(job_, database, texts);
    for (const TableText& text : texts) {
      const Table& table = tables_.emplace_back(
          Table{text, row_statements(job_, database, path, text,
                                     options_.max_statement_bytes)});
      if (may_be_too_long(database, text, table.rows.form)) {
        statements(table, [](const StatementBatch& /*batch*/) {});
      }
    }
    for (const auto* all : {&schema_.before, &schema_.after}) {
      for (const std::string& sql : *all) check_length(sql);
    }
  }

  void check_length(const std::string& sql) const {
    if (sql.size() <= options_.max_statement_bytes) return;
    throw ImportError({job_.target}, "a statement of the schema takes " +
                                         counted(sql.size(), "byte") +
                                         ", more than --max-statement has");
  }

  void statements(const Table& table,
                  const std::function<void(StatementBatch)>& take) const {
    try {
      write_statements(table.rows.selection, table.rows.form, job_.pipeline,
                       take);
    } catch (const RowTooLong& row) {
      throw ImportError(
          {job_.target},
          "a row of table " + quoted_for_message(table.text.name) + " takes " +
              counted(row.bytes(), "byte") +
              " as a statement, more than --max-statement has, and cannot come "
              "in parts");
    }
  }

  void write_rows(const Table& table, SqlOutput& output) {
    const std::optional<std::uint64_t> all = rows_of(table.text.name);
    const std::string step =
        "SQL of table " + quoted_for_message(table.text.name);
    std::uint64_t done = 0;
    statements(table, [&](const StatementBatch& batch) {
      for (const std::string& sql : batch.statements) output.add(sql);
      for (const std::uint64_t rows : batch.rows) done += rows;
      observer_.advance_step(
          step, all ? std::optional(part_of(done, *all)) : std::nullopt);
    });
  }

  static double part_of(std::uint64_t done, std::uint64_t all) {
    return done >= all ? 1
                       : static_cast<double>(done) / static_cast<double>(all);
  }

  // None of a lookup table.
  [[nodiscard]] std::optional<std::uint64_t> rows_of(
      const std::string& name) const {
    for (const TableSummary& table : summary_.tables) {
      if (same_name(table.schema.table, name)) return table.rows;
    }
    return std::nullopt;
  }

  const ImportJob& job_;
  const SqlOptions& options_;
  const ImportSummary& summary_;
  ImportObserver& observer_;
  SchemaStatements schema_;
  std::vector<Table> tables_;
};

}  // namespace

ImportSummary export_sql(const ImportJob& job, const SqlOptions& options,
                         std::ostream& out, ImportObserver& observer) {
  const Clock::time_point start = Clock::now();
  const LocalDatabase local(job.temp_folder);
  ImportJob importing = job;
  // There is no table yet.
  importing.landing.if_exists = IfExists::kAppend;
  ImportSummary summary = import_locally(importing, local, observer);
  SqlExport(job, options, summary, observer).write(local.path(), out);
  summary.is_sql = true;
  summary.seconds = seconds_since(start);
  return summary;
}

}  // namespace csvimport
