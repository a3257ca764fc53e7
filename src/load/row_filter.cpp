#include "load/row_filter.hpp"

#include "base/import_error.hpp"
#include "base/message_text.hpp"
#include "load/timeless_dates.hpp"
#include "pages/virtual_table.hpp"
#include "schema/names.hpp"
#include "schema/sql_tokens.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// With no end that a comment in it could hide.
std::string in_parentheses(const std::string& condition) {
  return '(' + condition + "\n)";
}

// A column with what decides how its values compare.
std::string compared_column_sql(const Column& column) {
  std::string sql = quote_identifier(column.name) + ' ';
  sql += column.existing ? name_of(column.existing->affinity)
                         : name_of(column.type);
  if (column.existing && !column.existing->collation.empty()) {
    sql += " COLLATE " + quote_identifier(column.existing->collation);
  }
  return sql;
}

// The table with the columns that are judged.
std::string compared_table_sql(const TableSchema& schema) {
  std::string columns;
  for (const Column& column : schema.columns) {
    columns += (columns.empty() ? "" : ", ") + compared_column_sql(column);
  }
  return "CREATE TABLE " + quote_identifier(schema.table) + " (" + columns +
         ')';
}

// What SQLite says of an index that it does not take, for one who has asked for
// none.
std::string without_index(std::string problem) {
  for (const auto& [words, others] :
       {std::pair{" prohibited in partial index WHERE clauses",
                  " are not for judging a row by its values"},
        std::pair{" in an index", ""}}) {
    const std::size_t at = problem.find(words);
    if (at == std::string::npos) continue;
    problem.replace(at, std::string_view(words).size(), others);
  }
  return problem;
}

// What an error that names no column of the file's may mean.
std::string column_advice(const std::string& problem,
                          const TableSchema& schema) {
  constexpr std::string_view kUnknown = "no such column: ";
  if (!problem.starts_with(kUnknown)) return "";
  const std::optional<std::string> nearest =
      nearest_name(problem.substr(kUnknown.size()), column_names_of(schema));
  return "; it goes by the columns that the file gives, and a text stands in "
         "single quotes" +
         (nearest ? "; did you mean " + quoted_for_message(*nearest) + "?"
                  : "");
}

// In which "name" is never a text, as it is in SQLite where no column has it.
SQLite::Database empty_database() {
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
  for (const int texts : {SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
    sqlite3_db_config(database.getHandle(), texts, 0, nullptr);
  }
  return database;
}

// How sqlite3_set_authorizer() calls a rowid that is no column.
constexpr std::string_view kRowidRead = "ROWID";

// The same table, whose columns are not called so, but in small letters.
TableSchema with_rowid_told(TableSchema schema) {
  for (Column& column : schema.columns) {
    if (column.name == kRowidRead) column.name = "rowid";
  }
  return schema;
}

// sqlite3_set_authorizer() calls it for each.
int note_rowid(void* reads_rowid, int action, const char* /*table*/,
               const char* name, const char* /*database*/,
               const char* /*trigger*/) {
  if (action == SQLITE_READ && std::string_view(name) == kRowidRead) {
    *static_cast<bool*>(reads_rowid) = true;
  }
  return SQLITE_OK;
}

// Throws ImportError for what would mean something else, or nothing, within
// parentheses.
void check_is_whole(const std::string& condition) {
  const std::vector<std::string_view> tokens = sql_tokens(condition);
  int open = 0;
  for (const std::string_view token : tokens) {
    if (token == "(") ++open;
    if (token == ")" && --open < 0) break;
  }
  if (open != 0) {
    throw ImportError({"--where"}, "its parentheses do not match");
  }
  if (tokens.empty()) return;
  const std::string_view last = tokens.back();
  const bool is_quoted =
      std::string_view("'\"`[").find(last.front()) != std::string_view::npos;
  const char closing = last.front() == '[' ? ']' : last.front();
  if (is_quoted && (last.size() == 1 || last.back() != closing)) {
    throw ImportError({"--where"}, "it has a quote that is not closed");
  }
}

// Throws SQLite::Exception where the condition is no expression over the
// columns, or depends on more than them.
void check_reads(SQLite::Database& database, const TableSchema& schema,
                 const std::string& condition) {
  const std::string start =
      "SELECT 1 FROM " + quote_identifier(schema.table) + " WHERE ";
  // First by itself: of what it lacks, SQLite would tell by a parenthesis that
  // is not the user's.
  const SQLite::Statement alone(database, start + condition);
  bool reads_rowid = false;
  sqlite3_set_authorizer(database.getHandle(), note_rowid, &reads_rowid);
  const SQLite::Statement compiled(database, start + in_parentheses(condition));
  sqlite3_set_authorizer(database.getHandle(), nullptr, nullptr);
  if (reads_rowid) {
    throw SQLite::Exception("a row has no rowid before it is in the table");
  }
}

// Throws SQLite::Exception where a date function asks for the time whatever the
// row, as far as a row tells that has a date in each column: else SQLite would
// tell only when it comes to that call. What else a call fails for is no
// matter.
void check_date_calls(SQLite::Database& database, const TableSchema& schema,
                      const std::string& condition) {
  const std::vector<std::string> calls = date_calls(condition);
  if (calls.empty()) return;
  const std::string table = quote_identifier(schema.table);
  std::string dates = "2451545";  // the Julian day of 2000-01-01
  for (std::size_t i = 1; i < schema.columns.size(); ++i) dates += ",2451545";
  database.exec("INSERT INTO " + table + " VALUES (" + dates + ')');
  for (const std::string& call : calls) {
    try {
      SQLite::Statement(database, "SELECT " + call + " FROM " + table)
          .executeStep();
    } catch (const SQLite::Exception& error) {
      if (std::string_view(error.what()).starts_with(kTellsTheTime)) throw;
    }
  }
}

// Takes one value for SQLite.
class ResultSink {
 public:
  explicit ResultSink(sqlite3_context* context) : context_(context) {}

  void add_null() {}  // which it is without a call
  void add_integer(std::int64_t value) {
    sqlite3_result_int64(context_, value);
  }
  void add_real(double value) { sqlite3_result_double(context_, value); }
  // Functions want a NUL behind texts, and SQLite makes a copy that has one,
  // unless it may look for the text's end itself.
  void add_text(std::string_view text) {
    const bool ends_at_nul = text.data()[text.size()] == '\0';
    sqlite3_result_text(context_, text.data(),
                        ends_at_nul ? -1 : static_cast<int>(text.size()),
                        SQLITE_STATIC);
  }

 private:
  sqlite3_context* context_;
};

}  // namespace

