#include "cli/command_line.hpp"

#include "base/same_file.hpp"
#include "csv/encoding.hpp"
#include "csv/field_splitter.hpp"
#include "csv/utf8.hpp"
#include "direct/database.hpp"
#include "schema/names.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <utility>

namespace csvimport {
namespace {

// SQLite's limit on a value, and the most threads that make any sense.
constexpr std::size_t kLargestValue = 1'000'000'000;
constexpr std::size_t kMaxWorkers = 1024;

// What needs a look before it is an Options.
struct RawOptions {
  std::vector<std::string> paths;  // FILE... DATABASE
  std::string database;            // stays empty
  std::string path = "direct";
  bool path_is_set = false;
  std::string batch_size = "256KiB";
  std::optional<std::string> delimiter;
  std::optional<std::string> quotechar;
  std::optional<std::string> escape;
  std::optional<std::string> comment;
  std::optional<std::string> encoding;
  std::string max_record = "64MiB";
  std::optional<std::string> names;
  std::optional<std::uint64_t> header_rows;
  std::vector<std::string> select;
  std::vector<std::string> renames;
  std::string on_error = "abort";
  std::optional<std::string> max_errors;
  std::vector<std::string> types;
  std::string table;
  std::string progress = "auto";
  std::string summary = "text";
  bool quiet = false;
  bool verbose = false;
  bool no_headers = false;
  bool no_sync = false;
};

std::string version_text() {
  return std::string("csvimport ") + CSVIMPORT_VERSION + ", SQLite " +
         sqlite_version() + "\n";
}

std::size_t core_count() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                 kMaxWorkers);
}

// Adds an option with a value, in a group of the help.
template <class T>
CLI::Option* add(CLI::App& app, const std::string& group,
                 const std::string& name, const std::string& value, T& variable,
                 const std::string& description) {
  return app.add_option(name, variable, description)
      ->option_text(value)
      ->group(group);
}

void add_flag(CLI::App& app, const std::string& group, const std::string& name,
              bool& variable, const std::string& description) {
  app.add_flag(name, variable, description)->group(group);
}

// CLI11 gives all paths to FILE; the last of them is the DATABASE.
void add_positionals(CLI::App& app, RawOptions& raw) {
  app.add_option("FILE", raw.paths,
                 "CSV files, each a table of its own; - is standard input")
      ->option_text("...");
  app.add_option("DATABASE", raw.database, "Database file to create")
      ->option_text(" ");
}

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_usage(const CLI::App* /*app*/,
                         std::string name) const override {
    return "Usage: " + name + " [OPTIONS] FILE... DATABASE\n";
  }
};

void add_pipeline_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Pipeline";
  PipelineSettings& pipeline = options.job.pipeline;
  add(app, group, "--workers", "N", pipeline.workers,
      "Worker threads (default: the cores, here " +
          std::to_string(pipeline.workers) + ")")
      ->check(CLI::Range(std::size_t{1}, kMaxWorkers));
  add_flag(app, group, "--sequential", pipeline.sequential,
           "Run the stages one after the other on one thread");
  add(app, group, "--path", "direct|conventional", raw.path,
      "Build pages (default: direct) or insert rows")
      ->each([&](const std::string& /*word*/) { raw.path_is_set = true; });
  add_flag(app, group, "--compare", options.compare,
           "Time four ways of loading FILE; DATABASE is not touched");
  add(app, group, "--batch-size", "BYTES", raw.batch_size,
      "Input per batch (default: 256KiB)");
  add(app, group, "--queue-depth", "N", pipeline.queue_depth,
      "Batches under way at most (default: 2 + 2 per worker)")
      ->check(CLI::Range(1, 1'000'000));
}

void add_csv_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "CSV";
  add(app, group, "--delimiter", "S", raw.delimiter,
      "Separates fields: one or more characters, \\t a tab (default: sniffed)");
  add(app, group, "--quotechar", "C", raw.quotechar,
      "Encloses fields; none for no quoting (default: sniffed)");
  add(app, group, "--escape", "C", raw.escape,
      "Makes the next character literal, in quotes and outside");
  add_flag(app, group, "--trim", options.job.csv.dialect.trim,
           "Drop spaces and tabs around fields");
  add(app, group, "--comment", "C", raw.comment,
      "Starts a line that is skipped");
  add(app, group, "--encoding", "NAME", raw.encoding,
      "Encoding of FILE, as iconv -l names it (default: UTF-8, or by its "
      "byte-order mark)");
  add(app, group, "--skip", "N", options.job.csv.skip_lines,
      "Lines to skip before the header (default: 0)")
      // A range of signed numbers, or -1 would pass for a large one.
      ->check(CLI::Range(std::int64_t{0},
                         std::numeric_limits<std::int64_t>::max()));
  add(app, group, "--header-rows", "N", raw.header_rows,
      "Records that name the columns, joined by a space (default: 1)")
      ->check(CLI::Range(1, 100));
  add_flag(app, group, "--no-headers", raw.no_headers,
           "The first record is data; name columns column_1, column_2, ...");
  add(app, group, "--names", "A,B,C", raw.names,
      "Name the columns so, whatever the header says");
  add(app, group, "--max-record", "BYTES", raw.max_record,
      "The longest record there may be (default: 64MiB)");
}

