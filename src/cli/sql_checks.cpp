#include "cli/sql_checks.hpp"

#include "cli/option_values.hpp"
#include "cli/usage_error.hpp"

#include <string>

namespace csvimport {
namespace {

// By taste: less would be statements of a row or two.
constexpr SizeLimits kStatementLimits = {1000, 1'000'000'000};

void refuse_with_sql(bool is_given, const char* option, const char* why) {
  if (!is_given) return;
  throw UsageError(std::string("--sql: contradicts ") + option + ", " + why);
}

// What else would go to stdout, or makes nothing.
void check_stdout(const Options& options) {
  constexpr const char* kOnStdout = "as both are for stdout";
  refuse_with_sql(options.job.dry_run, "--dry-run", kOnStdout);
  refuse_with_sql(options.compare, "--compare", kOnStdout);
  refuse_with_sql(options.shows_profile, "--profile", kOnStdout);
  refuse_with_sql(options.summary_as_json, "--summary json", kOnStdout);
}

// What only a database that is there has.
void check_no_database(const ImportJob& job) {
  constexpr const char* kNoDatabase = "which goes by a database";
  const LandingOptions& landing = job.landing;
  refuse_with_sql(job.once, "--once", kNoDatabase);
  refuse_with_sql(job.tail, "--tail", kNoDatabase);
  refuse_with_sql(landing.if_exists == IfExists::kSkip, "--if-exists skip",
                  kNoDatabase);
  refuse_with_sql(landing.adds_columns, "--alter", kNoDatabase);
  refuse_with_sql(landing.drops_unfit, "--drop-unfit", kNoDatabase);
  refuse_with_sql(landing.before.has_value(), "--before", kNoDatabase);
  refuse_with_sql(landing.after.has_value(), "--after", kNoDatabase);
  refuse_with_sql(!job.values.coerced.empty(), "--coerce", kNoDatabase);
  refuse_with_sql(!landing.search_columns.empty(), "--fts",
                  "whose tables other databases may not have");
  refuse_with_sql(landing.wal, "--wal", "which is for a file");
  const bool drops = landing.if_exists == IfExists::kReplace ||
                     landing.if_exists == IfExists::kTruncate;
  refuse_with_sql(drops && job.values.extracts(),
                  "--extract with that --if-exists",
                  "as other tables may have ids of a lookup table");
}

}  // namespace

void check_sql(const RawOptions& raw, Options& options) {
  if (!options.writes_sql) {
    if (raw.max_statement) throw UsageError("--max-statement: needs --sql");
    if (raw.no_transaction) throw UsageError("--no-transaction: needs --sql");
    return;
  }
  check_stdout(options);
  check_no_database(options.job);
  if (raw.max_statement) {
    options.sql.max_statement_bytes =
        checked_size("--max-statement", *raw.max_statement, kStatementLimits);
  }
  options.sql.makes_transaction = !raw.no_transaction;
  options.job.target = "stdout";
}

}  // namespace csvimport
