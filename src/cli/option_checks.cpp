#include "cli/option_checks.hpp"
#include "cli/cluster_checks.hpp"

#include "base/utf8.hpp"
#include "cli/dialect_checks.hpp"
#include "cli/extraction_checks.hpp"
#include "cli/input_folders.hpp"
#include "cli/like_checks.hpp"
#include "cli/merge_checks.hpp"
#include "cli/option_values.hpp"
#include "cli/path_checks.hpp"
#include "cli/sql_checks.hpp"
#include "cli/usage_error.hpp"
#include "cli/value_checks.hpp"
#include "cli/written_files.hpp"
#include "cluster/cluster_url.hpp"
#include "import/option_words.hpp"
#include "schema/names.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// Less would make files of next to nothing, one for each batch.
constexpr SizeLimits kMemoryLimits = {std::size_t{64} * 1024,
                                      std::size_t{1} << 40};

// By taste: at least some runs' lines.
constexpr SizeLimits kLogLimits = {std::size_t{4} * 1024, std::size_t{1} << 40};

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
}

void check_is_name(const std::string& flag,
                   const std::optional<std::string>& name) {
  if (!name) return;
  if (trimmed(*name).empty() || !is_valid_utf8(*name)) {
    throw UsageError(flag + ": needs a name");
  }
}

// The columns that are added to those of the files.
void check_added_columns(const RawOptions& raw, ColumnOptions& columns) {
  for (const std::string& column : raw.columns) {
    columns.fixed.push_back(checked_column(column));
  }
  check_is_name("--filename-column", columns.filename_column);
  check_is_name("--line-column", columns.line_column);
  const std::vector<std::string> names = columns.added_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (find_name(names[i], names) == i) continue;
    const bool is_last = i + 1 == names.size();
    const std::string flag = i < columns.fixed.size() ? "--column"
                             : is_last && columns.line_column
                                 ? "--line-column"
                                 : "--filename-column";
    throw UsageError(flag + ": \"" + names[i] +
                     "\" is the name of another added column");
  }
}

void check_table(const RawOptions& raw, ImportJob& job) {
  for (const std::string& list : raw.primary_key) {
    for (std::string& name : checked_names("--pk", list)) {
      if (find_name(name, job.landing.key)) {
        throw UsageError("--pk: names column \"" + name + "\" twice");
      }
      job.landing.key.push_back(std::move(name));
    }
  }
  for (const std::string& list : raw.not_null) {
    for (std::string& name : checked_names("--not-null", list)) {
      job.table_options.not_null.push_back(std::move(name));
    }
  }
  for (const std::string& text : raw.defaults) {
    job.table_options.defaults.push_back(checked_default(text));
  }
  for (const std::string& text : raw.foreign_keys) {
    std::pair<std::string, ParentColumn> key = checked_foreign_key(text);
    for (const auto& [name, parent] : job.table_options.foreign_keys) {
      if (!same_name(name, key.first)) continue;
      throw UsageError("--foreign-key: column \"" + name +
                       "\" has one already");
    }
    job.table_options.foreign_keys.push_back(std::move(key));
  }
  for (const std::string& list : raw.unique) {
    job.landing.indexes.push_back({checked_names("--unique", list), true});
  }
  for (const std::string& list : raw.indexes) {
    job.landing.indexes.push_back({checked_names("--index", list), false});
  }
  for (const std::string& list : raw.search) {
    for (std::string& name : checked_names("--fts", list)) {
      if (find_name(name, job.landing.search_columns)) {
        throw UsageError("--fts: names column \"" + name + "\" twice");
      }
      job.landing.search_columns.push_back(std::move(name));
    }
  }
}

void check_landing(const RawOptions& raw, LandingOptions& landing) {
  landing.if_exists =
      checked_choice("--if-exists", raw.if_exists, if_exists_words());
  landing.on_conflict =
      checked_choice("--on-conflict", raw.on_conflict, on_conflict_words());
  landing.timeout_ms = checked_seconds("--timeout", raw.timeout);
  const bool is_new_table = landing.if_exists == IfExists::kReplace;
  if (landing.adds_columns && is_new_table) {
    throw UsageError("--alter: contradicts --if-exists replace");
  }
  if (landing.drops_unfit && !is_new_table) {
    throw UsageError("--drop-unfit: needs --if-exists replace");
  }
  for (const auto& [flag, path] : {std::pair{"--before", landing.before},
                                   std::pair{"--after", landing.after}}) {
    if (!path || !(path->empty() || *path == "-")) continue;
    throw UsageError(std::string(flag) + ": needs the name of a file");
  }
}

