#pragma once

// How an import is written as SQL.

#include <cstddef>

namespace csvimport {

struct SqlOptions {
  std::size_t max_statement_bytes = 99'000;
  bool makes_transaction = true;  // BEGIN and COMMIT around all
};

}  // namespace csvimport
