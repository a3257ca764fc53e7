#pragma once

// What a field looks like: something whole, or parts of several.

#include <string_view>

namespace csvimport {

// How much an unquoted field that is not empty looks like a number, a date, a
// name or a sentence, from 0 to 1. What another delimiter would cut, or the
// half of something in quotes, does not: `1;2`, `50|x`, `"DOE`. A comma within
// a number, or with a space behind it, is no delimiter. The weights are by
// taste, held by tests/bench/sniff_study.
double looks_whole(std::string_view field);

// Whether it holds nothing but digits, and what stands with them in numbers,
// dates, times and amounts.
bool has_only_figures(std::string_view text);

}  // namespace csvimport
