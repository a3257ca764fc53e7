#pragma once

// The bad records of an import by what is wrong with them.

#include "rejects/bad_records.hpp"
#include "rejects/defect_message.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Bad records whose reasons differ in what they quote, and in numbers, only.
struct RejectGroup {
  std::string shape;   // with … for these; "" for all further reasons
  std::string reason;  // that of all of them if it is the same, else the shape
  std::uint64_t count = 0;
  std::vector<std::string> first;  // the first ones, as errors tell of them
};

// Sorts them while they are taken, in file order, up to kMostGroups for each
// table. One thread at a time.
class RejectGroups {
 public:
  static constexpr std::size_t kMostGroups = 30;
  static constexpr std::size_t kFirst = 5;

  // The reading of a table's inputs begins, perhaps once more: what was taken
  // for it is forgotten.
  void begin_table(const std::string& table);
  void add(const BadRecords::Entry& record, const InputNames& names);

  struct OfTable {
    std::string table;
    std::vector<RejectGroup> groups;
  };
  // In the order in which tables began, and groups came.
  [[nodiscard]] const std::vector<OfTable>& tables() const { return tables_; }

 private:
  std::vector<OfTable> tables_;
  std::size_t table_ = 0;  // whose inputs are read
};

// A reason without what it quotes, and without its numbers.
std::string shape_of_reason(std::string_view reason);

}  // namespace csvimport
