#pragma once

// What an import came to, for people and for programs.

#include "import/import_files.hpp"
#include "import/import_job.hpp"

#include <string>
#include <vector>

namespace csvimport {

// One line: rows, seconds, rows per second, workers, and how long each stage
// was busy and waiting.
std::string closing_line(const ImportJob& job, const ImportSummary& summary);

// How many repairs of each kind --lenient made; "" if there are none.
std::string repairs_line(const ImportSummary& summary);

// For each numeric column that keeps texts, how many, and the first.
std::vector<std::string> text_lines(const ImportSummary& summary);

// Where an import made several tables, a line for each; and for each that it
// left alone.
std::vector<std::string> table_lines(const ImportSummary& summary);

// For each input that was left out, as it is in already.
std::vector<std::string> known_lines(const ImportSummary& summary);

// The same and more as one line of JSON, in UTF-8 whatever the names are made
// of.
std::string summary_json(const ImportJob& job, const ImportSummary& summary);

}  // namespace csvimport
