#pragma once

// The indexes that are made with a staged table.

#include "load/staging_file.hpp"
#include "schema/index_schema.hpp"
#include "schema/table_schema.hpp"

#include <string>
#include <vector>

namespace csvimport {

// That of the table's key, which is not its rowid.
IndexSchema key_index_of(const TableSchema& table);

// Adds one over each list of the table's columns of which there is none yet,
// under a name that nothing in the file has, and none of `reserved`. `target`
// is for messages. Throws SystemError.
void add_indexes(const std::vector<std::vector<std::string>>& columns,
                 const TableSchema& table, const StagingFile& staging,
                 const std::string& target, std::vector<std::string> reserved,
                 std::vector<IndexSchema>& indexes);

}  // namespace csvimport
