#pragma once

// Values as SQL writes them, exactly, and so that no program that loads the SQL
// takes what is in a text for a part of it. Any thread.

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace csvimport {

// Each appends to `sql` an expression of constants that has this value, of this
// type, in any SQLite. It is less than 100 levels deep, calls functions of two
// or three arguments, and has no column or parameter.
void append_integer(std::string& sql, std::int64_t number);
void append_real(std::string& sql, double number);
// Of any bytes: those that are no UTF-8, too.
void append_text(std::string& sql, std::string_view text);
void append_blob(std::string& sql, std::string_view bytes);

// That of a column, counted from 0, of a row that SQLite has found.
void append_column(std::string& sql, sqlite3_stmt* row, int column);

}  // namespace csvimport
