#pragma once

// What the name of an input says of it.

#include <string>
#include <string_view>

namespace csvimport {

// Whether a file of this name is compressed, in any case of letters.
bool has_archive_ending(std::string_view file_name);

// Whether a file of this name is one of CSV: *.csv, *.tsv or *.tab, compressed
// or not, in any case of letters.
bool has_csv_ending(std::string_view file_name);

// The table named after an input file: orders for data/orders.csv or
// orders.csv.gz, "stdin" for standard input.
std::string table_name_for(std::string_view input_path);

}  // namespace csvimport
