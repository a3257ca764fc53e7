#include "landing/sorted_insert.hpp"

#include "base/message_text.hpp"
#include "landing/entry_table.hpp"
#include "schema/names.hpp"
#include "target/staged_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <stdexcept>
#include <utility>

namespace csvimport {
namespace {

// It would go unseen until someone looks for a row.
[[noreturn]] void fail_count(const std::string& table, const IndexTree& index,
                             std::uint64_t entries, std::uint64_t rows) {
  throw std::logic_error(std::to_string(rows) + " rows went into table " +
                         quoted_for_message(table) + ", and " +
                         std::to_string(entries) + " into its index " +
                         quoted_for_message(index.name) +
                         "; please report this");
}

}  // namespace

SortedInsert::SortedInsert(SQLite::Database& database, const TableTask& task,
                           const TableTrees& trees, TreeWriter& writer)
    : database_(database),
      task_(task),
      trees_(trees),
      writer_(writer),
      rowids_(database, task.schema.table, trees.rowid),
      savepoints_(database),
      given_(column_names_of(task.schema)),
      kept_rowid_(kept_rowid(task)),
      staged_key_(kept_rowid_ ? staged_rowid(task)
                              : staged_rowid_column(task, trees)) {}

// Where rowids are chosen, they go on from the largest; where they are given,
// SQLite chooses those of rows without one.
std::string SortedInsert::prepare() {
  // AUTOINCREMENT counts rows that are ignored, too.
  if (trees_.counts_rowids && task_.on_conflict == OnConflict::kIgnore) {
    return "it has AUTOINCREMENT, and rows may be ignored";
  }
  if (staged_key_) {
    const bool lacks_rowids =
        !kept_rowid_ && !do_rowids_ascend() &&
        has_any(database_, task_, *staged_key_ + " IS NULL");
    return lacks_rowids ? "some have no key" : "";
  }
  last_rowid_ = rowids_.last();
  if (rowids_.are_too_few_for(task_.rows)) {
    return "there are too few rowids behind its last one";
  }
  const bool skips_rowids =
      trees_.counts_rowids && rowids_.last_counted() > last_rowid_;
  return skips_rowids ? "it had rows with greater keys" : "";
}

std::optional<std::uint64_t> SortedInsert::insert(const std::string& left_out) {
  Savepoint savepoint(savepoints_);
  const std::optional<std::uint64_t> rows = insert_all(left_out);
  rows ? savepoint.keep() : savepoint.undo();
  return rows;
}

std::optional<std::uint64_t> SortedInsert::insert_all(
    const std::string& left_out) {
  const std::optional<std::uint64_t> rows = fill_table(left_out);
  if (!rows) return std::nullopt;
  const std::optional<EntryRowids> rowids = entry_rowids(left_out);
  for (const IndexTree& index : trees_.indexes) {
    const EntryRuns* const sorted =
        rowids ? task_.entries->entries_of(trees_, index) : nullptr;
    const auto entries = sorted != nullptr
                             ? add_sorted(index, *sorted, *rowids, *rows)
                             : writer_.add(index, entries_of(index, left_out));
    if (!entries) return std::nullopt;
    if (*entries != *rows) {
      fail_count(task_.schema.table, index, *entries, *rows);
    }
  }
  if (trees_.counts_rowids && *rows > 0) {
    rowids_.count(greatest_rowid(left_out));
  }
  return rows;
}

std::optional<std::uint64_t> SortedInsert::add_sorted(const IndexTree& index,
                                                      const EntryRuns& sorted,
                                                      const EntryRowids& rowids,
                                                      std::uint64_t rows) {
  const auto on_row = [&](std::int64_t row) {
    task_.on_step(trees_.step_of(index),
                  static_cast<double>(row) / static_cast<double>(task_.rows));
  };
  const EntryTable table(database_, sorted, rowids,
                         task_.entries->settings().policy, on_row);
  return writer_.add(index, TreeWriter::sorted_entries(table, index, rows));
}

std::optional<EntryRowids> SortedInsert::entry_rowids(
    const std::string& left_out) {
  if (task_.entries == nullptr || !task_.entries->has_any()) {
    return std::nullopt;
  }
  return staged_key_ ? kept_rowids(left_out) : numbered_rowids(left_out);
}

bool SortedInsert::are_too_many(const std::vector<std::int64_t>& rowids) const {
  constexpr std::uint64_t kShare = 8;  // of the memory, at most; by taste
  return rowids.size() * sizeof(std::int64_t) > task_.memory_bytes / kShare;
}

// Where a rowid that is left out comes twice, it is not known which of the
// entries is which record's.
std::optional<EntryRowids> SortedInsert::kept_rowids(
    const std::string& left_out) {
  if (left_out.empty()) return EntryRowids::kept();
  const std::string rowid = staged_rowid(task_);
  const std::string lost = "SELECT " + *staged_key_ + " FROM " +
                           staged_rows(task_) + " WHERE " + rowid + " IN " +
                           left_out;
  if (has_any(database_, task_,
              *staged_key_ + " IN (" + lost + ") AND " + rowid + " NOT IN " +
                  left_out)) {
    return std::nullopt;
  }
  std::vector<std::int64_t> rowids;
  SQLite::Statement select(database_, lost + " ORDER BY 1");
  while (select.executeStep()) {
    rowids.push_back(select.getColumn(0).getInt64());
    if (are_too_many(rowids)) return std::nullopt;
  }
  return EntryRowids::kept(std::move(rowids));
}

bool SortedInsert::do_rowids_ascend() const {
  return task_.entries != nullptr && task_.entries->rowids_ascend();
}

// Some records were not staged, and others may be left out now.
std::optional<EntryRowids> SortedInsert::numbered_rowids(
    const std::string& left_out) {
  std::vector<std::int64_t> missing;
  const std::int64_t last =
      database_.execAndGet(last_staged_rowid_sql(task_)).getInt64();
  if (left_out.empty() && last == static_cast<std::int64_t>(task_.rows)) {
    return EntryRowids::behind(last_rowid_, {});
  }
  SQLite::Statement select(database_, "SELECT " + staged_rowid(task_) +
                                          " FROM " + staged_rows(task_) +
                                          where(without(left_out)) +
                                          " ORDER BY 1");
  std::int64_t next = 1;
  // False if they are too many.
  const auto miss_until = [&](std::int64_t number) {
    for (; next < number; ++next) {
      missing.push_back(next);
      if (are_too_many(missing)) return false;
    }
    return true;
  };
  while (select.executeStep()) {
    if (!miss_until(select.getColumn(0).getInt64())) return std::nullopt;
    ++next;
  }
  if (!miss_until(last + 1)) return std::nullopt;
  return EntryRowids::behind(last_rowid_, std::move(missing));
}

// Of the rows that were inserted.
std::int64_t SortedInsert::greatest_rowid(const std::string& left_out) {
  if (!staged_key_) return rowids_.last();
  return database_
      .execAndGet("SELECT max(" + *staged_key_ + ") FROM " +
                  staged_rows(task_) + where(without(left_out)))
      .getInt64();
}

Terms SortedInsert::without(const std::string& left_out) const {
  if (left_out.empty()) return {};
  return {staged_rowid(task_) + " NOT IN " + left_out};
}

// Rows that bring their rowids come in that order.
std::optional<std::uint64_t> SortedInsert::fill_table(
    const std::string& left_out) {
  std::string columns;
  std::string values = "*";
  if (kept_rowid_) {
    columns = " (" + *kept_rowid_ + ", " + quoted_list(given_) + ')';
    values = *staged_key_ + ", *";
  } else if (!task_.has_whole_rows()) {
    columns = " (" + quoted_list(given_) + ')';
    values = quoted_list(column_names_of(task_.staged));
  }
  return writer_.write_rows(
      trees_, given_, "INSERT",
      columns + " SELECT " + values + " FROM " + staged_rows(task_) +
          where(without(left_out)) +
          (staged_key_ && !do_rowids_ascend() ? " ORDER BY " + *staged_key_
                                              : ""));
}

// Rows with rowids of their own are known by what is staged, where a column
// that is lacking is NULL; the others by their place behind those that were
// there. The index itself must not be read: it is being written.
TreeWriter::Entries SortedInsert::entries_of(
    const IndexTree& index, const std::string& left_out) const {
  TreeWriter::Entries entries;
  for (const IndexColumn& column : index.columns) {
    entries.values.push_back(
        staged_key_ ? staged_column(task_.staged, task_.schema, column.name)
                          .value_or("NULL")
                    : quote_identifier(column.name));
  }
  if (staged_key_) {
    entries.rowid = *staged_key_;
    entries.from = staged_rows(task_);
    entries.conditions = without(left_out);
  } else {
    entries.rowid = trees_.rowid;
    entries.from = main_name(task_.schema.table) + " NOT INDEXED";
    entries.conditions = {trees_.rowid + " > " + std::to_string(last_rowid_)};
  }
  return entries;
}

}  // namespace csvimport
