#include "cli/option_table.hpp"

#include "cli/version.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <system_error>
#include <thread>

namespace csvimport {
namespace {

constexpr std::size_t kMaxWorkers = 1024;  // by taste
// Of records, say; by taste.
constexpr std::uint64_t kMaxCount = 1'000'000'000'000;
constexpr int kMaxPaths = 100'000'000;  // more than Linux lets arguments have

std::size_t core_count() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                 kMaxWorkers);
}

// Adds an option with a value, in a group of the help. Where it is repeatable,
// each takes one value, as it stands: CLI11 would take what follows too, and
// cut values in brackets at their commas.
template <class T>
CLI::Option* add(CLI::App& app, const std::string& group,
                 const std::string& name, const std::string& value, T& variable,
                 const std::string& description) {
  return app.add_option(name, variable, description)
      ->option_text(value)
      ->allow_extra_args(false)
      ->group(group);
}

void add_flag(CLI::App& app, const std::string& group, const std::string& name,
              bool& variable, const std::string& description) {
  app.add_flag(name, variable, description)->group(group);
}

// A number in decimal digits. CLI11's own check takes what is too large for a
// smaller number, and -1 for a large one.
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  return {[=](const std::string& text) {
            std::uint64_t number = 0;
            const char* const end = text.data() + text.size();
            const auto [stop, error] =
                std::from_chars(text.data(), end, number);
            if (stop == end && error == std::errc() && number >= least &&
                number <= most) {
              return std::string();
            }
            return "must be a whole number from " + std::to_string(least) +
                   " to " + std::to_string(most) + ", not \"" + text + '"';
          },
          ""};
}

// CLI11 gives all paths to FILE; the last of them is the DATABASE. Not as extra
// ones, which it would cut as said above, but as some of the many it expects;
// to take all that there are is no matter of how many.
void add_positionals(CLI::App& app, RawOptions& raw) {
  app.add_option("FILE", raw.paths)
      ->expected(kMaxPaths)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_pipeline_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Pipeline";
  PipelineSettings& pipeline = options.job.pipeline;
  add(app, group, "-w,--workers", "N", pipeline.workers,
      "Worker threads (default: one per core)")
      ->check(whole_number(1, kMaxWorkers));
  add_flag(app, group, "--sequential", pipeline.sequential,
           "Run the stages one after the other on one thread");
  add(app, group, "--path", "direct|conventional", raw.path,
      "Build pages (default: direct) or insert rows")
      ->each([&](const std::string& /*word*/) { raw.path_is_set = true; });
  add_flag(app, group, "--compare", options.compare,
           "Time four ways of loading FILE; DATABASE is not touched");
  add(app, group, "--batch-size", "BYTES", raw.batch_size,
      "Input per batch (default: 256KiB)");
  add(app, group, "--memory", "BYTES", raw.memory,
      "For sorting, where what is more goes to files, or for pages of indexes "
      "(default: 256MiB)");
  add(app, group, "--queue-depth", "N", pipeline.queue_depth,
      "Batches under way at most (default: 2 + 2 per worker)")
      ->check(whole_number(1, 1'000'000));
}

