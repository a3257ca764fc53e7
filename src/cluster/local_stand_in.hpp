#pragma once

// The local database that an import goes into in a cluster's stead.

#include "cluster/mirror.hpp"
#include "cluster/rqlite_client.hpp"
#include "export/local_import.hpp"
#include "import/import_job.hpp"
#include "import/import_observer.hpp"
#include "import/import_summary.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// One thread. Throws as import_files() does.
class LocalStandIn {
 public:
  // Reads the cluster's schema, and what databases among the inputs have. The
  // client is borrowed.
  LocalStandIn(const ImportJob& job, RqliteClient& client);

  // The cluster's schema as it was then.
  [[nodiscard]] const std::vector<SchemaEntry>& cluster_schema() const {
    return schema_;
  }
  // Imports into the local database, with those of the cluster's rows that
  // records are to be held against; then its tables have the rows to send, and
  // no others.
  ImportSummary import(ImportObserver& observer);
  // As try_import() does it.
  ImportSummary try_import(ImportObserver& observer);
  // How many rows of the cluster's table the import has changed here: those
  // that it was known to have.
  [[nodiscard]] std::uint64_t changed_rows(const std::string& table) const {
    const auto found = changed_.find(table);
    return found == changed_.end() ? 0 : found->second;
  }
  // The rowid, as SQL, behind which records of the table that bring none have
  // been given theirs here; none if they all bring one.
  [[nodiscard]] std::optional<std::string> gave_ids_behind(
      const std::string& table) const {
    const auto found = given_behind_.find(table);
    return found == given_behind_.end() ? std::nullopt
                                        : std::optional(found->second);
  }
  // Where the local database is.
  [[nodiscard]] std::string path() const { return files_.back().path(); }

 private:
  // Another local database, with the cluster's tables if there are any.
  void begin();
  // Takes what every import into existing tables needs to know.
  void take_neighbours();
  void take_parents(const std::string& table);
  [[nodiscard]] bool adds_rows() const;
  [[nodiscard]] bool is_existing(const TargetTable& table) const;
  bool needs_rivals_to_update(const ImportSummary& summary);
  [[nodiscard]] bool lacks_wanted_columns(const ImportSummary& summary) const;
  [[nodiscard]] bool may_have_rivals(
      const std::optional<ImportSummary>& summary);
  // What is to be unique in the table, also by this import.
  std::vector<UniqueKey> keys_of(const TargetTable& table);
  // Takes the rows that have keys of what is in the file `imported`. Returns
  // how many.
  std::uint64_t take_rivals(const std::string& imported);
  ImportSummary import_once(ImportObserver& observer, bool again);
  ImportSummary import_with_rivals(ImportObserver& observer);
  // Imports into tables without rules, so that all records are there. Returns
  // where; "" if that cannot be.
  std::string import_unjudged(ImportObserver& observer);
  void note_given_ids(ImportSummary& summary);
  bool brings_all_ids(const TableSummary& summary);

  const ImportJob job_;  // with what it merges
  RqliteClient& client_;
  const std::vector<SchemaEntry> schema_;
  std::deque<LocalDatabase> files_;
  std::optional<Mirror> mirror_;       // in the last of them
  std::vector<TargetTable> existing_;  // that rows are added to
  std::map<std::string, std::uint64_t> changed_;
  // By their names: the largest rowids in the cluster, as SQL; and of the
  // tables for which it matters.
  std::map<std::string, std::string> last_ids_;
  std::map<std::string, std::string> given_behind_;
  std::vector<TargetTable> taken_;  // of which it has all rows
};

}  // namespace csvimport
