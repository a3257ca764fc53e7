#include "target/sqlite_process.hpp"

#include <sqlite3.h>

namespace csvimport {

void set_up_sqlite() { (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

}  // namespace csvimport
