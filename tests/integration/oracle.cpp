#include "oracle.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <regex>

namespace csvimport {
namespace {

constexpr std::size_t kLongestNumber = 60;  // that is made here

bool matches(const std::string& text, const std::regex& pattern) {
  return text.size() <= kLongestNumber && std::regex_match(text, pattern);
}

bool is_integer(const std::string& text) {
  static const std::regex pattern("0|-?[1-9][0-9]*");
  if (!matches(text, pattern)) return false;
  errno = 0;
  (void)std::strtoll(text.c_str(), nullptr, 10);
  return errno == 0;
}

// All digits of the mantissa but the zeros in front.
std::size_t significant_digits(const std::string& text) {
  std::string digits;
  for (const char byte : text.substr(0, text.find_first_of("eE"))) {
    if (std::isdigit(static_cast<unsigned char>(byte)) != 0) digits += byte;
  }
  const std::size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? 0 : digits.size() - first;
}

bool is_exact_as_double(const std::string& integer) {
  const long long value = std::strtoll(integer.c_str(), nullptr, 10);
  const auto real = static_cast<long double>(static_cast<double>(value));
  return real == static_cast<long double>(value);
}

bool is_real(const std::string& text) {
  // 12E4, without point or sign, is as likely an identifier.
  static const std::regex pattern(
      "-?(0|[1-9][0-9]*)|"
      "-?(0|[1-9][0-9]*)?[.][0-9]+([eE][+-]?[0-9]+)?|"
      "-?(0|[1-9][0-9]*)[eE][+-][0-9]+");
  if (!matches(text, pattern) || significant_digits(text) > 17) return false;
  if (is_integer(text)) return is_exact_as_double(text);
  errno = 0;
  const double value = std::strtod(text.c_str(), nullptr);
  return std::isfinite(value) && errno == 0;
}

std::string type_of(const RandomTable& table, std::size_t column) {
  bool has_value = false;
  bool are_integers = true;
  bool are_reals = true;
  for (const RandomTable::Row& row : table.rows) {
    if (!row[column] || row[column]->empty()) continue;
    has_value = true;
    if (are_integers) are_integers = is_integer(*row[column]);
    if (are_reals) are_reals = is_real(*row[column]);
    if (!are_integers && !are_reals) break;
  }
  if (!has_value) return "TEXT";
  return are_integers ? "INTEGER" : are_reals ? "REAL" : "TEXT";
}

void bind(SQLite::Statement& insert, int index,
          const std::optional<std::string>& cell, const std::string& type) {
  if (!cell || (cell->empty() && type != "TEXT")) {
    insert.bind(index);
  } else if (type == "INTEGER") {
    insert.bind(index, static_cast<std::int64_t>(
                           std::strtoll(cell->c_str(), nullptr, 10)));
  } else if (type == "REAL") {
    insert.bind(index, std::strtod(cell->c_str(), nullptr));
  } else {
    insert.bindNoCopy(index, *cell);
  }
}

bool are_equal(const SQLite::Column& left, const SQLite::Column& right) {
  if (left.getType() != right.getType()) return false;
  if (left.isInteger()) return left.getInt64() == right.getInt64();
  if (left.isFloat()) return left.getDouble() == right.getDouble();
  return left.getString() == right.getString();
}

std::string row_difference(const SQLite::Database& left,
                           const SQLite::Database& right,
                           const std::string& sql) {
  SQLite::Statement rows(left, sql);
  SQLite::Statement others(right, sql);
  for (std::size_t row = 1;; ++row) {
    const bool has_row = rows.executeStep();
    if (others.executeStep() != has_row) return "another number of rows";
    if (!has_row) return "";
    for (int i = 0; i < rows.getColumnCount(); ++i) {
      if (are_equal(rows.getColumn(i), others.getColumn(i))) continue;
      return sql + ": row " + std::to_string(row) + ", column " +
             std::to_string(i) + ": " +
             rows.getColumn(i).getString().substr(0, 100) + " and " +
             others.getColumn(i).getString().substr(0, 100);
    }
  }
}

// The digits of a number from the first to the last that is no zero, and the
// power of ten that the first stands for.
struct Digits {
  bool is_negative = false;
  std::string digits;
  long exponent = 0;

