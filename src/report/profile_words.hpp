#pragma once

// What a profile tells, in words and numbers.

#include "profile/histogram.hpp"
#include "profile/table_profile.hpp"

#include <cstdint>
#include <string>

namespace csvimport {

// A number with six digits that count, or so: "0.00012", "12.5", "2500000.5".
std::string number_text(double number);

// An end of a histogram's bar, as its kind has it: "12.5", "2025-12-31",
// "2025-12-31 23:50".
std::string bar_end_text(double end, Histogram::Kind kind);

// A mean length: "12.3 chars".
std::string length_text(double characters);

// A value as it is; of a long text its start, and "…".
std::string value_text(const ShownValue& value);

// What kinds of values a column has: "integers", "3 integers, 1 text", "none".
std::string kinds_text(const ColumnProfile& column);

// How many different ones: "12", "about 12,300".
std::string distinct_text(const ColumnProfile& column);

// `count` of `all`, in a hundred: "12%", "0.4%", "under 0.1%".
std::string percent_text(std::uint64_t count, std::uint64_t all);

// Whether none comes twice, as far as is known.
bool are_all_different(const ColumnProfile& column);

// The first of the frequent values that are worth a line: of one that is known
// by its least count, a two-hundredth at least; none of values that are all
// different.
std::vector<FrequentValue> worth_showing(const ColumnProfile& column);

}  // namespace csvimport
