#pragma once

// What an import came to.

#include "import/table_summary.hpp"
#include "ledger/ledger.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// An input that was left out, as its content is in the table already.
struct KnownInput {
  std::string input;  // its path
  LedgerEntry entry;  // what was imported then, or comes from another input
};

struct ImportSummary {
  std::string target;
  std::vector<TableSummary> tables;
  std::vector<KnownInput> known;
  std::vector<std::string> idle;  // inputs that had gained no record (--tail)
  bool is_sql = false;            // the rows went out as SQL
  double seconds = 0;
  // The first bad records, as errors describe them, where that was asked for.
  std::vector<std::string> bad_records;

  // Of all tables.
  [[nodiscard]] std::uint64_t records() const;
  [[nodiscard]] std::uint64_t rows() const;
  [[nodiscard]] std::uint64_t updated() const;
  [[nodiscard]] std::uint64_t ignored() const;
  [[nodiscard]] std::uint64_t left_out() const;
  [[nodiscard]] std::uint64_t rejected() const;
  [[nodiscard]] RepairCounts repairs() const;
  [[nodiscard]] PipelineTimes times() const;

 private:
  [[nodiscard]] std::uint64_t sum(std::uint64_t TableSummary::*count) const;
};

}  // namespace csvimport
