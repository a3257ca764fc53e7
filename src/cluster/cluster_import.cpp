#include "cluster/cluster_import.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "base/step_observer.hpp"
#include "base/system_error.hpp"
#include "base/trace_file.hpp"
#include "cluster/cluster_landing.hpp"
#include "cluster/local_stand_in.hpp"
#include "cluster/sending_plan.hpp"
#include "cluster/upload.hpp"
#include "schema/names.hpp"
#include "sql_text/row_statements.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace csvimport {
namespace {

// The nodes take turns in writing, so that more would wait for each other:
// measured.
constexpr std::size_t kSenders = 4;

// To take away what was staged, when an import has failed.
constexpr std::uint64_t kLastPatienceMs = 10'000;

// The staged tables, which are taken away in the end, however that comes. One
// thread.
class Staging {
 public:
  explicit Staging(const ClusterAccess& access)
      : access_(access), import_(access.timeout_ms) {}
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging() {
    if (tables_) remove();
  }

  [[nodiscard]] const StagedImport& import() const { return import_; }

  void make(RqliteClient& client, const std::vector<SentTable>& tables) {
    tables_ = tables.size();
    try {
      client.execute(import_.make(tables));
    } catch (const StatementRefused& error) {
      // By an earlier try, whose answer was lost.
      if (error.what() == "table " + import_.name() + " already exists") return;
      throw SystemError(client.name(),
                        std::string("the cluster makes no table for what is to "
                                    "be imported: ") +
                            error.what());
    }
  }
  // It cannot be told whether it is of use yet.
  void leave() { tables_.reset(); }

 private:
  void remove() noexcept {
    try {
      RqliteClient client(access_);
      client.go_on_at_signals();
      client.wait_at_most(std::min(access_.timeout_ms, kLastPatienceMs));
      client.execute(import_.remove(*tables_));
    } catch (const std::exception& error) {
      spdlog::warn(
          "{}: table {} and those of its rows cannot be removed now ({}); an "
          "import into the cluster does it, from a quarter of an hour on",
          access_.url.text, import_.name(), error.what());
    }
  }

  const ClusterAccess& access_;
  const StagedImport import_;
  std::optional<std::size_t> tables_;  // whose rows are staged
};

// Sends the rows of tables. One thread.
class Sender {
 public:
  // All is borrowed.
  Sender(const ImportJob& job, const ClusterAccess& access,
         const StagedImport& import, ImportObserver& observer)
      : job_(job), access_(access), import_(import), observer_(observer) {}

  // Those of the import's table of that number, about so many, which are in the
  // local database at `path`.
  void send(SentTable& table, std::size_t number, const std::string& path,
            std::uint64_t rows_expected);

