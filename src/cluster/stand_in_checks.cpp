#include "cluster/stand_in_checks.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "foreign_keys/foreign_keys.hpp"
#include "schema/names.hpp"
#include "schema/sql_tokens.hpp"
#include "schema/table_schema.hpp"

#include <algorithm>
#include <string_view>

namespace csvimport {
namespace {

// Whether the entry is a virtual table that has the table's name in what it
// declares: content='t', say.
bool reads(const SchemaEntry& entry, const TargetTable& table) {
  const std::vector<std::string_view> tokens = sql_tokens(entry.sql);
  if (tokens.size() < 2 || !same_name(tokens[1], "VIRTUAL")) return false;
  return std::any_of(tokens.begin() + 2, tokens.end(), [&](auto token) {
    const bool is_quoted = token.size() > 2;
    return same_name(token, table.name) ||
           (is_quoted &&
            same_name(token.substr(1, token.size() - 2), table.name));
  });
}

bool takes_rows_away(const ImportJob& job) {
  switch (job.landing.if_exists) {
    case IfExists::kAppend:
      return job.landing.on_conflict == OnConflict::kReplace;
    case IfExists::kReplace:
    case IfExists::kTruncate:
      return true;
    case IfExists::kFail:
    case IfExists::kSkip:
      break;
  }
  return false;
}

bool adds_rows(const ImportJob& job, OnConflict on_conflict) {
  return job.landing.if_exists == IfExists::kAppend &&
         job.landing.on_conflict == on_conflict;
}

std::vector<std::string> conflict_key(const ImportJob& job,
                                      const TargetTable& table) {
  return job.landing.key.empty() ? table.primary_key : job.landing.key;
}

[[noreturn]] void refuse_as(const ImportJob& job, const SchemaEntry& entry,
                            const char* does, const TargetTable& table) {
  throw ImportError(
      {job.target},
      "table " + quoted_for_message(entry.name) + ' ' + does + ' ' +
          quoted_for_message(table.name) +
          (takes_rows_away(job)
               ? ", so rows of that are added or updated in a cluster, but not "
                 "removed or replaced"
               : " by other columns than its key, so rows of that are added in "
                 "a cluster, but not updated"));
}

}  // namespace

// Of these the program takes away what is left over.
void check_name(const ImportJob& job, const std::string& table) {
  for (const std::string_view prefix : {kStagingPrefix, kRowsPrefix}) {
    if (!table.starts_with(prefix)) continue;
    throw ImportError({job.target},
                      "a table cannot be called " + quoted_for_message(table) +
                          ", as those are called that an import has while it "
                          "runs; --table names another");
  }
}

// Rows that refer to the table's would be judged by rows that are not here, and
// changed; and what a full-text table has of it would not follow.
void check_dependents(const ImportJob& job, const TargetTable& table,
                      const std::vector<SchemaEntry>& schema, Mirror& mirror) {
  const bool takes_away = takes_rows_away(job);
  if (!takes_away && !adds_rows(job, OnConflict::kUpdate)) return;
  for (const SchemaEntry& entry : schema) {
    if (entry.type != "table") continue;
    if (takes_away && reads(entry, table)) {
      refuse_as(job, entry, "reads", table);
    }
    for (const ForeignKey& key : mirror.foreign_keys(entry.name)) {
      if (!same_name(key.parent, table.name)) continue;
      const bool is_own = same_name(entry.name, table.name);
      const bool stays =
          takes_away ? is_own && !adds_rows(job, OnConflict::kReplace)
                     : same_set(key.parent_columns, conflict_key(job, table));
      if (!stays) refuse_as(job, entry, "refers to", table);
    }
  }
}

// That rows which are there are unique where --unique wants it.
void check_uniques(const ImportJob& job, const TargetTable& table,
                   RqliteClient& client) {
  for (const WantedIndex& index : job.landing.indexes) {
    if (!index.is_unique) continue;
    const std::vector<std::string> names = table.column_names();
    std::string present;
    bool are_there = true;
    for (const std::string& column : index.columns) {
      are_there &= find_name(column, names).has_value();
      present += (present.empty() ? "" : " AND ") + quote_identifier(column) +
                 " IS NOT NULL";
    }
    if (!are_there) continue;
    const TextRows same =
        client.read("SELECT 1 FROM " + main_name(table.name) + " WHERE " +
                    present + " GROUP BY " + quoted_list(index.columns) +
                    " HAVING count(*) > 1 LIMIT 1");
    if (!same.empty()) {
      throw ImportError({job.target}, "rows of table " +
                                          quoted_for_message(table.name) +
                                          " have the same " +
                                          quoted_for_message(index.columns) +
                                          ", so it cannot be --unique");
    }
  }
}

}  // namespace csvimport
