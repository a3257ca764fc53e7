#include "sql_text/value_literal.hpp"

#include <sqlite3.h>

#include <array>
#include <charconv>
#include <cstddef>

namespace csvimport {

std::size_t append_integer(std::string& sql, std::int64_t number) {
  std::array<char, 24> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  sql.append(digits.data(), end);
  return 1;
}

std::size_t append_blob(std::string& sql, std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::size_t at = sql.size() + 2;
  sql.resize(sql.size() + 2 * bytes.size() + 3, '\'');
  sql[at - 2] = 'x';
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    sql[at++] = kDigits[value >> 4U];
    sql[at++] = kDigits[value & 15U];
  }
  return 1;
}

std::size_t append_column(std::string& sql, sqlite3_stmt* row, int column) {
  const auto bytes_at = [&](const void* bytes) {
    return std::string_view(
        static_cast<const char*>(bytes),
        static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
  };
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
      return append_integer(sql, sqlite3_column_int64(row, column));
    case SQLITE_FLOAT:
      return append_real(sql, sqlite3_column_double(row, column));
    case SQLITE_TEXT:
      return append_text(sql, bytes_at(sqlite3_column_text(row, column)));
    case SQLITE_BLOB:
      return append_blob(sql, bytes_at(sqlite3_column_blob(row, column)));
    default:
      sql += "NULL";
      return 1;
  }
}

}  // namespace csvimport
