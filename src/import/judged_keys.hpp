#pragma once

// The keys by which records of a table are judged.

#include "schema/table_schema.hpp"
#include "target/landing_options.hpp"

#include <string>
#include <vector>

namespace csvimport {

// The columns of each, and none twice.
struct JudgedKeys {
  std::vector<std::vector<std::string>> wanted;  // those of unique indexes
  std::vector<std::vector<std::string>>
      all;  // with the one the table is made with
};

JudgedKeys judged_keys(const TableSchema& schema,
                       const std::vector<WantedIndex>& indexes);

}  // namespace csvimport
