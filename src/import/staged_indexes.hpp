#pragma once

// The indexes that are made with a staged table.

#include "load/staging_file.hpp"
#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"
#include "target/landing_options.hpp"

#include <string>
#include <vector>

namespace csvimport {

// That of the table's key, which is not its rowid.
IndexSchema key_index_of(const TableSchema& table);

// Adds those that are wanted of columns of which there is none yet, under names
// that nothing in the file has, and none of `reserved`. `target` is for
// messages. Throws SystemError.
void add_indexes(const std::vector<WantedIndex>& wanted,
                 const TableSchema& table, const StagingFile& staging,
                 const std::string& target, std::vector<std::string> reserved,
                 std::vector<IndexSchema>& indexes);

}  // namespace csvimport