  bool operator==(const Digits&) const = default;
};

Digits digits_of(std::string text) {
  text.erase(0, text.find_first_not_of(" \t\n\v\f\r"));
  Digits number;
  number.is_negative = text.starts_with('-');
  const std::size_t end = text.find_first_of("eE");
  const std::string mantissa = text.substr(0, end);
  long exponent =
      static_cast<long>(std::min(mantissa.find('.'),
                                 mantissa.find_last_of("0123456789") + 1)) -
      1 - (number.is_negative ? 1 : 0);
  for (const char byte : mantissa) {
    if (std::isdigit(static_cast<unsigned char>(byte)) == 0) continue;
    if (number.digits.empty()) number.exponent = exponent;
    if (byte != '0' || !number.digits.empty()) number.digits += byte;
    --exponent;
  }
  while (number.digits.ends_with('0')) number.digits.pop_back();
  if (number.digits.empty()) return {};
  if (end != std::string::npos) {
    number.exponent += std::strtol(text.c_str() + end + 1, nullptr, 10);
  }
  return number;
}

std::string written(double value, std::size_t digits) {
  std::vector<char> text(digits + 32);
  std::snprintf(text.data(), text.size(), "%.*e", static_cast<int>(digits) - 1,
                value);
  return text.data();
}

// With as few digits as tell it from all other doubles.
std::string shortest(double value) {
  std::size_t digits = 1;
  while (std::strtod(written(value, digits).c_str(), nullptr) != value) {
    ++digits;
  }
  return written(value, digits);
}

// Whether the number that SQLite made of a text says less than the text.
bool loses_digits(const std::string& text, const SQLite::Column& kept) {
  if (!kept.isInteger() && !kept.isFloat()) return false;
  const std::string plain = text.substr(text.find_first_not_of(" \t\n\v\f\r"));
  if (plain.starts_with('+')) return true;
  static const std::regex leading_zeros("-?0[0-9][^]*");
  if (std::regex_search(plain.substr(0, kLongestNumber), leading_zeros,
                        std::regex_constants::match_continuous)) {
    return true;
  }
  const Digits digits = digits_of(text);
  if (kept.isInteger()) {
    return digits != digits_of(std::to_string(kept.getInt64()));
  }
  if (digits.digits.empty()) return kept.getDouble() != 0;
  if (!std::isfinite(kept.getDouble())) return true;
  const bool is_integer = text.find_first_of(".eE") == std::string::npos;
  if (is_integer && digits.digits.size() > 17) return true;
  return digits != digits_of(written(kept.getDouble(), digits.digits.size())) &&
         digits != digits_of(shortest(kept.getDouble()));
}

}  // namespace

std::vector<std::string> types_of(const RandomTable& table) {
  std::vector<std::string> types;
  for (std::size_t i = 0; i < table.columns; ++i) {
    types.push_back(type_of(table, i));
  }
  return types;
}

void fill_database(const std::filesystem::path& path, const RandomTable& table,
                   const std::vector<std::string>& types) {
  SQLite::Database database(path.string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
  std::string columns;
  std::string places;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const std::string separator = i == 0 ? "" : ", ";
    columns += separator + "c" + std::to_string(i + 1) + " " + types[i];
    places += separator + "?";
  }
  SQLite::Transaction transaction(database);
  database.exec("CREATE TABLE t (" + columns + ")");
  SQLite::Statement insert(database, "INSERT INTO t VALUES (" + places + ")");
  for (const RandomTable::Row& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      bind(insert, static_cast<int>(i + 1), row[i], types[i]);
    }
    insert.exec();
    insert.reset();
  }
  transaction.commit();
}

std::size_t append_texts(const std::filesystem::path& path,
                         const RandomTable& table,
                         const std::vector<bool>& coerced) {
  SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
  std::string columns;
  std::string places;
  for (std::size_t i = 0; i < table.columns; ++i) {
    const std::string separator = i == 0 ? "" : ", ";
    columns += separator + "c" + std::to_string(i + 1);
    places += separator + "?";
  }
  SQLite::Transaction transaction(database);
  SQLite::Statement insert(
      database, "INSERT INTO t (" + columns + ") VALUES (" + places + ")");
  SQLite::Statement inserted(
      database,
      "SELECT " + columns + " FROM t WHERE rowid = last_insert_rowid()");
  std::size_t lost = 0;
  for (const RandomTable::Row& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto index = static_cast<int>(i + 1);
      if (row[i]) {
        insert.bindNoCopy(index, *row[i]);
      } else {
        insert.bind(index);
      }
    }
    insert.exec();
    insert.reset();
    inserted.executeStep();
    bool loses = false;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i] || coerced[i]) continue;
      loses |= loses_digits(*row[i], inserted.getColumn(static_cast<int>(i)));
    }
    inserted.reset();
    if (!loses) continue;
    ++lost;
    database.exec("DELETE FROM t WHERE rowid = last_insert_rowid()");
  }
  transaction.commit();
  return lost;
}

std::string difference(const std::filesystem::path& left,
                       const std::filesystem::path& right) {
  const SQLite::Database one(left.string());
  const SQLite::Database other(right.string());
  std::string columns = row_difference(
      one, other, "SELECT name, type FROM pragma_table_info('t')");
  if (!columns.empty()) return columns;
  return row_difference(one, other, "SELECT rowid, * FROM t");
}

}  // namespace csvimport
