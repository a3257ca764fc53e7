#include "landing/tree_writer.hpp"

#include "base/clock.hpp"
#include "base/step_observer.hpp"
#include "landing/imposter.hpp"
#include "landing/move_statement.hpp"
#include "pages/record_values.hpp"
#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

namespace csvimport {
namespace {

// The table over its own b-tree. Columns that rows bring need no default.
std::string declaration_of(const TableTrees& trees, const Terms& given) {
  Terms columns;
  for (const TreeColumn& column : trees.columns) {
    std::string& sql = columns.emplace_back(quote_identifier(column.name));
    sql += ' ' + column.type;
    if (column.name == trees.rowid_column) sql += " PRIMARY KEY";
    if (column.is_not_null) sql += " NOT NULL";
    if (column.default_sql && !find_name(column.name, given)) {
      sql += " DEFAULT (" + *column.default_sql + ')';
    }
  }
  return '(' + joined(columns, ", ") + ')' + (trees.is_strict ? "STRICT" : "");
}

// The table over the b-tree of an index: its key is that of the index, so that
// entries with the same key are refused, if it is `told_apart_by_key`, and is
// all of an entry otherwise.
std::string declaration_of(const IndexTree& index, bool told_apart_by_key) {
  Terms columns;
  Terms key;
  for (const IndexColumn& column : index.columns) {
    const std::string name = 'c' + std::to_string(columns.size());
    columns.push_back(name + ' ' + std::string(name_of(column.affinity)) +
                      " COLLATE " + quote_identifier(column.collation));
    key.push_back(name + (column.descends ? " DESC" : ""));
  }
  columns.emplace_back("r INTEGER");
  if (!told_apart_by_key) key.emplace_back("r");
  return '(' + joined(columns, ", ") + ", PRIMARY KEY (" + joined(key, ", ") +
         ")) WITHOUT ROWID";
}

std::string order_of(const IndexTree& index,
                     const TreeWriter::Entries& entries) {
  Terms order;
  for (std::size_t i = 0; i < index.columns.size(); ++i) {
    order.push_back(entries.values[i] + " COLLATE " +
                    quote_identifier(index.columns[i].collation) +
                    (index.columns[i].descends ? " DESC" : ""));
  }
  order.push_back(entries.rowid);
  return " ORDER BY " + joined(order, ", ");
}

std::string select_sorted(const IndexTree& index,
                          const TreeWriter::Entries& entries,
                          const std::string& condition) {
  Terms conditions = entries.conditions;
  if (!condition.empty()) conditions.push_back(condition);
  return " SELECT " + joined(entries.values, ", ") + ", " + entries.rowid +
         " FROM " + entries.from + where(conditions) +
         (entries.are_sorted ? "" : order_of(index, entries));
}

// The statement borrows `text`, or the bytes of a blob.
void bind_value(SQLite::Statement& statement, int place,
                const RecordValue& value, std::string& text) {
  using Kind = RecordValue::Kind;
  switch (value.kind) {
    case Kind::kNull:
      statement.bind(place);
      break;
    case Kind::kInteger:
      statement.bind(place, value.integer);
      break;
    case Kind::kReal:
      statement.bind(place, value.real);
      break;
    case Kind::kText:
      text = value.text;
      statement.bindNoCopy(place, text);
      break;
    case Kind::kBlob:
      statement.bindNoCopy(place, value.text.data(),
                           static_cast<int>(value.text.size()));
  }
}

}  // namespace

void TreeWriter::note_time(const IndexTree& index, double seconds) {
  const auto known = std::find_if(
      times_.begin(), times_.end(),
      [&](const IndexTime& time) { return time.index == index.name; });
  if (known == times_.end()) {
    times_.push_back({index.name, seconds});
  } else {
    known->seconds += seconds;
  }
}

std::optional<std::uint64_t> TreeWriter::run(std::int64_t root,
                                             const std::string& declaration,
                                             const std::string& insert,
                                             const std::string& rows) {
  const std::optional<Imposter> imposter =
      Imposter::over(database_, root, declaration);
  if (!imposter) return std::nullopt;
  SQLite::Statement statement(database_,
                              insert + " INTO " + imposter->name() + rows);
  if (run_move(database_, statement)) return std::nullopt;
  return last_changes(database_);
}

std::optional<std::uint64_t> TreeWriter::write_rows(const TableTrees& trees,
                                                    const Terms& given,
                                                    const std::string& insert,
                                                    const std::string& rows) {
  return run(trees.root, declaration_of(trees, given), insert, rows);
}

std::optional<std::uint64_t> TreeWriter::add_sorted(
    const IndexTree& index, const Entries& entries, bool told_apart_by_key,
    const std::string& condition) {
  on_step_(trees_.step_of(index), std::nullopt);
  const Clock::time_point start = Clock::now();
  const std::optional<std::uint64_t> added =
      run(index.root, declaration_of(index, told_apart_by_key), "INSERT",
          select_sorted(index, entries, condition));
  note_time(index, seconds_since(start));
  return added;
}

std::optional<std::uint64_t> TreeWriter::add(const IndexTree& index,
                                             const Entries& entries) {
  if (!index.is_unique) return add_sorted(index, entries, false, {});
  Terms not_null;
  for (const std::string& value : entries.values) {
    not_null.push_back(value + " IS NOT NULL");
  }
  const std::string has_whole_key = joined(not_null, " AND ");
  const auto added = add_sorted(index, entries, true, has_whole_key);
  if (!added || added == entries.count) return added;
  const auto others =
      add_sorted(index, entries, false, "NOT (" + has_whole_key + ')');
  if (!others) return std::nullopt;
  return *added + *others;
}

TreeWriter::Entries TreeWriter::sorted_entries(const EntryTable& table,
                                               const IndexTree& index,
                                               std::uint64_t count) {
  Entries entries;
  for (std::size_t i = 0; i < index.columns.size(); ++i) {
    entries.values.push_back(EntryTable::column_name(i));
  }
  entries.rowid = EntryTable::kRowidName;
  entries.from = table.name();
  entries.are_sorted = true;
  entries.count = count;
  return entries;
}

std::optional<std::uint64_t> TreeWriter::remove(
    const IndexTree& index, EntryStream& entries,
    const std::function<void(std::uint64_t removed)>& on_entries) {
  constexpr std::uint64_t kEntriesBetweenCalls = 8192;
  on_step_(trees_.step_of(index), std::nullopt);
  const Clock::time_point start = Clock::now();
  const std::optional<Imposter> imposter =
      Imposter::over(database_, index.root, declaration_of(index, false));
  if (!imposter) return std::nullopt;
  Terms same;
  for (std::size_t i = 0; i < index.columns.size(); ++i) {
    same.push_back('c' + std::to_string(i) + " IS ?" + std::to_string(i + 1));
  }
  const std::size_t places = index.columns.size() + 1;
  same.push_back("r = ?" + std::to_string(places));
  SQLite::Statement remove(database_,
                           "DELETE FROM " + imposter->name() + where(same));
  std::vector<std::string> texts(places);
  std::uint64_t removed = 0;
  while (const std::uint8_t* const entry = entries.next()) {
    RecordValues values(entry);
    for (std::size_t i = 0; i < places; ++i) {
      bind_value(remove, static_cast<int>(i) + 1, values.next(), texts[i]);
    }
    if (remove.exec() != 1) return std::nullopt;
    remove.reset();
    if (++removed % kEntriesBetweenCalls == 0) on_entries(removed);
  }
  note_time(index, seconds_since(start));
  return removed;
}

}  // namespace csvimport