void add_value_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Values";
  add(app, group, "--null", "TEXT", options.job.values.nulls,
      "Unquoted text that is NULL, beside the empty one; repeatable")
      ->allow_extra_args(false);
  add_flag(app, group, "--all-text", options.job.values.all_text,
           "Make every column TEXT instead of inferring types");
  add(app, group, "--type", "COL=TYPE", raw.types,
      "Make a column INTEGER, REAL or TEXT; repeatable")
      ->allow_extra_args(false);
}

CLI::Option* add_table_options(CLI::App& app, Options& options,
                               RawOptions& raw) {
  const std::string group = "Table";
  add(app, group, "--select", "A,B,C", raw.select,
      "Take only these columns of the file, in this order; repeatable")
      ->allow_extra_args(false);
  add(app, group, "--rename", "A=B", raw.renames,
      "Call the file's column A B in the table; repeatable")
      ->allow_extra_args(false);
  add(app, group, "--filename-column", "NAME",
      options.job.columns.filename_column,
      "Add a column for the name of the file a row is from");
  return add(app, group, "--table", "NAME", raw.table,
             "One table for all FILEs (default: one for each, named after it)");
}

void add_error_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Errors";
  add(app, group, "--on-error", "abort|skip", raw.on_error,
      "Fail at the first bad record (default: abort) or leave bad ones out");
  add(app, group, "--max-errors", "N|N%", raw.max_errors,
      "Fail if more records than this are left out");
  add(app, group, "--rejects", "FILE", options.job.errors.rejects_path,
      "Keep the records left out in FILE, and why in FILE.reasons");
}

void add_landing_options(CLI::App& app, RawOptions& raw) {
  add_flag(app, "Landing", "--no-sync", raw.no_sync,
           "Do not wait until the disk has it all");
}

void add_output_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Output";
  add_flag(
      app, group, "--dry-run", options.job.dry_run,
      "Read all, make nothing; print the tables and what would be rejected");
  add_flag(app, group, "-q,--quiet", raw.quiet, "Print errors only");
  add_flag(app, group, "-v,--verbose", raw.verbose,
           "Also print what was chosen, as flags that pin it");
  add(app, group, "--progress", "auto|always|never", raw.progress,
      "Show progress on stderr (default: auto, on a terminal)");
  add(app, group, "--summary", "text|json", raw.summary,
      "Sum up on stderr (default: text) or as JSON on stdout");
}

template <class T>
T checked_choice(const std::string& flag, const std::string& raw,
                 const std::vector<std::pair<std::string, T>>& choices) {
  std::string names;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (raw == choices[i].first) return choices[i].second;
    const bool is_last = i + 1 == choices.size();
    names += (i == 0 ? "" : is_last ? " or " : ", ") + choices[i].first;
  }
  throw UsageError(flag + ": must be " + names + ", not \"" + raw + "\"");
}

// A number of bytes, with or without a unit: 4096, 256K, 256KB, 256KiB.
std::size_t checked_size(const std::string& flag, const std::string& raw) {
  std::size_t bytes = 0;
  const char* const end = raw.data() + raw.size();
  const auto [unit_begin, error] = std::from_chars(raw.data(), end, bytes);
  const std::string_view unit(unit_begin,
                              static_cast<std::size_t>(end - unit_begin));
  constexpr std::array<std::array<std::string_view, 3>, 4> kUnits = {
      {{"", "B", "B"},
       {"K", "KB", "KiB"},
       {"M", "MB", "MiB"},
       {"G", "GB", "GiB"}}};
  if (error == std::errc()) {
    std::size_t factor = 1;
    for (const auto& spellings : kUnits) {
      const bool named = std::any_of(
          spellings.begin(), spellings.end(),
          [&](std::string_view spelling) { return same_name(spelling, unit); });
      if (named && bytes >= 1 && bytes <= kLargestValue / factor) {
        return bytes * factor;
      }
      factor *= 1024;
    }
  }
  throw UsageError(flag +
                   ": must be a number of bytes from 1 to 1000000000, such as "
                   "256KiB, not \"" +
                   raw + "\"");
}

