#pragma once

// SQLite's own word on what a column keeps of a text.

#include "schema/affinity.hpp"

namespace csvimport {

// A judge that asks SQLite, by way of a table in memory that it makes when it
// is asked first; about a microsecond a text. Throws std::runtime_error for
// what SQLite refuses.
AffinityJudge ask_sqlite();

}  // namespace csvimport
