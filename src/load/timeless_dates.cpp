#include "load/timeless_dates.hpp"

#include "schema/names.hpp"
#include "schema/sql_tokens.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <map>
#include <new>
#include <optional>

namespace csvimport {
namespace {

constexpr std::array<const char*, 7> kDateFunctions = {
    "date",     "time",      "datetime", "julianday",
    "strftime", "unixepoch", "timediff"};

bool is_date_function(std::string_view token) {
  if (token.front() == '\'') return false;
  const std::string name = unquoted_sql(token);
  return std::any_of(
      kDateFunctions.begin(), kDateFunctions.end(),
      [&](const char* function) { return same_name(name, function); });
}

// Behind the parenthesis that closes the one at `open`; null if none does.
const char* end_of_parentheses(const std::vector<std::string_view>& tokens,
                               std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i] == "(") ++depth;
    if (tokens[i] == ")" && --depth == 0) {
      return tokens[i].data() + tokens[i].size();
    }
  }
  return nullptr;
}

bool has_function(SQLite::Database& database, const char* name) {
  SQLite::Statement statement(
      database, "SELECT 1 FROM pragma_function_list WHERE name = ?");
  statement.bind(1, name);
  return statement.executeStep();
}

// Gives what SQLite says of a generated column to one who has asked for none.
void give_error(sqlite3_context* context, const char* problem) noexcept {
  constexpr std::string_view kPlace = " in a generated column";
  const char* const place = std::strstr(problem, kPlace.data());
  if (place == nullptr) {
    sqlite3_result_error(context, problem, -1);
    return;
  }
  const std::unique_ptr<char, decltype(&sqlite3_free)> text(
      sqlite3_mprintf("%.*s%s", static_cast<int>(place - problem), problem,
                      place + kPlace.size()),
      sqlite3_free);
  if (text) {
    sqlite3_result_error(context, text.get(), -1);
  } else {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

std::vector<std::string> date_calls(const std::string& expression) {
  std::vector<std::string> calls;
  const std::vector<std::string_view> tokens = sql_tokens(expression);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (!is_date_function(tokens[i]) || tokens[i + 1] != "(") continue;
    const char* const end = end_of_parentheses(tokens, i + 1);
    if (end != nullptr) calls.emplace_back(tokens[i].data(), end);
  }
  return calls;
}

// One of them. SQLite itself tells what asks for the time, but only within a
// schema: so each call is the generated column of a table of one row, whose
// arguments are those of the call.
class TimelessDates::Function {
 public:
  explicit Function(const char* name) : name_(name) {}

  // As sqlite3_create_function() wants it: no exception may pass SQLite.
  static void call(sqlite3_context* context, int count,
                   sqlite3_value** arguments) {
    auto& function = *static_cast<Function*>(sqlite3_user_data(context));
    function.arguments_ = arguments;
    try {
      sqlite3_stmt* const result = function.result_of(count);
      sqlite3_reset(result);
      if (sqlite3_step(result) != SQLITE_ROW) {
        throw SQLite::Exception(function.database_->getHandle());
      }
      sqlite3_result_value(context, sqlite3_column_value(result, 0));
    } catch (const SQLite::Exception& error) {
      give_error(context, error.what());
    } catch (const std::bad_alloc&) {
      sqlite3_result_error_nomem(context);
    }
  }

 private:
  struct StatementCloser {
    void operator()(sqlite3_stmt* statement) const noexcept {
      sqlite3_finalize(statement);
    }
  };
  using StatementPtr = std::unique_ptr<sqlite3_stmt, StatementCloser>;

  // argument(row, index); the row is there so that the result is no constant.
  static void give_argument(sqlite3_context* context, int /*count*/,
                            sqlite3_value** arguments) {
    const auto& function =
        *static_cast<const Function*>(sqlite3_user_data(context));
    sqlite3_result_value(context,
                         function.arguments_[sqlite3_value_int(arguments[1])]);
  }

  void open() {
    database_.emplace(":memory:",
                      SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX);
    database_->check(sqlite3_create_function(
        database_->getHandle(), "argument", 2,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, this,
        give_argument, nullptr, nullptr));
  }

  sqlite3_stmt* result_of(int count) {
    const auto found = results_.find(count);
    if (found != results_.end()) return found->second.get();
    if (!database_) open();
    std::string arguments;
    for (int i = 0; i < count; ++i) {
      arguments +=
          (i == 0 ? "" : ", ") + ("argument(row, " + std::to_string(i)) + ')';
    }
    const std::string table = "calls_" + std::to_string(count);
    database_->exec("CREATE TABLE " + table + " (row INTEGER, result AS (" +
                    name_ + '(' + arguments + ")));INSERT INTO " + table +
                    " VALUES (0)");
    sqlite3_stmt* result = nullptr;
    database_->check(sqlite3_prepare_v2(database_->getHandle(),
                                        ("SELECT result FROM " + table).c_str(),
                                        -1, &result, nullptr));
    return results_.try_emplace(count, result).first->second.get();
  }

  std::string name_;
  std::optional<SQLite::Database> database_;  // from the first call on
  std::map<int, StatementPtr> results_;       // by the number of arguments
  sqlite3_value** arguments_ = nullptr;       // of the call in hand
};

TimelessDates::TimelessDates(SQLite::Database& database) : database_(database) {
  for (const char* const name : kDateFunctions) {
    if (!has_function(database, name)) continue;
    functions_.push_back(std::make_unique<Function>(name));
    database.check(sqlite3_create_function(
        database.getHandle(), name, -1,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
        functions_.back().get(), Function::call, nullptr, nullptr));
  }
}

TimelessDates::~TimelessDates() {
  for (const char* const name : kDateFunctions) {
    sqlite3_create_function(database_.getHandle(), name, -1, SQLITE_UTF8,
                            nullptr, nullptr, nullptr, nullptr);
  }
}

}  // namespace csvimport
