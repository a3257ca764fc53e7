#include "landing/update_walk.hpp"

#include "schema/names.hpp"
#include "schema/table_schema.hpp"
#include "sorting/entry_buffer.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>
#include <span>

namespace csvimport {
namespace {

constexpr const char* kTakeRow = "csvimport_take_row";

// Arguments of a call before those of columns, and of each column.
constexpr std::size_t kRowArguments = 3;
constexpr std::size_t kColumnArguments = 2;

// Never null, as SQLite's are where there are none. Throws std::bad_alloc.
std::span<const std::uint8_t> bytes_of(sqlite3_value* value) {
  static constexpr std::uint8_t kNone = 0;
  const auto* const bytes =
      static_cast<const std::uint8_t*>(sqlite3_value_blob(value));
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
  if (bytes != nullptr) return {bytes, size};
  if (size > 0) throw std::bad_alloc();
  return {&kNone, 0};
}

// Whether both are stored with the same bytes, once a column of that affinity
// has them.
bool are_same(sqlite3_value* left, sqlite3_value* right, Affinity affinity) {
  const int type = sqlite3_value_type(left);
  const int right_type = sqlite3_value_type(right);
  const auto is_number = [](int of) {
    return of == SQLITE_INTEGER || of == SQLITE_FLOAT;
  };
  // Such a column stores 1 and 1.0 alike, and -0.0 as 0 (section 2.1 of the
  // file format).
  if (affinity == Affinity::kReal && is_number(type) && is_number(right_type)) {
    return sqlite3_value_double(left) == sqlite3_value_double(right);
  }
  if (type != right_type) return false;
  switch (type) {
    case SQLITE_NULL:
      return true;
    case SQLITE_INTEGER:
      return sqlite3_value_int64(left) == sqlite3_value_int64(right);
    case SQLITE_FLOAT:
      return std::bit_cast<std::uint64_t>(sqlite3_value_double(left)) ==
             std::bit_cast<std::uint64_t>(sqlite3_value_double(right));
    default: {
      const std::span<const std::uint8_t> bytes = bytes_of(left);
      const std::span<const std::uint8_t> others = bytes_of(right);
      return bytes.size() == others.size() &&
             std::memcmp(bytes.data(), others.data(), bytes.size()) == 0;
    }
  }
}

void add_value(sqlite3_value* value, RecordEncoder::Row& entry) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
      entry.add_null();
      break;
    case SQLITE_INTEGER:
      entry.add_integer(sqlite3_value_int64(value));
      break;
    case SQLITE_FLOAT:
      entry.add_stored_real(sqlite3_value_double(value));
      break;
    case SQLITE_TEXT: {
      const std::span<const std::uint8_t> bytes = bytes_of(value);
      entry.add_text(
          {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
      break;
    }
    default:
      entry.add_blob(bytes_of(value));
  }
}

std::size_t most_columns(const TableTrees& trees) {
  std::size_t most = 0;
  for (const IndexTree& index : trees.indexes) {
    most = std::max(most, index.columns.size());
  }
  return most;
}

}  // namespace

// The arguments of a call: an index's number, the rowid, that of the row that
// is there or NULL, and then of each column the new value and the old one.
class UpdateWalk::Row {
 public:
  Row(int count, sqlite3_value** values)
      : values_(values, static_cast<std::size_t>(count)) {}

