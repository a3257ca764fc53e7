#pragma once

// Rows as INSERTs of many rows and of bounded length.

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3_stmt;

namespace csvimport {

// How a row is written whose INSERT would be too long: texts in it come empty
// at first, and UPDATEs of the row append to them.
struct LongRows {
  std::string table;  // as SQL names it
  std::string row;    // "WHERE ...", the row inserted last
  // As SQL names them, one for each value; "": it must be whole.
  std::vector<std::string> columns;
};

// How rows are written.
struct InsertForm {
  std::string start;               // INSERT INTO "t"("a","b") VALUES
  std::string end = {};            // "", or such as ON CONFLICT DO NOTHING
  std::size_t max_bytes = 99'000;  // of a statement, without its semicolon
  // Whether a row that is longer than that gets a statement of its own.
  bool takes_long_rows = false;
  // Else how it is written; none: it ends the work.
  std::optional<LongRows> long_rows = std::nullopt;
};

// Consecutive rows as statements, without semicolons.
struct StatementBatch {
  std::vector<std::string> statements;
  std::vector<std::uint64_t> rows;  // of each statement; of an UPDATE none
};

// The INSERT of a row is longer than it may be, and the row cannot be written
// in parts.
class RowTooLong : public std::exception {
 public:
  explicit RowTooLong(std::size_t bytes) : bytes_(bytes) {}
  [[nodiscard]] const char* what() const noexcept override;
  // Of the INSERT.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_;
};

// Makes statements of rows: such that no program that loads them finds them too
// large, whatever is in them. One thread.
class StatementWriter {
 public:
  // The first `columns` of each row are its values. Borrows the form.
  StatementWriter(const InsertForm& form, int columns)
      : form_(&form), columns_(columns) {}

  // Adds a row that SQLite has found. Throws RowTooLong.
  void add(sqlite3_stmt* row);
  // The bytes of all rows so far.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  // All since the last call.
  StatementBatch take();

 private:
  void begin();
  void end();
  void add_long(sqlite3_stmt* row, std::size_t bytes);
  void append_to(const std::string& column, std::string_view rest);

  const InsertForm* form_;
  int columns_;
  StatementBatch batch_;
  std::string statement_;       // the one that rows are added to; "": none
  std::uint64_t rows_ = 0;      // in it
  std::size_t operations_ = 0;  // that SQLite needs for them
  std::size_t bytes_ = 0;
};

}  // namespace csvimport
