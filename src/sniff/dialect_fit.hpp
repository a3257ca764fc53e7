#pragma once

// How well a dialect explains the start of a file.

#include "csv/dialect.hpp"

#include <cstddef>
#include <string_view>

namespace csvimport {

struct DialectFit {
  // From 0 to 1: how even the records are and how wide, whether quotes open and
  // close whole fields, and whether fields look whole; 0 where the delimiter
  // cuts nothing. What a dialect with a greater one says is likelier.
  double score = 0;
  // Whether all records but few are as wide as the first one, of two fields or
  // more, none of which is empty there.
  bool is_even = false;
  std::size_t width = 1;         // of most records that have several fields
  double share = 0;              // of the records that are so wide
  std::size_t quoted = 0;        // fields in quotes
  bool has_clean_quotes = true;  // they close, with nothing behind them
  // Whether most of the fields behind a delimiter start with a space.
  bool is_padded = false;
};

// Of the records of `sample`, or as many as tell.
DialectFit measure_fit(std::string_view sample, const Dialect& dialect);

}  // namespace csvimport