  [[nodiscard]] std::size_t index() const {
    return static_cast<std::size_t>(sqlite3_value_int64(values_[0]));
  }
  [[nodiscard]] bool has_rowid() const {
    return sqlite3_value_type(values_[1]) == SQLITE_INTEGER;
  }
  [[nodiscard]] std::int64_t rowid() const {
    return sqlite3_value_int64(values_[1]);
  }
  [[nodiscard]] bool is_there() const {
    return sqlite3_value_type(values_[2]) != SQLITE_NULL;
  }
  [[nodiscard]] bool changes(const IndexTree& index) const {
    for (std::size_t i = 0; i < index.columns.size(); ++i) {
      const std::size_t at = kRowArguments + kColumnArguments * i;
      if (!are_same(values_[at], values_[at + 1], index.columns[i].affinity)) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] RecordEncoder::Row new_entry(RecordEncoder& encoder) const {
    return entry(encoder, kRowArguments);
  }
  [[nodiscard]] RecordEncoder::Row old_entry(RecordEncoder& encoder) const {
    return entry(encoder, kRowArguments + 1);
  }

 private:
  RecordEncoder::Row entry(RecordEncoder& encoder, std::size_t from) const {
    RecordEncoder::Row entry = encoder.start();
    for (std::size_t at = from; at < values_.size(); at += kColumnArguments) {
      add_value(values_[at], entry);
    }
    entry.add_integer(rowid());
    return entry;
  }

  std::span<sqlite3_value*> values_;
};

bool UpdateWalk::takes(SQLite::Database& database, const IndexTree& index) {
  const int limit =
      sqlite3_limit(database.getHandle(), SQLITE_LIMIT_FUNCTION_ARG, -1);
  return kRowArguments + kColumnArguments * index.columns.size() <=
         static_cast<std::size_t>(limit);
}

UpdateWalk::UpdateWalk(SQLite::Database& database, const std::string& table,
                       const TableTrees& trees, EntryChanges& changes)
    : database_(database),
      table_(table),
      trees_(trees),
      changes_(changes),
      entry_(most_columns(trees) + 1),
      last_rowids_(trees.indexes.size()) {
  database_.createFunction(kTakeRow, -1, false, this, take);
}

UpdateWalk::~UpdateWalk() {
  sqlite3_create_function(database_.getHandle(), kTakeRow, -1, SQLITE_UTF8,
                          nullptr, nullptr, nullptr, nullptr);
}

void UpdateWalk::take(sqlite3_context* context, int count,
                      sqlite3_value** values) {
  auto& walk = *static_cast<UpdateWalk*>(sqlite3_user_data(context));
  try {
    walk.take_row(Row(count, values));
  } catch (...) {
    walk.failure_ = std::current_exception();
  }
  if (walk.failure_ || !walk.is_possible_) {
    sqlite3_result_error_code(context, SQLITE_ABORT);
  }
}

void UpdateWalk::take_row(const Row& row) {
  const std::size_t number = row.index();
  const IndexTree& index = trees_.indexes[number];
  std::optional<std::int64_t>& last_rowid = last_rowids_[number];
  if (!row.has_rowid() || last_rowid == row.rowid()) {
    is_possible_ = false;
    return;
  }
  last_rowid = row.rowid();
  if (row.is_there()) {
    if (!row.changes(index)) return;
    if (index.is_unique) {
      is_possible_ = false;
      return;
    }
    changes_.remove(number, row.old_entry(entry_));
  }
  changes_.add(number, row.new_entry(entry_));
  if (entry_.capacity() > kMaxKeptEntryBytes) {
    entry_ = RecordEncoder(most_columns(trees_) + 1);
  }
}

std::string UpdateWalk::call_for(std::size_t number,
                                 const ComingRows& rows) const {
  Terms arguments = {std::to_string(number), "n." + rows.rowid,
                     "t." + trees_.rowid};
  for (const IndexColumn& column : trees_.indexes[number].columns) {
    arguments.push_back(rows.value(column.name));
    arguments.push_back("t." + quote_identifier(column.name));
  }
  return "count(" + (kTakeRow + ('(' + joined(arguments, ", "))) + "))";
}

// The rows of the table are as they were; its indexes are not read, though they
// might have what is asked for.
std::optional<UpdateWalk::Counts> UpdateWalk::walk(const ComingRows& rows) {
  Terms results = {"count(*)", "count(t." + trees_.rowid + ')',
                   "max(n." + rows.rowid + ')'};
  for (std::size_t i = 0; i < trees_.indexes.size(); ++i) {
    results.push_back(call_for(i, rows));
  }
  SQLite::Statement select(
      database_, "SELECT " + joined(results, ", ") + " FROM " + rows.table +
                     " AS n LEFT JOIN " + main_name(table_) +
                     " AS t NOT INDEXED ON t." + trees_.rowid + " = n." +
                     rows.rowid);
  const int code = select.tryExecuteStep();
  if (failure_) std::rethrow_exception(failure_);
  if (!is_possible_) return std::nullopt;
  if (code != SQLITE_ROW) throw SQLite::Exception(database_.getHandle(), code);
  changes_.finish();
  Counts counts;
  counts.rows = static_cast<std::uint64_t>(select.getColumn(0).getInt64());
  counts.updated = static_cast<std::uint64_t>(select.getColumn(1).getInt64());
  counts.greatest_rowid = select.getColumn(2).getInt64();
  return counts;
}

}  // namespace csvimport
