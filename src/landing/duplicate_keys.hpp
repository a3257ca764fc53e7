#pragma once

// Keys that rows put into a table past SQLite have twice.

#include "rejects/refused_records.hpp"
#include "schema/table_schema.hpp"
#include "target/connection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// The rows of the table `staged` that would be refused for their keys if all of
// them were inserted, one after the other, into the table `goal`, of the same
// columns, which is empty: those with the key of one before. `schema` is the
// name by which `database` has the file of `staged`. The index of the key is
// not looked at. Throws SystemError, Interrupted.
RefusedRecords find_duplicate_keys(Connection& connection,
                                   const std::string& schema,
                                   const TableSchema& staged,
                                   const TableSchema& goal);

// The records with these numbers, which ascend, as refused for the key of these
// columns of the table `goal`.
RefusedRecords refused_for_key(const std::vector<std::int64_t>& records,
                               const std::vector<std::string>& key,
                               const TableSchema& goal);

}  // namespace csvimport
