#include "load/row_filter.hpp"

#include "base/import_error.hpp"
#include "pages/virtual_table.hpp"
#include "schema/names.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

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

// The table with the columns that are judged, and perhaps further ones.
std::string compared_table_sql(const TableSchema& schema,
                               const std::string& others = "") {
  std::string columns;
  for (const Column& column : schema.columns) {
    columns += (columns.empty() ? "" : ", ") + compared_column_sql(column);
  }
  return "CREATE TABLE " + quote_identifier(schema.table) + " (" + columns +
         others + ')';
}

// A name that no column has; any of them may be called rowid.
std::string free_column_name(const TableSchema& schema) {
  std::string name = "csvimport_row";
  while (find_name(name, column_names_of(schema))) name += '_';
  return name;
}

// Throws SQLite::Exception unless `sql` is one statement, and one that the
// database takes.
void check_statement(SQLite::Database& database, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1,
                                      &statement, &rest);
  sqlite3_finalize(statement);
  if (code != SQLITE_OK) throw SQLite::Exception(database.getHandle(), code);
  if (*rest != '\0') throw SQLite::Exception("more than one expression");
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

// In which "name" is never a text, as it is in SQLite where no column has it.
SQLite::Database empty_database() {
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
  for (const int texts : {SQLITE_DBCONFIG_DQS_DML, SQLITE_DBCONFIG_DQS_DDL}) {
    sqlite3_db_config(database.getHandle(), texts, 0, nullptr);
  }
  return database;
}

}  // namespace

// The rows that are judged, as a table. They may be others for each walk.
class JudgedTable {
 public:
  // A last column, `place_name`, has their places.
  JudgedTable(const TableSchema& schema, const std::string& place_name)
      : declaration_(compared_table_sql(schema, ", " + place_name)),
        columns_(schema.columns.size()) {}

  void show(const TypedRows& rows) { rows_ = &rows; }
  [[nodiscard]] std::string declaration() const { return declaration_; }

  class Cursor {
   public:
    explicit Cursor(const JudgedTable& table) : table_(table) {}

    void start() { row_ = 0; }
    void next() { ++row_; }
    [[nodiscard]] bool is_at_end() const {
      return row_ == table_.rows_->size();
    }
    [[nodiscard]] std::int64_t rowid() const {
      return static_cast<std::int64_t>(row_);
    }
    void give(sqlite3_context* context, std::size_t column) const {
      if (column == table_.columns_) {
        sqlite3_result_int64(context, rowid());
        return;
      }
      const TypedValue& value = table_.rows_->judged_value(row_, column);
      if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        sqlite3_result_int64(context, *integer);
      } else if (const auto* real = std::get_if<double>(&value)) {
        sqlite3_result_double(context, *real);
      } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        sqlite3_result_text64(context, text->data(), text->size(),
                              SQLITE_STATIC, SQLITE_UTF8);
      }
    }

   private:
    const JudgedTable& table_;
    std::size_t row_ = 0;
  };

 private:
  std::string declaration_;
  std::size_t columns_;  // that are judged
  const TypedRows* rows_ = nullptr;
};

class RowFilter::Judge {
 public:
  Judge(const TableSchema& schema, const std::string& condition)
      : table_(schema, free_column_name(schema)),
        database_(empty_database()),
        known_(database_, schema.table, table_),
        statement_(database_, "SELECT " + free_column_name(schema) + " FROM " +
                                  quote_identifier(schema.table) + " WHERE " +
                                  in_parentheses(condition)) {}

  const std::vector<std::size_t>& select(const TypedRows& rows) {
    table_.show(rows);
    found_.clear();
    statement_.reset();
    while (statement_.executeStep()) {
      found_.push_back(
          static_cast<std::size_t>(statement_.getColumn(0).getInt64()));
    }
    return found_;
  }

 private:
  JudgedTable table_;
  SQLite::Database database_;
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

// SQLite takes for the condition of an index what depends on the row alone.
void check_condition(const TableSchema& schema, const std::string& condition) {
  const std::string table = quote_identifier(schema.table);
  try {
    SQLite::Database database = empty_database();
    database.exec(compared_table_sql(schema));
    check_statement(database, "SELECT 1 FROM " + table + " WHERE " +
                                  in_parentheses(condition));
    database.exec("CREATE INDEX judged ON " + table + " (" +
                  quote_identifier(schema.columns.front().name) + ") WHERE " +
                  in_parentheses(condition));
    // Some of what does not shows when it is asked for a value.
    database.exec("INSERT INTO " + table + " DEFAULT VALUES");
  } catch (const SQLite::Exception& error) {
    throw ImportError({"--where"}, without_index(error.what()));
  }
}

}  // namespace csvimport
