#pragma once

// What the ledger tells of one table, to be searched for many files.

#include "ledger/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Entries of a table in their order, as they were read. One thread.
class TableEntries {
 public:
  TableEntries() = default;
  explicit TableEntries(std::vector<LedgerEntry> entries);

  // How many files have come into it as a whole.
  [[nodiscard]] std::size_t wholes() const { return by_hash_.size(); }
  // The first of a file with this content, which came as a whole.
  [[nodiscard]] const LedgerEntry* find(const std::string& hash) const;
  // Whether one that came as a whole had this size.
  [[nodiscard]] bool has_size(std::uint64_t size) const {
    return by_size_.contains(size);
  }
  // The last of a file of this name, whole or followed.
  [[nodiscard]] const LedgerEntry* last(const std::string& name) const;

 private:
  std::vector<LedgerEntry> entries_;
  // Their places in it.
  std::multimap<std::string, std::size_t> by_hash_;
  std::map<std::uint64_t, std::size_t> by_size_;
  std::map<std::string, std::size_t> last_by_name_;
};

}  // namespace csvimport