void add_csv_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "CSV";
  add(app, group, "-d,--delimiter", "S", raw.delimiter,
      "Separates fields: one or more characters, \\t a tab, \\x1F a byte "
      "(default: sniffed)");
  add(app, group, "--quotechar", "C", raw.quotechar,
      "The character that encloses fields; none for no quoting (default: "
      "sniffed)");
  add(app, group, "--escape", "C", raw.escape,
      "Makes the next character literal, in quotes and outside");
  add(app, group, "--escapes", "literal|c", raw.escapes,
      "What escaped letters are: themselves (default: literal), or as C, MySQL "
      "and PostgreSQL write them, \\n, \\t, and \\N for NULL");
  add_flag(app, group, "--trim", options.job.csv.dialect.trim,
           "Drop spaces and tabs around fields");
  add_flag(app, group, "--skip-initial-space",
           options.job.csv.dialect.skips_initial_space,
           "Drop spaces before fields");
  add(app, group, "--comment", "S", raw.comment,
      "Starts a line that is skipped");
  add(app, group, "--encoding", "NAME", raw.encoding,
      "Encoding of FILE, as iconv -l names it (default: UTF-8, or by its "
      "byte-order mark)");
  add(app, group, "--skip", "N", options.job.csv.skip_lines,
      "Lines to skip before the header (default: 0)")
      ->check(whole_number(0, kMaxCount));
  add(app, group, "--skip-footer", "N", options.job.csv.footer_records,
      "Records to skip at the end of each FILE (default: 0)")
      ->check(whole_number(0, kMaxCount));
  add(app, group, "--header-rows", "N", raw.header_rows,
      "Records that name the columns, joined by a space (default: 1)")
      ->check(whole_number(1, 100));
  add_flag(app, group, "--no-headers", raw.no_headers,
           "The first record is data; name columns column_1, column_2, ...");
  add(app, group, "--names", "A,B,C", raw.names,
      "Name the columns so, whatever the header says");
  add_flag(app, group, "--lenient", options.job.csv.is_lenient,
           "Take what can be taken of records that break the rules");
  add(app, group, "--max-record", "BYTES", raw.max_record,
      "The longest record there may be (default: 64MiB)");
}

void add_value_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Values";
  add(app, group, "--null", "TEXT", options.job.values.nulls,
      "Unquoted text that is NULL, beside the empty one; repeatable");
  add_flag(app, group, "--null-quoted", options.job.values.nulls_may_be_quoted,
           "Take what spells NULL for NULL in quotes too, \"\" included");
  add(app, group, "--empty", "null|default|text", raw.empty,
      "What an empty field becomes, quoted or not; text: '' in TEXT columns, "
      "NULL in others (default: NULL, or '' where it is quoted in a TEXT "
      "column)");
  add_flag(app, group, "--all-text", options.job.values.all_text,
           "Make every column TEXT instead of inferring types");
  add(app, group, "--type", "COL=TYPE", raw.types,
      "Make a column INTEGER, REAL or TEXT; repeatable");
  add(app, group, "--decimal", "C", raw.decimal,
      "The decimal mark of numbers in FILE (default: .)");
  add(app, group, "--thousands", "C", raw.thousands,
      "What stands between groups of three digits of numbers in FILE (default: "
      "nothing)");
  add(app, group, "--boolean", "COL[=YES,NO]", raw.booleans,
      "Make 1 and 0 of the words in COL, by default true and false, yes and "
      "no, "
      "t and f, y and n, 1 and 0; repeatable");
  add(app, group, "--date", "COL=FORMAT", raw.dates,
      "Make ISO 8601 of the dates in COL, which have this FORMAT of strptime's "
      "words, such as %d.%m.%Y; repeatable");
  add(app, group, "--datetime", "COL=FORMAT", raw.datetimes,
      "The same with a time, such as '%m/%d/%Y %I:%M %p'; repeatable");
  add(app, group, "--extract", "COL=TABLE", raw.extracts,
      "Keep each text of COL once, in TABLE, and its id in place of it in COL; "
      "repeatable");
  add(app, group, "--coerce", "COL", raw.coerced,
      "Let COL of a table that exists drop digits of a value, such as leading "
      "zeros; repeatable");
}

