#pragma once

// A table that keeps each text of some columns once: its rows have an id, which
// those columns refer to, and a value.

#include "schema/table_schema.hpp"
#include "schema/text_ids.hpp"
#include "target/connection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

inline constexpr const char* kLookupKey = "id";
inline constexpr const char* kLookupValue = "value";

// Whether there is such a table, which ids and texts can be added to. Throws
// SystemError.
bool is_lookup_table(Connection& connection, const std::string& table);

// Reads what the table has into `ids`, which is empty. False if there is no
// such table. Throws ImportError if it is none that ids and texts can be added
// to, SystemError.
bool read_lookup(Connection& connection, const std::string& table,
                 TextIds& ids);

// Whether the table is as it was when it was read: there, if `was_there`, with
// the texts that have ids up to `last_id`, and no other rows behind that.
// Throws as read_lookup().
bool is_same_lookup(Connection& connection, const std::string& table,
                    bool was_there, const TextIds& ids, std::int64_t last_id);

// Adds the texts with ids behind `last_id`, to a new table unless it
// `is_there`. Throws ImportError for one that the table does not take,
// SystemError.
void fill_lookup(Connection& connection, const std::string& table,
                 bool is_there, const TextIds& ids, std::int64_t last_id);

// Removes those of the rows that fill_lookup() has added to which neither these
// columns refer nor any foreign key. Throws SystemError.
void remove_unused(Connection& connection, const std::string& table,
                   const std::vector<ParentColumn>& columns, const TextIds& ids,
                   std::int64_t last_id);

}  // namespace csvimport
