#pragma once

// The rows of a staged table, as SQL calls them once it is attached.

#include "target/table_task.hpp"
#include "target/table_trees.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}  // namespace SQLite

namespace csvimport {

// The rowid of the staged table, as SQL calls it, and the table, to read it by
// nothing but its rowids: the index of its key may not be there.
std::string staged_rowid(const TableTask& task);
std::string staged_rows(const TableTask& task);

// The staged column, as SQL calls it, that goes to the one that is the rowid;
// none if the file lacks it, or the table has none.
std::optional<std::string> staged_rowid_column(const TableTask& task,
                                               const TableTrees& trees);

// How SQL calls the rowid of a new table, whose rows keep those of the staged
// ones, the numbers of records; none if the table was there, if a column is its
// rowid, or if columns have all names for it.
std::optional<std::string> kept_rowid(const TableTask& task);

// Whether the condition, as SQL, holds for any row of the staged table, which
// is attached. Throws SQLite::Exception.
bool has_any(SQLite::Database& database, const TableTask& task,
             const std::string& condition);

// So many staged rows are moved or looked at in one step: enough that the
// savepoint around them costs nothing, few enough that it does not take long to
// go through them one by one, or for a signal to be heard; by taste.
inline constexpr std::int64_t kRowsPerStep = 10'000;

// Gives the greatest rowid of the staged rows, 0 if there is none.
std::string last_staged_rowid_sql(const TableTask& task);

// Whether numbers are missing among the rowids of the staged rows. Throws
// SQLite::Exception.
bool has_staged_gaps(SQLite::Database& database, const TableTask& task);

// The rowids of the staged rows from `first` to `last`, in order. Throws
// SQLite::Exception.
std::vector<std::int64_t> staged_rowids(SQLite::Database& database,
                                        const TableTask& task,
                                        std::int64_t first, std::int64_t last);

}  // namespace csvimport
