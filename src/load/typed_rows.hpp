#pragma once

// The rows of a batch with their values, before they become anything else.

#include "schema/typed_value.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace csvimport {

// One row after the other.
class TypedRows {
 public:
  explicit TypedRows(std::size_t columns = 0) : columns_(columns) {}

  [[nodiscard]] std::size_t size() const { return rowids_.size(); }
  [[nodiscard]] std::uint64_t rowid(std::size_t row) const {
    return rowids_[row];
  }
  [[nodiscard]] const TypedValue& value(std::size_t row,
                                        std::size_t column) const {
    return values_[row * columns_ + column];
  }
  // The same as conditions see it: a text in place of the id that it has.
  [[nodiscard]] const TypedValue& judged_value(std::size_t row,
                                               std::size_t column) const {
    return judged_.empty() ? value(row, column)
                           : judged_[row * columns_ + column];
  }

  // Passes a row to a RowSink.
  template <class Sink>
  void give(std::size_t row, Sink& sink) const {
    auto&& values = sink.begin_row();
    for (std::size_t i = 0; i < columns_; ++i) value(row, i).give(values);
    sink.end_row(rowids_[row], values);
  }

 private:
  friend class RowKeeper;

  std::size_t columns_;
  std::vector<std::uint64_t> rowids_;
  std::vector<TypedValue> values_;  // of all columns
  std::vector<TypedValue> judged_;  // the same; empty where there are no ids
  std::deque<std::string> copies_;  // of texts, which stay where they are
};

// A RowSink that keeps its rows. Their texts are in the batch, or in copies.
class RowKeeper {
 public:
  // At most `rows` are to come, each of `columns` values. `copies_texts` of
  // those that do not last as long as their batch.
  RowKeeper(std::uint64_t rows, std::size_t columns, bool copies_texts)
      : rows_(columns), copies_texts_(copies_texts) {
    rows_.rowids_.reserve(rows);
    rows_.values_.reserve(rows * columns);
  }

  RowKeeper& begin_row() {
    // Takes back one that was begun and not ended.
    rows_.values_.resize(rows_.size() * rows_.columns_);
    return *this;
  }
  void add_null() { rows_.values_.emplace_back(); }
  void add_integer(std::int64_t value) { rows_.values_.emplace_back(value); }
  void add_real(double value) { rows_.values_.emplace_back(value); }
  void add_text(std::string_view text) {
    if (copies_texts_) text = rows_.copies_.emplace_back(text);
    rows_.values_.emplace_back(text);
  }
  void end_row(std::uint64_t rowid, const RowKeeper& /*row*/) {
    rows_.rowids_.push_back(rowid);
    if (text_of_id_) keep_judged();
  }

  // Asked for each column of each row: the text whose id is the row's value
  // there, if it is one.
  using TextOfId =
      std::function<std::optional<std::string_view>(std::size_t column)>;
  // Has the rows judged by such texts. Comes before the first row.
  void expect_ids(TextOfId text_of_id) { text_of_id_ = std::move(text_of_id); }

  TypedRows finish() { return std::move(rows_); }

 private:
  void keep_judged() {
    const std::size_t row = rows_.size() - 1;
    for (std::size_t i = 0; i < rows_.columns_; ++i) {
      const TypedValue& value = rows_.value(row, i);
      const auto text = value.is_null() ? std::nullopt : text_of_id_(i);
      rows_.judged_.push_back(
          text ? TypedValue(std::string_view(rows_.copies_.emplace_back(*text)))
               : value);
    }
  }

  TypedRows rows_;
  TextOfId text_of_id_;  // none where there are no ids
  bool copies_texts_;
};

// A sink that wants to know, behind each row, the line where its record starts.
template <class T>
concept KeepsLines = requires(T& sink, std::uint64_t line) {
  sink.keep_line(line);
};

class LinedRowKeeper : public RowKeeper {
 public:
  using RowKeeper::RowKeeper;

  void keep_line(std::uint64_t line) { lines_.push_back(line); }
  [[nodiscard]] std::uint64_t line(std::size_t row) const {
    return lines_[row];
  }

 private:
  std::vector<std::uint64_t> lines_;
};

}  // namespace csvimport