std::string checked_delimiter(const std::string& raw) {
  if (raw == "\\t") return "\t";
  if (raw.empty() || raw.find_first_of("\r\n") != std::string::npos ||
      !is_valid_utf8(raw)) {
    throw UsageError(
        "--delimiter: must be one or more characters, none of them a line "
        "end");
  }
  return raw;
}

// One of ASCII that is no line end.
bool is_character(std::string_view raw) {
  return raw.size() == 1 && raw[0] > 0 && raw[0] != '\n' && raw[0] != '\r';
}

std::optional<char> checked_quote(const std::string& raw,
                                  std::string_view delimiter) {
  if (raw == "none") return std::nullopt;
  if (!is_character(raw)) {
    throw UsageError("--quotechar: must be one ASCII character, or none");
  }
  if (delimiter.find(raw) != std::string::npos) {
    throw UsageError("--quotechar: must not occur in the delimiter");
  }
  return raw[0];
}

// A list in the form of a CSV record: a,b,"c,d".
std::vector<std::string> checked_names(const std::string& flag,
                                       const std::string& raw) {
  std::string text = raw;
  std::vector<Field> fields(raw.size() + 1);
  const SplitResult split = FieldSplitter(Dialect()).split(
      text.data(), text.data() + text.size(), true, fields);
  std::vector<std::string> names;
  for (const Field& field : std::span(fields).first(split.fields)) {
    names.emplace_back(trimmed(field.text()));
    const bool is_good = !names.back().empty() && is_valid_utf8(names.back()) &&
                         !split.text_after_quote;
    if (!is_good || find_name(names.back(), names) != names.size() - 1) {
      throw UsageError(flag + ": \"" + raw +
                       "\" is not a list of different names, such as a,b,c");
    }
  }
  return names;
}

std::pair<std::string, std::string> checked_rename(const std::string& raw) {
  const std::size_t equals = raw.find('=');
  if (equals != std::string::npos) {
    const std::string from(trimmed(std::string_view(raw).substr(0, equals)));
    const std::string to(trimmed(std::string_view(raw).substr(equals + 1)));
    if (!from.empty() && !to.empty() && is_valid_utf8(to)) return {from, to};
  }
  throw UsageError("--rename: \"" + raw + "\" is not NAME=NEW_NAME");
}

// A number of records, or of every hundred of them.
void check_max_errors(const std::string& raw, ErrorOptions& errors) {
  const bool is_percent = raw.ends_with('%');
  const char* const begin = raw.data();
  const char* const end = begin + raw.size() - (is_percent ? 1 : 0);
  std::uint64_t count = 0;
  double percent = 0;
  const std::from_chars_result result =
      is_percent
          ? std::from_chars(begin, end, percent, std::chars_format::fixed)
          : std::from_chars(begin, end, count);
  const bool is_part = percent >= 0 && percent <= 100;
  if (result.ec != std::errc() || result.ptr != end || !is_part) {
    throw UsageError(
        "--max-errors: must be a number of records, such as 100, "
        "or a part of them, such as 0.5%, not \"" +
        raw + "\"");
  }
  if (is_percent) {
    errors.max_percent = percent;
  } else {
    errors.max_count = count;
  }
}

void check_errors(const RawOptions& raw, ErrorOptions& errors) {
  errors.skip = checked_choice<bool>("--on-error", raw.on_error,
                                     {{"abort", false}, {"skip", true}});
  if (raw.max_errors) check_max_errors(*raw.max_errors, errors);
  if (!errors.skip && (raw.max_errors || errors.rejects_path)) {
    throw UsageError(
        std::string(raw.max_errors ? "--max-errors" : "--rejects") +
        ": needs --on-error skip");
  }
}

void check_header(const RawOptions& raw, CsvOptions& csv) {
  if (raw.no_headers && raw.header_rows) {
    throw UsageError("--header-rows: contradicts --no-headers");
  }
  csv.header_rows = raw.no_headers ? 0 : raw.header_rows.value_or(1);
  if (raw.names) csv.names = checked_names("--names", *raw.names);
}

