#pragma once

// SQLite's functions of dates and times, without the current time and its zone:
// for what is to say the same of the same row at any time.

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// What the message of a date function begins with that would tell the time.
inline constexpr std::string_view kTellsTheTime = "non-deterministic use of ";

// The calls of date functions in an expression of SQL, each from the name to
// the closing parenthesis.
std::vector<std::string> date_calls(const std::string& expression);

// Stands in for those functions in one connection, as long as the object
// lives. They fail where their arguments ask for the time or its zone, as
// SQLite has them fail in a generated column. One thread.
class TimelessDates {
 public:
  // Borrows the connection.
  explicit TimelessDates(SQLite::Database& database);
  TimelessDates(const TimelessDates&) = delete;
  TimelessDates& operator=(const TimelessDates&) = delete;
  TimelessDates(TimelessDates&&) = delete;
  TimelessDates& operator=(TimelessDates&&) = delete;
  ~TimelessDates();

 private:
  class Function;

  SQLite::Database& database_;
  std::vector<std::unique_ptr<Function>> functions_;
};

}  // namespace csvimport
