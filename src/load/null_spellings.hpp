#pragma once

// Who compares fields with the spellings of NULL. One that holds the escape is
// compared before escapes are taken away, by the splitter; the others behind
// that, by the typer.

#include "csv/dialect.hpp"
#include "load/load_plan.hpp"

#include <string>
#include <vector>

namespace csvimport {

// The plan's dialect with the spellings that the splitter compares, \N of C
// escapes among them.
Dialect with_escaped_nulls(const LoadPlan& plan);

// Those that the typer compares.
std::vector<std::string> plain_nulls(const LoadPlan& plan);

}  // namespace csvimport
