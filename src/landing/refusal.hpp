#pragma once

// Why SQLite refused a row, as it says it.

#include "landing/refused_records.hpp"
#include "landing/table_task.hpp"
#include "landing/target_database.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {

// Whether the code is that of a row that does not fit the table, which others
// may.
bool is_refusal(int code);

// Finds out why rows were refused. One thread.
class RefusalReasons {
 public:
  RefusalReasons(TargetDatabase& database, const TableTask& task);

  // Of the staged row `rowid`, which was refused with `message`; valid until
  // the next call.
  const Refusal& reason_for(std::uint64_t rowid, int code,
                            const std::string& message);

 private:
  // A key of the table, which refers to another's.
  struct ForeignKey {
    std::string parent;
    std::vector<std::string> parent_columns;  // none: its primary key
    std::vector<std::string> columns;
  };

  void read_foreign_keys();
  [[nodiscard]] std::vector<std::size_t> places_of(
      const std::vector<std::string>& names) const;
  [[nodiscard]] std::vector<std::size_t> columns_named_in(
      const std::string& message) const;
  bool lacks_parent(const ForeignKey& key, std::uint64_t rowid);
  [[nodiscard]] Refusal reason_of(int code, const std::string& message) const;
  Refusal foreign_key_reason(std::uint64_t rowid, const std::string& message);

  TargetDatabase& database_;
  const TableTask& task_;
  std::vector<ForeignKey> foreign_keys_;
  // The last one, which the next one often is again.
  std::string last_message_;
  Refusal last_refusal_;
};

}  // namespace csvimport
