#include "cli/program.hpp"

#include "base/import_error.hpp"
#include "base/interrupt.hpp"
#include "base/loss_warning.hpp"
#include "base/message_text.hpp"
#include "base/shell_flag.hpp"
#include "base/system_error.hpp"
#include "cli/command_line.hpp"
#include "cli/exit_status.hpp"
#include "cli/input_folders.hpp"
#include "cli/usage_error.hpp"
#include "cluster/cluster_import.hpp"
#include "export/sql_export.hpp"
#include "import/compare.hpp"
#include "import/import_files.hpp"
#include "ledger/ledger_reading.hpp"
#include "report/comparison.hpp"
#include "report/dry_run.hpp"
#include "report/history.hpp"
#include "report/profile_text.hpp"
#include "report/progress.hpp"
#include "report/run_report.hpp"
#include "report/run_trace.hpp"
#include "report/summary.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <new>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

namespace csvimport {
namespace {

void print(std::ostream& out, const std::string& text) {
  out << text << std::flush;
  if (!out) throw SystemError("stdout", "cannot write");
}

// The import is done by now, so the status stays whatever becomes of `text`,
// which `what` names: who takes it for a failure imports again.
void print_afterwards(std::ostream& out, const std::string& text,
                      const char* what) {
  out << text << std::flush;
  if (!out) {
    spdlog::error("stdout: cannot write the {}; the import is complete", what);
  }
}

void say_left_aside(const std::vector<FolderRest>& rests) {
  for (const FolderRest& rest : rests) {
    spdlog::debug("{}", left_aside_line(rest));
    const std::string archives = archives_line(rest);
    if (!archives.empty()) spdlog::warn("{}", archives);
  }
}

// By taste: they fit on a screen.
constexpr std::size_t kTextsShown = 10;

// What came into columns that is none of their values.
void warn_of_texts(const ImportSummary& summary, Verbosity verbosity) {
  const std::vector<std::string> lines = text_lines(summary);
  const std::size_t shown = verbosity == Verbosity::kVerbose
                                ? lines.size()
                                : std::min(lines.size(), kTextsShown);
  for (std::size_t i = 0; i < shown; ++i) spdlog::warn("{}", lines[i]);
  if (shown == lines.size()) return;
  spdlog::warn("so it is with {}; -v lists them",
               counted(lines.size() - shown, "more column"));
}

// What is written of a run, beside its messages.
struct RunRecords {
  RunLog& log;
  std::optional<RunReport> report = {};
  std::optional<RunTrace> trace = {};

