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

[[noreturn]] void refuse_as(const ImportJob& job, const std::string& other,
                            const char* does, const std::string& table,
                            const char* so) {
  throw ImportError({job.target}, "table " + quoted_for_message(other) + ' ' +
                                      does + ' ' + quoted_for_message(table) +
                                      so);
}

constexpr const char* kNoneRemoved =
    ", so rows of that are added or updated in a cluster, but not removed or "
    "replaced";

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
  if (!takes_rows_away(job)) return;
  // All rows of a table that refers to itself go together.
  const bool takes_all = job.landing.if_exists != IfExists::kAppend;
  for (const SchemaEntry& entry : schema) {
    if (entry.type != "table") continue;
    if (reads(entry, table)) {
      refuse_as(job, entry.name, "reads", table.name, kNoneRemoved);
    }
    for (const ForeignKey& key : mirror.foreign_keys(entry.name)) {
      if (!same_name(key.parent, table.name) ||
          (takes_all && same_name(entry.name, table.name))) {
        continue;
      }
      refuse_as(job, entry.name, "refers to", table.name, kNoneRemoved);
    }
  }
}

void check_updates(const ImportJob& job, const SentTable& table,
                   const std::vector<SchemaEntry>& schema,
                   SQLite::Database& database) {
  for (const SchemaEntry& entry : schema) {
    if (entry.type != "table") continue;
    for (const ForeignKey& key : foreign_keys_of(database, entry.name)) {
      if (!same_name(key.parent, table.name)) continue;
      for (const std::string& column : key.parent_columns) {
        if (!find_name(column, table.columns) || find_name(column, table.key)) {
          continue;
        }
        refuse_as(job, entry.name, "refers to", table.name,
                  " by columns that the update may change, which a cluster is "
                  "not asked for; leave them out with --select");
      }
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
