#pragma once

// What --like says: a table of another database that new tables are made as.

#include "target/table_model.hpp"

#include <cstdint>
#include <string>

namespace csvimport {

// The table that `like`, DB or DB.TABLE, names: without TABLE that of the name
// `table`, or else the only one of DB. The database is only read. Throws
// ImportError if there is none, SystemError.
TableModel read_model(const std::string& like, const std::string& table,
                      std::uint64_t timeout_ms);

}  // namespace csvimport
