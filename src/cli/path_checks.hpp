#pragma once

// Paths of a command line that cannot be meant so. The checks throw UsageError.
// They look at what the paths lead to, and open regular files only.

#include <string>
#include <vector>

namespace csvimport {

// Two of the inputs are one file.
void check_inputs_differ(const std::vector<std::string>& inputs);

// The first of the inputs is the database, or named like one, and the target is
// none: the import would fail. Or the target would be made, and is named like a
// file of CSV.
void check_database_is_last(const std::vector<std::string>& inputs,
                            const std::string& target);

// One of the inputs, such as the /dev/fd/63 of a shell's <(command), has no
// name that a table could have.
void check_inputs_have_names(const std::vector<std::string>& inputs);

// Whether a database is there.
bool is_database(const std::string& path);

}  // namespace csvimport
