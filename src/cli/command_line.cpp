#include "cli/command_line.hpp"

#include "csv/utf8.hpp"
#include "schema/names.hpp"

#include <sqlite3.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

namespace csvimport {
namespace {

// SQLite's limit on a value, and the most threads that make any sense.
constexpr std::size_t kLargestValue = 1'000'000'000;
constexpr std::size_t kMaxWorkers = 1024;

// What needs a look before it is an Options.
struct RawOptions {
  std::string delimiter = ",";
  std::string quotechar = "\"";
  std::vector<std::string> types;
  std::string table;
  bool quiet = false;
  bool verbose = false;
  bool no_headers = false;
  bool no_sync = false;
};

std::string version_text() {
  return std::string("csvimport ") + CSVIMPORT_VERSION + ", SQLite " +
         sqlite3_libversion() + "\n";
}

std::size_t core_count() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                 kMaxWorkers);
}

void add_pipeline_options(CLI::App& app, Options& options) {
  const std::string group = "Pipeline";
  PipelineSettings& pipeline = options.job.pipeline;
  app.add_option("--workers", pipeline.workers,
                 "Number of worker threads (default: the cores, here " +
                     std::to_string(pipeline.workers) + ")")
      ->check(CLI::Range(std::size_t{1}, kMaxWorkers))
      ->type_name("N")
      ->group(group);
  app.add_flag("--sequential", pipeline.sequential,
               "Run the stages one after the other on one thread")
      ->group(group);
  app.add_option("--path", options.job.path,
                 "How rows are written: direct (pages built by the workers, "
                 "the default) or conventional (INSERTs)")
      ->transform(CLI::CheckedTransformer(std::map<std::string, LoadPath>{
          {"direct", LoadPath::kDirect},
          {"conventional", LoadPath::kConventional}}))
      ->option_text("direct|conventional")
      ->group(group);
  app.add_flag("--compare", options.compare,
               "Time four ways of loading FILE into scratch databases beside "
               "DATABASE, which is not touched")
      ->group(group);
  app.add_option("--batch-size", options.job.limits.batch_bytes,
                 "Bytes of input per batch (default: 256KiB)")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(std::size_t{1}, kLargestValue))
      ->type_name("BYTES")
      ->group(group);
  app.add_option("--queue-depth", pipeline.queue_depth,
                 "Batches under way at most (default: twice the workers, and "
                 "two)")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N")
      ->group(group);
}

void add_csv_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "CSV";
  CsvOptions& csv = options.job.csv;
  app.add_option("--delimiter", raw.delimiter,
                 "What separates fields, one byte or several, \\t for a tab "
                 "(default: a comma)")
      ->type_name("S")
      ->group(group);
  app.add_option("--quotechar", raw.quotechar,
                 "What encloses fields, or none (default: \")")
      ->type_name("C")
      ->group(group);
  app.add_option("--skip", csv.skip_lines,
                 "Lines to skip before the header (default: 0)")
      ->type_name("N")
      ->group(group);
  app.add_flag("--no-headers", raw.no_headers,
               "The first record is data; columns are named column_1, "
               "column_2, ...")
      ->group(group);
  app.add_option("--max-record", options.job.limits.max_record_bytes,
                 "Bytes that a record may have (default: 64MiB)")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::Range(std::size_t{1}, kLargestValue))
      ->type_name("BYTES")
      ->group(group);
}

void add_value_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Values";
  app.add_option("--null", options.job.values.nulls,
                 "An unquoted spelling of NULL beside the empty field; may be "
                 "repeated")
      ->type_name("TEXT")
      ->allow_extra_args(false)
      ->group(group);
  app.add_flag("--all-text", options.job.values.all_text,
               "Make every column TEXT instead of inferring its type")
      ->group(group);
  app.add_option("--type", raw.types,
                 "Set a column's type to INTEGER, REAL or TEXT; a value that "
                 "does not fit is an error; may be repeated")
      ->type_name("COL=TYPE")
      ->allow_extra_args(false)
      ->group(group);
}

void add_table_options(CLI::App& app, Options& options, RawOptions& raw) {
  app.add_option("--table", raw.table,
                 "Name of the table (default: FILE's name without its ending)")
      ->type_name("NAME")
      ->group("Table");
  app.add_flag("--no-sync", raw.no_sync,
               "Do not wait until the disk has the data")
      ->group("Landing");
  (void)options;
}

void add_output_options(CLI::App& app, Options& options, RawOptions& raw) {
  const std::string group = "Output";
  app.add_flag("-q,--quiet", raw.quiet, "Print errors only")->group(group);
  app.add_flag("-v,--verbose", raw.verbose,
               "Also print what was found out and chosen")
      ->group(group);
  app.add_option("--progress", options.progress,
                 "Show progress on stderr: auto (on a terminal, the default), "
                 "always or never")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, ShowProgress>{{"auto", ShowProgress::kAuto},
                                              {"always", ShowProgress::kAlways},
                                              {"never", ShowProgress::kNever}}))
      ->option_text("auto|always|never")
      ->group(group);
  app.add_option("--summary", options.summary_as_json,
                 "Closing summary: text on stderr (the default), or json on "
                 "stdout")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, bool>{{"text", false}, {"json", true}}))
      ->option_text("text|json")
      ->group(group);
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

std::optional<char> checked_quote(const std::string& raw,
                                  const std::string& delimiter) {
  if (raw == "none") return std::nullopt;
  const bool is_ascii = raw.size() == 1 && raw[0] > 0;
  if (!is_ascii || raw[0] == '\n' || raw[0] == '\r') {
    throw UsageError("--quotechar: must be one ASCII character, or none");
  }
  if (delimiter.find(raw) != std::string::npos) {
    throw UsageError("--quotechar: must not occur in the delimiter");
  }
  return raw[0];
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
  job.csv.delimiter = checked_delimiter(raw.delimiter);
  job.csv.quote = checked_quote(raw.quotechar, job.csv.delimiter);
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
  if (options.compare && options.summary_as_json) {
    throw UsageError("--compare: prints a table, not --summary json");
  }
  options.verbosity = raw.quiet     ? Verbosity::kQuiet
                      : raw.verbose ? Verbosity::kVerbose
                                    : Verbosity::kNormal;
}

}  // namespace

std::variant<Options, Information> parse_command_line(int argc,
                                                      const char* const* argv) {
  Options options;
  RawOptions raw;
  options.job.pipeline.workers = core_count();
  CLI::App app("Import a CSV file into a new SQLite database, fast and whole.",
               "csvimport");
  app.set_version_flag("--version", version_text());
  app.add_option("FILE", options.job.input, "CSV file, - for standard input")
      ->required();
  app.add_option("DATABASE", options.job.target, "Database file to create")
      ->required();
  add_pipeline_options(app, options);
  add_csv_options(app, options, raw);
  add_value_options(app, options, raw);
  CLI::Option* table =
      (add_table_options(app, options, raw), app.get_option("--table"));
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