 private:
  const ImportJob& job_;
  const ClusterAccess& access_;
  const StagedImport& import_;
  ImportObserver& observer_;
  std::uint64_t next_request_ = 1;
};

void Sender::send(SentTable& table, std::size_t number, const std::string& path,
                  std::uint64_t rows_expected) {
  // Without numbers and keys, their order is that in which they arrive.
  Upload upload(access_, import_, table.has_numbers ? kSenders : 1,
                next_request_);
  const RowSelection rows{path, table.name, sent_values(table, path)};
  InsertForm form;
  form.start = import_.insert_rows(table, number);
  form.takes_long_rows = true;
  const std::string step = sending_step(table.name);
  std::uint64_t sent = 0;
  observer_.advance_step(step, 0.0);
  table.rows =
      write_statements(rows, form, job_.pipeline, [&](StatementBatch batch) {
        for (const std::uint64_t count : batch.rows) sent += count;
        upload.take(std::move(batch.statements));
        observer_.advance_step(
            step, static_cast<double>(sent) /
                      static_cast<double>(std::max(rows_expected, sent)));
      });
  next_request_ = upload.finish();
}

// What the cluster did with rows that it knew by their keys, beside what was
// done here.
void add(std::uint64_t known, const SentTable& table, TableSummary& summary) {
  switch (table.on_conflict) {
    case OnConflict::kAbort:  // by triggers
    case OnConflict::kIgnore:
      summary.ignored += known;
      break;
    case OnConflict::kUpdate:
      // Keys alone change nothing.
      (same_set(table.columns, table.key) ? summary.ignored
                                          : summary.updated) += known;
      break;
    case OnConflict::kReplace:
      summary.updated += known;
      break;
  }
  summary.rows -= std::min(summary.rows, known);
}

TableSummary& summary_of(const SentTable& table, ImportSummary& summary) {
  return *std::find_if(summary.tables.begin(), summary.tables.end(),
                       [&](const TableSummary& one) {
                         return same_name(one.schema.table, table.name);
                       });
}

// Has what was sent land, and tells the summary of it.
void land(const ClusterAccess& access, Staging& staging,
          const std::vector<SentTable>& tables, const LocalStandIn& local,
          ImportSummary& summary) {
  try {
    const std::vector<LandedTable> landed =
        land_in_cluster(access, staging.import(), tables);
    for (std::size_t i = 0; i < landed.size(); ++i) {
      // Of what was changed here, others may have removed some meanwhile.
      const std::uint64_t changed = local.changed_rows(tables[i].name);
      add(landed[i].known - std::min(landed[i].known, changed), tables[i],
          summary_of(tables[i], summary));
    }
  } catch (const UnknownLanding&) {
    staging.leave();
    throw;
  }
}

ImportSummary import_by(RqliteClient& client, const ImportJob& job,
                        const ClusterAccess& access, ImportObserver& observer) {
  LocalStandIn local(job, client);
  ImportSummary summary = local.import(observer);
  remove_abandoned(client);
  Staging staging(access);
  std::vector<SentTable> tables = plan_sending(
      local.path(), local.cluster_schema(), job, summary, staging.import());
  if (tables.empty()) return summary;
  for (SentTable& table : tables) {
    table.ids_behind = local.gave_ids_behind(table.name);
  }
  staging.make(client, tables);
  Sender sender(job, access, staging.import(), observer);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    sender.send(tables[i], i, local.path(),
                summary_of(tables[i], summary).rows);
  }
  observer.advance_step(kLandingStep, std::nullopt);
  const TraceSpan span(job.pipeline.trace, "land in cluster");
  land(access, staging, tables, local, summary);
  observer.end_steps();
  return summary;
}

constexpr const char* kOtherServer = "answers, but not as rqlite does";

// What SQLite in the cluster refuses where nothing is known to be wrong.
template <class Call>
ImportSummary explain_refusals(const RqliteClient& client, const Call& call) {
  try {
    return call();
  } catch (const StatementRefused& refused) {
    throw SystemError(client.name(),
                      std::string("the cluster refuses what an import asks: ") +
                          refused.what());
  } catch (const std::out_of_range&) {  // a value that is not there
    throw SystemError(client.name(), kOtherServer);
  } catch (const std::invalid_argument&) {  // or no number
    throw SystemError(client.name(), kOtherServer);
  }
}

}  // namespace

ImportSummary import_into_cluster(const ImportJob& job,
                                  const ClusterAccess& access,
                                  ImportObserver& observer) {
  const Clock::time_point start = Clock::now();
  RqliteClient client(access);
  ImportSummary summary = explain_refusals(
      client, [&] { return import_by(client, job, access, observer); });
  summary.seconds = seconds_since(start);
  return summary;
}

ImportSummary try_import_into_cluster(const ImportJob& job,
                                      const ClusterAccess& access,
                                      ImportObserver& observer) {
  RqliteClient client(access);
  return explain_refusals(client, [&] {
    LocalStandIn local(job, client);
    return local.try_import(observer);
  });
}

}  // namespace csvimport
