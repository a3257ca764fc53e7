#pragma once

// SQLite in this process.

namespace csvimport {

// Has SQLite keep no account of its memory, for which its threads would wait
// for each other at each block. Comes before SQLite is used, on one thread.
void set_up_sqlite();

}  // namespace csvimport