void check_paths(const RawOptions& raw, Options& options) {
  ImportJob& job = options.job;
  if (raw.paths.empty()) {
    throw UsageError(options.writes_sql ? "FILE is required"
                                        : "FILE and DATABASE are required");
  }
  job.inputs = raw.paths;
  // Opened by that name, a file would be read from its start, and a socket not
  // at all.
  std::replace(job.inputs.begin(), job.inputs.end(), std::string("/dev/stdin"),
               std::string("-"));
  const bool has_target = job.inputs.size() > 1 && !options.writes_sql;
  if (has_target) {
    job.target = job.inputs.back();
    job.inputs.pop_back();
  } else if (!job.dry_run && !options.writes_sql) {
    throw UsageError("DATABASE is required");
  }
  if ((has_target && job.target.empty()) || find_name("", job.inputs)) {
    throw UsageError("FILE and DATABASE must not be empty");
  }
  InputFiles files = with_files_of_folders(job.inputs, job.once || job.tail);
  job.inputs = std::move(files.paths);
  options.left_aside = std::move(files.left_aside);
  job.csv.is_one_of_several = job.inputs.size() > 1;
  if (std::count(job.inputs.begin(), job.inputs.end(), "-") > 1) {
    throw UsageError("FILE: - can be read once only");
  }
  if (job.errors.rejects_path && job.inputs.size() > 1 && !job.table) {
    throw UsageError(
        "--rejects: takes the records of one table; with several FILEs name it "
        "with --table");
  }
  if (has_target && !job.inputs.empty() && !is_cluster_url(job.target)) {
    check_database_is_last(job.inputs, job.target);
  }
  if (has_target && job.target == "-") {
    throw UsageError(
        "DATABASE: goes last, and - is standard input; ./- is a file of that "
        "name");
  }
  check_inputs_differ(job.inputs);
  check_merge(raw, job);
  if (!job.table) check_inputs_have_names(job.inputs);
  check_lookups(job);
}

void check_where(const ImportJob& job) {
  if (job.where && trimmed(*job.where).empty()) {
    throw UsageError("--where: must not be empty");
  }
}

void check_once(ImportJob& job) {
  if (!job.once) return;
  if (job.limit) {
    throw UsageError("--once: contradicts --limit, as it is about whole files");
  }
  job.csv.hashes_content = true;
}

void check_tail(ImportJob& job) {
  if (!job.tail) return;
  const auto refuse = [](bool is_given, const char* option, const char* why) {
    if (is_given) {
      throw UsageError(std::string("--tail: contradicts ") + option + ", " +
                       why);
    }
  };
  refuse(job.once, "--once", "which is about whole files");
  refuse(job.limit.has_value(), "--limit", "as it takes all that has come");
  refuse(job.csv.footer_records > 0, "--skip-footer",
         "as a growing file has no end");
  refuse(job.csv.is_lenient, "--lenient",
         "which guesses where a record ends, and may guess otherwise when more "
         "has come");
  refuse(!job.csv.encoding.empty() && !is_utf8_name(job.csv.encoding),
         "--encoding", "as it follows UTF-8");
  refuse(job.landing.if_exists != IfExists::kAppend, "--if-exists",
         "as it adds to the table");
  if (find_name("-", job.inputs)) {
    throw UsageError("--tail: follows files, so FILE cannot be -");
  }
  job.csv.follows = true;
}

void check_profile(Options& options) {
  if (!options.shows_profile) return;
  if (options.compare) {
    throw UsageError("--compare: prints a table; leave out --profile");
  }
  if (options.job.dry_run) {
    throw UsageError("--profile: contradicts --dry-run, which makes no rows");
  }
  options.job.profiles = true;
}

