#pragma once

// A local database that stands for a cluster's.

#include "cluster/rqlite_client.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "target/landing_options.hpp"
#include "target/target_table.hpp"
#include "target/unique_keys.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {

// A line of sqlite_schema.
struct SchemaEntry {
  std::string type;
  std::string name;
  std::string table;  // that it belongs to
  std::string sql;
};

// What the tables of an import into a cluster have names for, until they land.
// Of names that start so, nothing but this program makes any.
inline constexpr std::string_view kStagingPrefix = "csvimport_staging_";
inline constexpr std::string_view kRowsPrefix = "csvimport_rows_";

// All of the cluster's schema but what SQLite and its modules, and imports
// under way, keep for themselves. Throws as the client.
std::vector<SchemaEntry> read_schema(RqliteClient& client);

// The tables that a cluster has, without their rows, but for those that are
// asked for: what an import may go into in its stead. One thread. Throws
// SystemError, Interrupted, and StatementRefused.
class Mirror {
 public:
  // Makes it of `schema` in the file at `path`; triggers only `with_triggers`,
  // as the rows of the cluster are what they are for. What cannot be made here
  // is left out. The client is borrowed.
  Mirror(RqliteClient& client, const std::vector<SchemaEntry>& schema,
         const std::string& path, bool with_triggers);

  // The table of that name, if there is one. Throws ImportError if the name is
  // that of a view, say, and SystemError if it could not be made here.
  std::optional<TargetTable> find(const std::string& table);
  std::vector<UniqueKey> unique_keys(const std::string& table);
  std::vector<ForeignKey> foreign_keys(const std::string& table);

  // Takes all rows of the table from the cluster; if not `exactly`, only the
  // starts of long values that are in no key, unless more follows from them.
  void take_rows(const TargetTable& table, bool exactly);
  // The same for the one with the largest rowid, which new rowids follow, if
  // rowids have a column. Returns that rowid as SQL, NULL where there is no
  // row.
  std::optional<std::string> take_last_row(const TargetTable& table);
  // The largest rowid that the table ever had, where it gives none twice.
  void take_counter(const TargetTable& table);
  // The column that is the table's rowid.
  std::optional<std::string> rowid_column(const TargetTable& table);
  // Takes the cluster's rows that have a key of the rows in the file
  // `imported`, which may be another mirror's. Returns how many there are.
  std::uint64_t take_rivals(const TargetTable& table, const UniqueKey& key,
                            const std::string& imported);

  // Rows that were taken, and are still the same, go: what is left in the file
  // at `path` has come by an import. `table` is as the mirror had it then.
  // Returns how many were taken and are others by now.
  void note_taken(const TargetTable& table);
  static std::uint64_t remove_taken(const std::string& path,
                                    const TargetTable& table);

 private:
  bool derives(const TargetTable& table);
  // Inserts rows that are given as SQL, unless they are there.
  void insert(const TargetTable& table, const std::vector<std::string>& rows);

  RqliteClient& client_;
  const std::string path_;
  // Tables that are not here as they are there, and why.
  std::vector<std::pair<std::string, std::string>> unmade_;
};

// Makes tables in the file at `path` whose columns keep values as these do, and
// which take all of them.
void make_without_rules(const std::vector<TargetTable>& tables,
                        const std::string& path);

}  // namespace csvimport