void check_columns(const RawOptions& raw, ColumnOptions& columns) {
  for (const std::string& list : raw.select) {
    for (std::string& name : checked_names("--select", list)) {
      columns.select.push_back(std::move(name));
    }
  }
  for (const std::string& rename : raw.renames) {
    std::pair<std::string, std::string> names = checked_rename(rename);
    for (const auto& [from, to] : columns.rename) {
      if (!same_name(from, names.first)) continue;
      throw UsageError("--rename: names column \"" + from + "\" twice");
    }
    columns.rename.push_back(std::move(names));
  }
  if (!columns.filename_column) return;
  if (trimmed(*columns.filename_column).empty() ||
      !is_valid_utf8(*columns.filename_column)) {
    throw UsageError("--filename-column: needs a name");
  }
}

// Throws UsageError if two of the inputs are one file.
void check_inputs_differ(const std::vector<std::string>& inputs) {
  std::unordered_set<std::string> places;
  for (const std::string& input : inputs) {
    if (!places.insert(input == "-" ? input : place_of_path(input)).second) {
      throw UsageError("FILE: " + input + " is given twice");
    }
  }
}

// What is read must not be written over, nor what is written.
void check_rejects_place(const ImportJob& job) {
  if (!job.errors.rejects_path) return;
  const std::string& rejects = *job.errors.rejects_path;
  if (rejects.empty()) throw UsageError("--rejects: must not be empty");
  for (const std::string& written : {rejects, rejects + ".reasons"}) {
    const auto fail_if_same = [&](const std::string& path,
                                  const std::string& what) {
      if (!is_same_file(written, path == "-" ? "/dev/stdin" : path)) return;
      throw UsageError("--rejects: would write " + written + ", which is " +
                       what + "; name another file");
    };
    for (const std::string& input : job.inputs) {
      fail_if_same(input, "a FILE to import");
    }
    if (!job.target.empty()) fail_if_same(job.target, "the DATABASE");
  }
}

void check_paths(const RawOptions& raw, ImportJob& job) {
  if (raw.paths.empty()) throw UsageError("FILE and DATABASE are required");
  job.inputs = raw.paths;
  const bool has_target = job.inputs.size() > 1;
  if (has_target) {
    job.target = job.inputs.back();
    job.inputs.pop_back();
  } else if (!job.dry_run) {
    throw UsageError("DATABASE is required");
  }
  if ((has_target && job.target.empty()) || find_name("", job.inputs)) {
    throw UsageError("FILE and DATABASE must not be empty");
  }
  if (std::count(job.inputs.begin(), job.inputs.end(), "-") > 1) {
    throw UsageError("FILE: - can be read once only");
  }
  if (job.errors.rejects_path && job.inputs.size() > 1 && !job.table) {
    throw UsageError(
        "--rejects: takes the records of one table; with several FILEs name it "
        "with --table");
  }
  check_inputs_differ(job.inputs);
  check_rejects_place(job);
}

char checked_escape(const std::string& raw, std::string_view delimiter) {
  if (!is_character(raw)) {
    throw UsageError("--escape: must be one ASCII character");
  }
  if (delimiter.find(raw) != std::string::npos) {
    throw UsageError("--escape: must not occur in the delimiter");
  }
  return raw[0];
}

char checked_comment(const std::string& raw, std::string_view delimiter,
                     const std::optional<char>& quote,
                     const std::optional<char>& escape) {
  if (!is_character(raw)) {
    throw UsageError("--comment: must be one ASCII character");
  }
  if (delimiter.starts_with(raw)) {
    throw UsageError("--comment: must not start the delimiter");
  }
  if (raw[0] == quote) {
    throw UsageError("--comment: must not be the quote character");
  }
  if (raw[0] == escape) {
    throw UsageError("--comment: must not be the escape character");
  }
  return raw[0];
}

void check_trim(const std::optional<char>& quote,
                const DialectSettings& dialect) {
  if (!dialect.trim) return;
  for (const std::optional<char>& other :
       {quote, dialect.escape, dialect.comment}) {
    if (other == ' ' || other == '\t') {
      throw UsageError(
          "--trim: drops spaces and tabs, so neither can be the quote, escape "
          "or comment character");
    }
  }
}

// Throws UsageError if a character has two meanings.
void check_dialect(const RawOptions& raw, DialectSettings& dialect) {
  if (raw.delimiter) dialect.delimiter = checked_delimiter(*raw.delimiter);
  const std::string delimiter = dialect.delimiter.value_or(",");
  const std::optional<char> quote =
      checked_quote(raw.quotechar.value_or("\""), delimiter);
  if (raw.quotechar) dialect.quote = quote;
  if (raw.escape) dialect.escape = checked_escape(*raw.escape, delimiter);
  if (raw.comment) {
    dialect.comment =
        checked_comment(*raw.comment, delimiter, quote, dialect.escape);
  }
  check_trim(quote, dialect);
}

