#include "cli/command_line.hpp"

#include "csv/utf8.hpp"
#include "direct/database.hpp"
#include "schema/names.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace csvimport {
namespace {

// SQLite's limit on a value, and the most threads that make any sense.
constexpr std::size_t kLargestValue = 1'000'000'000;
constexpr std::size_t kMaxWorkers = 1024;

// What needs a look before it is an Options.
struct RawOptions {
  std::string path = "direct";
  bool path_is_set = false;
  std::string batch_size = "256KiB";
  std::optional<std::string> delimiter;
  std::optional<std::string> quotechar;
  std::optional<std::string> escape;
  std::optional<std::string> comment;
  std::string max_record = "64MiB";
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

void add_positionals(CLI::App& app, Options& options) {
  app.add_option("FILE", options.job.input, "CSV file; - is standard input")
      ->option_text(" ")
      ->required();
  app.add_option("DATABASE", options.job.target, "Database file to create")
      ->option_text(" ")
      ->required();
}

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
  add(app, group, "--skip", "N", options.job.csv.skip_lines,
      "Lines to skip before the header (default: 0)")
      // A range of signed numbers, or -1 would pass for a large one.
      ->check(CLI::Range(std::int64_t{0},
                         std::numeric_limits<std::int64_t>::max()));
  add_flag(app, group, "--no-headers", raw.no_headers,
           "The first record is data; name columns column_1, column_2, ...");
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

CLI::Option* add_table_options(CLI::App& app, RawOptions& raw) {
  return add(app, "Table", "--table", "NAME", raw.table,
             "Name of the table (default: FILE's name without its ending)");
}

void add_landing_options(CLI::App& app, RawOptions& raw) {
  add_flag(app, "Landing", "--no-sync", raw.no_sync,
           "Do not wait until the disk has it all");
}

void add_output_options(CLI::App& app, RawOptions& raw) {
  const std::string group = "Output";
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
  job.csv.has_header = !raw.no_headers;
  for (const std::string& type : raw.types) {
    job.values.types.push_back(checked_type(type));
  }
  job.sync = !raw.no_sync;
  if (job.input.empty() || job.target.empty()) {
    throw UsageError("FILE and DATABASE must not be empty");
  }
  if (options.compare && job.input == "-") {
    throw UsageError("--compare: reads FILE four times, so it cannot be -");
  }
  if (options.compare && (job.pipeline.sequential || raw.path_is_set)) {
    throw UsageError(
        "--compare: runs both paths, in parallel and not; leave "
        "out --sequential and --path");
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
  CLI::App app("Import a CSV file into a new SQLite database, fast and whole.",
               "csvimport");
  app.set_version_flag("--version", version_text(), "Print the versions");
  app.set_help_flag("-h,--help", "Print this help");
  app.get_formatter()->column_width(31);
  add_positionals(app, options);
  add_pipeline_options(app, options, raw);
  add_csv_options(app, options, raw);
  add_value_options(app, options, raw);
  const CLI::Option* const table = add_table_options(app, raw);
  add_landing_options(app, raw);
  add_output_options(app, raw);
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