  // Begins those that are wanted of the run that `command` starts. Throws
  // SystemError.
  void begin(Options& options, const std::string& command) {
    if (options.report_path) {
      report.emplace(*options.report_path, command);
      report->watch(options.job);
    }
    if (options.trace_path) {
      trace.emplace(*options.trace_path, command);
      trace->watch(options.job);
    }
  }
  // The observer for the import, which tells `observer` all of it.
  [[nodiscard]] ImportObserver& observe(ImportObserver& observer) {
    ImportObserver& reported = report ? report->observe(observer) : observer;
    return trace ? trace->observe(reported) : reported;
  }
  // The import has come to this.
  void take(RunEnd end, const ImportSummary& summary) {
    log.take(end, summary);
    if (report) report->take(summary);
  }
  // The run, of `job`, ends with `status`.
  void finish(const ImportJob& job, int status) noexcept {
    if (report) report->finish(job, status);
    if (trace) trace->finish(job, status);
  }
};

// A character that is replaced is lost.
void tell_repairs(const ImportSummary& summary) {
  const std::string repairs = repairs_line(summary);
  if (summary.repairs().replaced_characters > 0) {
    warn_of_loss(repairs);
  } else if (!repairs.empty()) {
    spdlog::info("{}", repairs);
  }
}

ImportSummary import(const Options& options, std::ostream& out,
                     ImportObserver& observer) {
  if (options.cluster) {
    return import_into_cluster(options.job, *options.cluster, observer);
  }
  if (options.writes_sql) {
    return export_sql(options.job, options.sql, out, observer);
  }
  return import_files(options.job, ImportGoal::kTarget, observer);
}

int try_run(const Options& options, ImportObserver& observer,
            RunRecords& records, std::ostream& out) {
  const ImportSummary summary =
      options.cluster
          ? try_import_into_cluster(options.job, *options.cluster, observer)
          : try_import(options.job, observer);
  records.take(RunEnd::kTried, summary);
  print(out, options.summary_as_json ? summary_json(options.job, summary) + "\n"
                                     : dry_run_sql(options.job, summary));
  if (summary.rejected() == 0) return kExitDone;
  return options.job.errors.skip ? kExitRejects : kExitBadData;
}

int show_history(const Options& options, std::ostream& out) {
  const std::string& database = options.job.target;
  const std::vector<LedgerEntry> entries =
      read_ledger(database, options.job.landing.timeout_ms);
  print(out, options.summary_as_json ? history_json(database, entries) + "\n"
                                     : history_table(database, entries));
  return kExitDone;
}

int run(const Options& options, RunRecords& records, std::ostream& out) {
  if (options.lists) {
    std::string names;
    for (const std::string& name : known_names(options.job, *options.lists)) {
      names += name + '\n';
    }
    print(out, names);
    return kExitDone;
  }
  for (const Variable& variable : options.variables) {
    spdlog::debug("from the environment: {}={}", variable.name, variable.value);
  }
  for (const std::string& text : options.warnings) spdlog::warn("{}", text);
  if (options.shows_history) return show_history(options, out);
  say_left_aside(options.left_aside);
  ProgressBar progress(options.progress);
  ImportObserver& observer = records.observe(progress);
  if (options.job.dry_run) return try_run(options, observer, records, out);
  if (options.compare) {
    print(out, comparison_table(compare_ways(options.job, observer),
                                options.job.pipeline.workers));
    records.take(RunEnd::kCompared, {});
    return kExitDone;
  }
  const ImportSummary summary = import(options, out, observer);
  records.take(RunEnd::kDone, summary);
  for (const std::string& line : known_lines(summary)) spdlog::info("{}", line);
  for (const std::string& line : table_lines(summary)) spdlog::info("{}", line);
  warn_of_texts(summary, options.verbosity);
  tell_repairs(summary);
  spdlog::info("{}", closing_line(options.job, summary));
  if (options.summary_as_json) {
    print_afterwards(out, summary_json(options.job, summary) + "\n", "summary");
  } else if (options.shows_profile) {
    print_afterwards(out, profile_text(summary), "profile");
  }
  return summary.rejected() == 0 ? kExitDone : kExitRejects;
}

spdlog::level::level_enum log_level(Verbosity verbosity) {
  switch (verbosity) {
    case Verbosity::kQuiet:
      return spdlog::level::err;
    case Verbosity::kVerbose:
      return spdlog::level::debug;
    case Verbosity::kNormal:
      break;
  }
  return spdlog::level::info;
}

// Of an error that may be about what a variable says.
int fail(const std::exception& error, int status,
         const std::vector<Variable>& variables = {}) {
  spdlog::error("{}{}", error.what(),
                variables_behind(variables, error.what()));
  return status;
}

// Also says why it failed, where that is for the user.
int run_and_tell(const Options& options, RunRecords& records,
                 std::ostream& out) {
  try {
    return run(options, records, out);
  } catch (const ImportError& error) {
    return fail(error, kExitBadData, options.variables);
  } catch (const SystemError& error) {
    return fail(error, kExitSystem, options.variables);
  }
}

// The same with a page and a trace of it, if they are wanted, whatever becomes
// of the run.
int run_and_record(Options& options, const std::string& command, RunLog& log,
                   std::ostream& out) {
  RunRecords records{log};
  try {
    records.begin(options, command);
  } catch (const SystemError& error) {
    return fail(error, kExitSystem, options.variables);
  }
  int status = kExitSystem;
  try {
    status = run_and_tell(options, records, out);
  } catch (...) {
    status = report_failure();
  }
  records.finish(options.job, status);
  return status;
}

// Ready to paste into a shell.
std::string shell_line(int argc, const char* const* argv) {
  std::string line = "csvimport";
  for (int i = 1; i < argc; ++i) line += ' ' + shell_quoted(argv[i]);
  return line;
}

// As run_program() does it, but throws what ends the import.
int run_command_line(int argc, const char* const* argv, RunLog& log,
                     std::ostream& out) {
  auto parsed = parse_command_line(argc, argv);
  if (const auto* information = std::get_if<Information>(&parsed)) {
    print(out, information->text);
    return kExitDone;
  }
  Options& options = std::get<Options>(parsed);
  spdlog::set_level(log_level(options.verbosity));
  if (options.lists || options.shows_history) {
    RunRecords none{log};
    return run_and_tell(options, none, out);
  }
  try {
    log.open(options.log, options.job,
             options.verbosity == Verbosity::kVerbose);
  } catch (const SystemError& error) {
    return fail(error, kExitSystem, options.variables);
  }
  return run_and_record(options, shell_line(argc, argv), log, out);
}

}  // namespace

int run_program(int argc, const char* const* argv, std::ostream& out) {
  RunLog log;
  int status = kExitDone;
  try {
    status = run_command_line(argc, argv, log, out);
  } catch (...) {
    status = report_failure();
  }
  log.end(status, status > kExitSignal);
  return status;
}

int report_failure() {
  try {
    throw;
  } catch (const UsageError& error) {
    const bool is_question = std::string_view(error.what()).ends_with('?');
    spdlog::error("{}{} csvimport --help lists the options", error.what(),
                  is_question ? "" : ";");
    return kExitUsage;
  } catch (const Interrupted& interrupted) {
    spdlog::error("interrupted; nothing was imported");
    return kExitSignal + interrupted.signal();
  } catch (const ImportError& error) {
    return fail(error, kExitBadData);
  } catch (const SystemError& error) {
    return fail(error, kExitSystem);
  } catch (const std::bad_alloc&) {
    spdlog::error("out of memory");
    return kExitSystem;
  } catch (const std::system_error& error) {
    spdlog::error("cannot start a thread: {}; try fewer --workers",
                  error.what());
    return kExitSystem;
  } catch (const std::exception& error) {
    return fail(error, kExitSystem);
  }
}

}  // namespace csvimport