void add_table_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Table";
  add(app, group, "--select", "A,B,C", raw.select,
      "Take only these columns, by their names in the file, in this order; "
      "repeatable");
  add(app, group, "--rename", "A=B", raw.renames,
      "Call the file's column A B in the table; repeatable");
  add_flag(app, group, "--normalize", options.job.columns.normalizes,
           "Make the names of the file's columns snake_case, of ASCII letters "
           "without marks: o for o umlaut, ss for sharp s");
  add(app, group, "--like", "DB[.TABLE]", options.job.like,
      "Make new tables as TABLE of the database DB is, or the one of the same "
      "name, or its only one: columns, types, constraints and indexes");
  add(app, group, "--pk", "A,B,C", raw.primary_key,
      "Columns that make a new table's primary key, and that --on-conflict "
      "goes by");
  add(app, group, "--not-null", "COL", raw.not_null,
      "A record without a value for COL is a bad one; repeatable");
  add(app, group, "--default", "COL=VALUE", raw.defaults,
      "What COL of a new table gets where nothing is given; repeatable");
  add_flag(app, group, "--strict", options.job.table_options.is_strict,
           "Make new tables STRICT");
  add(app, group, "--unique", "A,B,C", raw.unique,
      "No two rows have the same values here: index these columns, and take a "
      "record that breaks it for a bad one; repeatable");
  add(app, group, "--foreign-key", "COL=TABLE.COL", raw.foreign_keys,
      "Let COL of a new table refer to this one, which is a key, and take a "
      "record that refers to nothing for a bad one; repeatable");
  add(app, group, "--index", "A,B,C", raw.indexes,
      "Index these columns after the load; repeatable");
  add(app, group, "--fts", "A,B,C", raw.search,
      "Search the texts of these columns by an FTS5 table, TABLE_fts, which "
      "triggers keep; repeatable");
  add_flag(app, group, "--analyze", options.job.landing.analyze,
           "Gather statistics for SQLite's planner after the load");
  add(app, group, "--column", "NAME=VALUE", raw.columns,
      "Add a column that has VALUE in each row; repeatable");
  add(app, group, "--filename-column", "NAME",
      options.job.columns.filename_column,
      "Add a column for the name of the file a row is from");
  add(app, group, "--line-column", "NAME", options.job.columns.line_column,
      "Add a column for the line of that file where a row's record starts");
  add(app, group, "-t,--table", "TABLE", raw.table,
      "One table for all FILEs (default: one for each, named after it)");
}

void add_row_options(CLI::App& app, Options& options) {
  const std::string group = "Rows";
  add(app, group, "--where", "SQL", options.job.where,
      "Take only rows for which this expression over the table's columns "
      "holds");
  add(app, group, "--limit", "N", options.job.limit,
      "Read only the first N records of a table's FILEs, bad ones counted, too")
      ->check(whole_number(0, kMaxCount));
}

void add_error_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Errors";
  add(app, group, "--on-error", "abort|skip", raw.on_error,
      "Fail at the first bad record (default: abort) or reject bad ones and go "
      "on");
  add(app, group, "--max-errors", "N|N%", raw.max_errors,
      "Fail if more records than this are rejected");
  add(app, group, "--rejects", "FILE", options.job.errors.rejects_path,
      "Keep rejected records in FILE, which is replaced, and why in "
      "FILE.reasons; several inputs must have the same header then, as FILE "
      "has that one");
}

void add_landing_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Landing";
  LandingOptions& landing = options.job.landing;
  add(app, group, "--if-exists", "append|replace|truncate|fail|skip",
      raw.if_exists, "What to do with a table that exists (default: append)");
  add(app, group, "--on-conflict", "abort|ignore|replace|update",
      raw.on_conflict,
      "What to do with a row whose key is there already (default: abort); "
      "replace deletes the old row, update keeps what the file lacks");
  add_flag(app, group, "--alter", landing.adds_columns,
           "Add columns that the table lacks");
  add_flag(app, group, "--once", options.job.once,
           "Leave out files that have been imported into their tables before, "
           "as table csvimport_files of the database tells");
  add_flag(app, group, "--tail", options.job.tail,
           "Take only what growing files have gained since the last time, in "
           "whole lines, as table csvimport_tails tells");
  add_flag(app, group, "--drop-unfit", landing.drops_unfit,
           "Give up keys, constraints, indexes and triggers that a table put "
           "in place of another would not have");
  add(app, group, "--before", "FILE.sql", landing.before,
      "SQL to run in the same transaction before the rows come");
  add(app, group, "--after", "FILE.sql", landing.after,
      "The same when all else is done");
  add(app, group, "--timeout", "SECONDS", raw.timeout,
      "How long to wait for another process's lock, or a cluster (default: "
      "30)");
  add(app, group, "--temp-dir", "DIR", options.job.temp_folder,
      "Where to keep what is on its way into a database that exists, what "
      "sorting has no memory for, and a copy of a pipe (default: beside "
      "DATABASE)");
  add_flag(app, group, "--wal", landing.wal,
           "Leave a new database in WAL mode");
  add_flag(app, group, "--no-sync", raw.no_sync,
           "Do not wait until the disk has all of a new database");
}