// The rows that are judged, as a table. They may be others for each walk, of
// which there is one at a time.
class JudgedTable {
 public:
  explicit JudgedTable(const TableSchema& schema)
      : declaration_(compared_table_sql(schema)) {}

  void show(const TypedRows& rows) {
    rows_ = &rows;
    row_ = 0;
  }
  // Where the walk stands.
  [[nodiscard]] std::size_t row() const { return row_; }
  [[nodiscard]] std::string declaration() const { return declaration_; }

  class Cursor {
   public:
    explicit Cursor(const JudgedTable& table) : table_(table) {}

    void start() { table_.row_ = 0; }
    void next() { ++table_.row_; }
    [[nodiscard]] bool is_at_end() const {
      return table_.row_ == table_.rows_->size();
    }
    // check_condition() lets nobody ask for it.
    [[nodiscard]] std::int64_t rowid() const {
      return static_cast<std::int64_t>(table_.row_);
    }
    void give(sqlite3_context* context, std::size_t column) const {
      ResultSink result(context);
      table_.rows_->judged_value(table_.row_, column).give(result);
    }

   private:
    const JudgedTable& table_;
  };

 private:
  std::string declaration_;
  const TypedRows* rows_ = nullptr;
  mutable std::size_t row_ = 0;
};

class RowFilter::Judge {
 public:
  Judge(const TableSchema& schema, const std::string& condition)
      : table_(schema),
        database_(empty_database()),
        dates_(database_),
        known_(database_, schema.table, table_),
        statement_(database_, "SELECT 1 FROM " +
                                  quote_identifier(schema.table) + " WHERE " +
                                  in_parentheses(condition)) {}

  const std::vector<std::size_t>& select(const TypedRows& rows) {
    found_.clear();
    // What is no row's matter may fail without one.
    if (rows.size() == 0) return found_;
    table_.show(rows);
    (void)statement_.tryReset();  // it tells of the last failure again
    try {
      while (statement_.executeStep()) found_.push_back(table_.row());
    } catch (const SQLite::Exception& error) {
      throw NoVerdict(table_.row(), error.what());
    }
    return found_;
  }

 private:
  JudgedTable table_;
  SQLite::Database database_;
  TimelessDates dates_;
  VirtualTable<JudgedTable> known_;
  SQLite::Statement statement_;
  std::vector<std::size_t> found_;
};

RowFilter::RowFilter(const TableSchema& schema, const std::string& condition)
    : judge_(std::make_unique<Judge>(schema, condition)) {}

RowFilter::RowFilter(RowFilter&&) noexcept = default;
RowFilter::~RowFilter() = default;

const std::vector<std::size_t>& RowFilter::select(const TypedRows& rows) {
  return judge_->select(rows);
}

void check_condition(const TableSchema& schema, const std::string& condition) {
  check_is_whole(condition);
  try {
    SQLite::Database database = empty_database();
    database.exec(compared_table_sql(with_rowid_told(schema)));
    const TimelessDates dates(database);
    check_reads(database, schema, condition);
    // SQLite takes for an index what depends on the row alone.
    database.exec("CREATE INDEX judged ON " + quote_identifier(schema.table) +
                  " (" + quote_identifier(schema.columns.front().name) +
                  ") WHERE " + in_parentheses(condition) +
                  ";DROP INDEX judged");
    check_date_calls(database, schema, condition);
  } catch (const SQLite::Exception& error) {
    const std::string problem = without_index(error.what());
    throw ImportError({"--where"}, problem + column_advice(problem, schema));
  }
}

}  // namespace csvimport
