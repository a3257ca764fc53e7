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
  // Whether the first record has several fields; and whether all records but
  // few are as wide as it then.
  bool cuts_first = false;
  bool is_even = false;
  bool names_all = true;   // whether its fields, but one of many, have a text
  std::size_t width = 1;   // of most records that have several fields
  double share = 0;        // of the records that are so wide
  std::size_t quoted = 0;  // fields in quotes
  bool has_clean_quotes = true;  // they close, with nothing behind them
  // Whether fields behind delimiters start with a space, as a rule.
  bool is_padded = false;
};

// Of the records of `sample`, or as many as tell.
DialectFit measure_fit(std::string_view sample, const Dialect& dialect);

}  // namespace csvimport
