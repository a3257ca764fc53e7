#pragma once

// Why SQLite refused a row, as it says it.

#include "rejects/refused_records.hpp"
#include "target/table_task.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

// Whether the code is that of a row that does not fit the table, which others
// may.
bool is_refusal(int code);

// Finds out why rows were refused. One thread.
class RefusalReasons {
 public:
  explicit RefusalReasons(const TableTask& task) : task_(task) {}

  // Of a row that was refused with `message`; valid until the next call.
  const Refusal& reason_for(int code, const std::string& message);

 private:
  [[nodiscard]] std::vector<std::size_t> places_of(
      const std::vector<std::string>& names) const;
  [[nodiscard]] std::vector<std::size_t> columns_named_in(
      const std::string& message) const;
  [[nodiscard]] Refusal reason_of(int code, const std::string& message) const;

  const TableTask& task_;
  // The last one, which the next one often is again.
  std::string last_message_;
  Refusal last_refusal_;
};

}  // namespace csvimport
