#pragma once

// Values as SQL writes them, exactly, and so that no program that loads the SQL
// takes what is in a text for a part of it. Any thread.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace csvimport {

// Each appends to `sql` an expression of constants that has this value, of this
// type, in any SQLite. It is less than 100 levels deep, calls functions of two
// or three arguments, and has no column or parameter. Returns how many
// operations SQLite needs for it, or some more.
std::size_t append_integer(std::string& sql, std::int64_t number);
std::size_t append_real(std::string& sql, double number);
// Of any bytes: those that are no UTF-8, too.
std::size_t append_text(std::string& sql, std::string_view text);
std::size_t append_blob(std::string& sql, std::string_view bytes);

// That of a column, counted from 0, of a row that SQLite has found.
std::size_t append_column(std::string& sql, sqlite3_stmt* row, int column);

}  // namespace csvimport