void add_sql_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "SQL";
  add_flag(app, group, "--sql", options.writes_sql,
           "Write SQL that makes tables and rows on stdout, to load elsewhere; "
           "there is no DATABASE then");
  add(app, group, "--max-statement", "BYTES", raw.max_statement,
      "The longest statement of it (default: 99000)");
  add_flag(app, group, "--no-transaction", raw.no_transaction,
           "Leave out BEGIN and COMMIT");
}

void add_output_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Output";
  add_flag(
      app, group, "--dry-run", options.job.dry_run,
      "Read all, make nothing; print the tables and what would be rejected");
  add_flag(app, group, "-q,--quiet", raw.quiet,
           "Print only errors, and a warning of what was lost");
  add_flag(app, group, "-v,--verbose", raw.verbose,
           "Also print what was chosen, as flags that pin it");
  add(app, group, "--log-file", "FILE", options.log.path,
      "Append messages to FILE, with time and process, and a line of how the "
      "run went");
  add(app, group, "--log-size", "BYTES", raw.log_size,
      "Rename that FILE to FILE.1 before it grows beyond this (default: "
      "never)");
  add(app, group, "--progress", "auto|always|never", raw.progress,
      "Show progress on stderr: always, as plain lines where that is no "
      "terminal (default: auto, on a terminal only)");
  add(app, group, "--summary", "text|json", raw.summary,
      "Sum up on stderr (default: text) or as JSON on stdout");
  add_flag(app, group, "--profile", options.shows_profile,
           "Print what the values of each column are like, on stdout");
  add(app, group, "--report", "FILE.html", options.report_path,
      "Write a page that tells of the run to FILE.html, which is replaced, "
      "also if it fails");
  add(app, group, "--trace", "FILE", options.trace_path,
      "Write what each stage did when to FILE, which is replaced, as "
      "ui.perfetto.dev shows it");
}

}  // namespace

void add_options(CLI::App& app, Options& options, RawOptions& raw) {
  options.job.pipeline.workers = core_count();
  add_positionals(app, raw);
  add_pipeline_options(app, options, raw);
  add_csv_options(app, options, raw);
  add_value_options(app, options, raw);
  add_row_options(app, options);
  add_table_options(app, options, raw);
  add_landing_options(app, options, raw);
  add_error_options(app, options, raw);
  add_sql_options(app, options, raw);
  add_output_options(app, options, raw);
}

void add_information_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Output";
  add_flag(app, group, "--history", options.shows_history,
           "Print which files have been imported into DATABASE, the only path "
           "then, as its table csvimport_files tells");
  // Its value is asked for where the rest of the line may be wrong.
  app.add_option("--generate")
      ->description(
          "Print the manual page, or what completes command lines in a shell")
      ->option_text("man|bash|zsh|fish")
      ->allow_extra_args(false)
      ->group(group);
  app.set_version_flag("--version", version_text(), "Print the versions")
      ->group(group);
  app.set_help_flag("-h,--help", "Print this help")->group(group);
  // For those completions; without a group it is in no text.
  add(app, "", "--complete", "tables|columns", raw.complete, "");
}

}  // namespace csvimport
