#include "sql_text/statement_writer.hpp"

#include "base/utf8.hpp"
#include "sql_text/value_literal.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

// The most bytes of a text's expression for each of its bytes, and beside them.
constexpr std::size_t kMostPerByte = 2;
constexpr std::size_t kMostBeside = 256;

// Operations of a statement. D1 lets it have 25,000, which SQLite reaches
// behind 21,400, as it doubles its room for them.
constexpr std::size_t kMostOperations = 20'000;

// Returns the operations.
std::size_t append_values(std::string& sql, sqlite3_stmt* row, int count) {
  std::size_t operations = 1;
  sql += '(';
  for (int i = 0; i < count; ++i) {
    if (i > 0) sql += ',';
    operations += append_column(sql, row, i);
  }
  sql += ')';
  return operations;
}

// The start of `text` that has at most `bytes`, and whole characters.
std::string_view text_start(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text;
  std::size_t end = bytes;
  while (end > 0 && bytes - end < 4 && is_inside_character(text[end])) --end;
  return text.substr(0,
                     end > 0 && !is_inside_character(text[end]) ? end : bytes);
}

}  // namespace

const char* RowTooLong::what() const noexcept {
  return "a row is too long for a statement";
}

void StatementWriter::add(sqlite3_stmt* row) {
  if (statement_.empty()) begin();
  const std::size_t before = statement_.size();
  if (rows_ > 0) statement_ += ',';
  const std::size_t operations = append_values(statement_, row, columns_);
  bytes_ += statement_.size() - before;
  const bool is_full = rows_ > 0 && operations_ + operations > kMostOperations;
  if (!is_full && statement_.size() + form_->end.size() <= form_->max_bytes) {
    operations_ += operations;
    ++rows_;
    return;
  }
  // What is too much begins the next statement.
  std::string values = statement_.substr(before + (rows_ > 0 ? 1 : 0));
  statement_.resize(before);
  end();
  const std::size_t bytes =
      form_->start.size() + values.size() + form_->end.size();
  if (bytes > form_->max_bytes && !form_->takes_long_rows) {
    add_long(row, bytes);
    return;
  }
  begin();
  statement_ += values;
  operations_ = operations;
  rows_ = 1;
}

StatementBatch StatementWriter::take() {
  end();
  bytes_ = 0;
  return std::exchange(batch_, {});
}

void StatementWriter::begin() {
  statement_.reserve(std::min<std::size_t>(form_->max_bytes, 1 << 20));
  statement_ = form_->start;
}

void StatementWriter::end() {
  if (rows_ > 0) {
    statement_ += form_->end;
    batch_.statements.push_back(std::move(statement_));
    batch_.rows.push_back(rows_);
  }
  statement_.clear();
  rows_ = 0;
  operations_ = 0;
}

void StatementWriter::add_long(sqlite3_stmt* row, std::size_t bytes) {
  if (!form_->long_rows) throw RowTooLong(bytes);
  // What each value may take; of those that take more the texts come later.
  const std::size_t beside = form_->start.size() + form_->end.size() + 2;
  if (beside > form_->max_bytes) throw RowTooLong(bytes);
  const std::size_t share =
      (form_->max_bytes - beside) / static_cast<std::size_t>(columns_);
  std::vector<int> later;
  begin();
  statement_ += '(';
  for (int i = 0; i < columns_; ++i) {
    const std::size_t before = statement_.size();
    if (i > 0) statement_ += ',';
    append_column(statement_, row, i);
    if (statement_.size() - before <= share ||
        sqlite3_column_type(row, i) != SQLITE_TEXT ||
        form_->long_rows->columns[static_cast<std::size_t>(i)].empty()) {
      continue;
    }
    statement_.resize(before);
    statement_ += i > 0 ? ",''" : "''";
    later.push_back(i);
  }
  statement_ += ')';
  if (statement_.size() + form_->end.size() > form_->max_bytes) {
    statement_.clear();
    throw RowTooLong(bytes);
  }
  rows_ = 1;
  end();
  for (const int i : later) {
    const auto* const text =
        reinterpret_cast<const char*>(sqlite3_column_text(row, i));
    append_to(form_->long_rows->columns[static_cast<std::size_t>(i)],
              {text, static_cast<std::size_t>(sqlite3_column_bytes(row, i))});
  }
}

void StatementWriter::append_to(const std::string& column,
                                std::string_view rest) {
  const LongRows& form = *form_->long_rows;
  const std::string start =
      "UPDATE " + form.table + " SET " + column + '=' + column + "||";
  const std::string end = ' ' + form.row;
  const std::size_t beside = start.size() + end.size() + kMostBeside;
  constexpr std::size_t kLeast = 4 * kMostPerByte;  // for any character
  if (form_->max_bytes < beside + kLeast) throw RowTooLong(beside + kLeast);
  const std::size_t most = form_->max_bytes - beside;
  while (!rest.empty()) {
    std::string_view part = text_start(rest, most);
    std::string literal;
    append_text(literal, part);
    if (literal.size() > most + kMostBeside) {
      part = text_start(rest, most / kMostPerByte);
      literal.clear();
      append_text(literal, part);
    }
    rest.remove_prefix(part.size());
    batch_.statements.push_back(start + literal + end);
    batch_.rows.push_back(0);
  }
}

}  // namespace csvimport