std::string checked_encoding(const std::string& raw) {
  if (is_known_encoding(raw)) return raw;
  throw UsageError("--encoding: \"" + raw +
                   "\" is not known; iconv -l lists the names");
}

std::pair<std::string, ColumnType> checked_type(const std::string& raw) {
  const std::size_t equals = raw.rfind('=');
  if (equals != std::string::npos && equals > 0) {
    const std::string_view name = std::string_view(raw).substr(equals + 1);
    for (const ColumnType type :
         {ColumnType::kInteger, ColumnType::kReal, ColumnType::kText}) {
      if (same_name(name, name_of(type))) return {raw.substr(0, equals), type};
    }
  }
  throw UsageError("--type: \"" + raw +
                   "\" is not COLUMN=TYPE with the type INTEGER, REAL or TEXT");
}

void check_types(const RawOptions& raw, ImportJob& job) {
  for (const std::string& raw_type : raw.types) {
    const auto type = checked_type(raw_type);
    const std::optional<std::string>& filename = job.columns.filename_column;
    if (filename && same_name(type.first, *filename) &&
        type.second != ColumnType::kText) {
      throw UsageError("--type: the column of --filename-column is TEXT");
    }
    job.values.types.push_back(type);
  }
}

void check(const RawOptions& raw, Options& options) {
  ImportJob& job = options.job;
  job.path =
      checked_choice<LoadPath>("--path", raw.path,
                               {{"direct", LoadPath::kDirect},
                                {"conventional", LoadPath::kConventional}});
  job.limits.batch_bytes = checked_size("--batch-size", raw.batch_size);
  job.limits.max_record_bytes = checked_size("--max-record", raw.max_record);
  options.progress =
      checked_choice<ShowProgress>("--progress", raw.progress,
                                   {{"auto", ShowProgress::kAuto},
                                    {"always", ShowProgress::kAlways},
                                    {"never", ShowProgress::kNever}});
  options.summary_as_json = checked_choice<bool>(
      "--summary", raw.summary, {{"text", false}, {"json", true}});
  check_dialect(raw, job.csv.dialect);
  if (raw.encoding) job.csv.encoding = checked_encoding(*raw.encoding);
  check_header(raw, job.csv);
  check_columns(raw, job.columns);
  check_errors(raw, job.errors);
  check_types(raw, job);
  job.sync = !raw.no_sync;
  check_paths(raw, job);
  if (options.compare && find_name("-", job.inputs)) {
    throw UsageError("--compare: reads FILE four times, so it cannot be -");
  }
  if (options.compare && (job.pipeline.sequential || raw.path_is_set)) {
    throw UsageError(
        "--compare: runs both paths, in parallel and not; leave "
        "out --sequential and --path");
  }
  if (options.compare && job.dry_run) {
    throw UsageError("--compare: cannot be a --dry-run");
  }
  if (options.compare && options.summary_as_json) {
    throw UsageError("--compare: prints a table, not --summary json");
  }
  options.verbosity = raw.quiet     ? Verbosity::kQuiet
                      : raw.verbose ? Verbosity::kVerbose
                                    : Verbosity::kNormal;
  if (raw.quiet && options.progress == ShowProgress::kAuto) {
    options.progress = ShowProgress::kNever;
  }
}

}  // namespace

std::variant<Options, Information> parse_command_line(int argc,
                                                      const char* const* argv) {
  Options options;
  RawOptions raw;
  options.job.pipeline.workers = core_count();
  CLI::App app("Import CSV files into a new SQLite database, fast and whole.",
               "csvimport");
  app.set_version_flag("--version", version_text(), "Print the versions");
  app.set_help_flag("-h,--help", "Print this help");
  const auto formatter = std::make_shared<HelpFormatter>();
  formatter->column_width(31);
  app.formatter(formatter);
  add_positionals(app, raw);
  add_pipeline_options(app, options, raw);
  add_csv_options(app, options, raw);
  add_value_options(app, options, raw);
  const CLI::Option* const table = add_table_options(app, options, raw);
  add_landing_options(app, raw);
  add_error_options(app, options, raw);
  add_output_options(app, options, raw);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return Information{app.help()};
  } catch (const CLI::CallForVersion& version) {
    return Information{version.what()};
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  if (table->count() > 0) options.job.table = raw.table;
  check(raw, options);
  return options;
}

}  // namespace csvimport