void check_compare(const RawOptions& raw, const Options& options) {
  const ImportJob& job = options.job;
  if (find_name("-", job.inputs)) {
    throw UsageError("--compare: reads FILE four times, so it cannot be -");
  }
  if (job.pipeline.sequential || raw.path_is_set) {
    throw UsageError(
        "--compare: runs both paths, in parallel and not; leave out "
        "--sequential and --path");
  }
  if (job.dry_run) throw UsageError("--compare: cannot be a --dry-run");
  if (job.errors.rejects_path) {
    throw UsageError(
        "--compare: makes nothing that stays; leave out --rejects");
  }
  if (job.once) {
    throw UsageError("--compare: imports nothing for good; leave out --once");
  }
  if (job.tail) {
    throw UsageError("--compare: imports nothing for good; leave out --tail");
  }
  if (options.report_path) {
    throw UsageError("--compare: imports nothing; leave out --report");
  }
  if (options.summary_as_json) {
    throw UsageError("--compare: prints a table, not --summary json");
  }
}

void check_path(const RawOptions& raw, ImportJob& job) {
  job.path =
      checked_choice<LoadPath>("--path", raw.path,
                               {{"direct", LoadPath::kDirect},
                                {"conventional", LoadPath::kConventional}});
  if (!raw.path_is_set) return;
  job.landing.index_feed =
      job.path == LoadPath::kDirect ? IndexFeed::kSorted : IndexFeed::kRowByRow;
}

void check_sizes(const RawOptions& raw, ImportJob& job) {
  job.limits.batch_bytes = checked_size("--batch-size", raw.batch_size);
  job.memory_bytes = checked_size("--memory", raw.memory, kMemoryLimits);
  job.limits.max_record_bytes = checked_size("--max-record", raw.max_record);
}

// What is printed, and where.
void check_output(const RawOptions& raw, Options& options) {
  options.progress =
      checked_choice<ShowProgress>("--progress", raw.progress,
                                   {{"auto", ShowProgress::kAuto},
                                    {"always", ShowProgress::kAlways},
                                    {"never", ShowProgress::kNever}});
  options.summary_as_json = checked_choice<bool>(
      "--summary", raw.summary, {{"text", false}, {"json", true}});
  options.verbosity = raw.quiet     ? Verbosity::kQuiet
                      : raw.verbose ? Verbosity::kVerbose
                                    : Verbosity::kNormal;
  if (raw.quiet && options.progress == ShowProgress::kAuto) {
    options.progress = ShowProgress::kNever;
  }
}

void check_log_size(const RawOptions& raw, LogOptions& log) {
  if (!raw.log_size) return;
  if (!log.path) throw UsageError("--log-size: needs --log-file");
  log.max_bytes = checked_size("--log-size", *raw.log_size, kLogLimits);
}

void check_complete(const RawOptions& raw, Options& options) {
  if (!raw.complete) return;
  options.lists = checked_choice<NameKind>(
      "--complete", *raw.complete,
      {{"tables", NameKind::kTables}, {"columns", NameKind::kColumns}});
  // A line that is not whole yet.
  options.job.dry_run = true;
}

void check_history(const RawOptions& raw, Options& options) {
  ImportJob& job = options.job;
  check_output(raw, options);
  job.landing.timeout_ms = checked_seconds("--timeout", raw.timeout);
  if (raw.paths.empty()) throw UsageError("DATABASE is required");
  if (raw.paths.size() > 1) {
    throw UsageError("--history: takes a DATABASE alone, without a FILE");
  }
  job.target = raw.paths.front();
  if (job.target.empty()) throw UsageError("DATABASE must not be empty");
  take_cluster(options);
}

}  // namespace

void apply(const RawOptions& raw, Options& options) {
  if (options.shows_history) {
    check_history(raw, options);
    return;
  }
  ImportJob& job = options.job;
  check_path(raw, job);
  check_sizes(raw, job);
  check_output(raw, options);
  check_log_size(raw, options.log);
  check_dialect(raw, job.csv.dialect);
  if (raw.encoding) job.csv.encoding = checked_encoding(*raw.encoding);
  check_header(raw, job.csv);
  check_columns(raw, job.columns);
  check_added_columns(raw, job.columns);
  check_table(raw, job);
  check_landing(raw, job.landing);
  check_errors(raw, job.errors);
  check_values(raw, job);
  check_where(job);
  check_like(job);
  job.sync = !raw.no_sync;
  check_complete(raw, options);
  check_paths(raw, options);
  take_cluster(options);
  check_written_files(options);
  check_once(job);
  check_tail(job);
  check_profile(options);
  if (options.compare) check_compare(raw, options);
  if (!options.lists) check_sql(raw, options);
}

}  // namespace csvimport
