#pragma once

// Bad records: those that become no row, as a worker finds them, each with its
// Defect.

#include "csv/defect.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// The bad records of a batch, in file order. Kept in a few large blocks, so
// that a file full of them costs little more than a clean one.
class BadRecords {
 public:
  struct Entry {
    std::uint64_t record = 0;
    std::uint64_t line = 0;
    std::optional<std::size_t> field;
    std::string_view reason;
    std::string_view bytes;  // as they stand in the file, line end included
  };

  // `bytes` may be empty, where nobody wants them.
  void add(std::uint64_t record, const Defect& defect, std::string_view bytes);
  // Forgets those from record number `record` on.
  void forget_from(std::uint64_t record);

  [[nodiscard]] std::size_t size() const { return marks_.size(); }
  // The entry at `index`, valid until the next add().
  [[nodiscard]] Entry operator[](std::size_t index) const;

 private:
  struct Mark {
    std::uint64_t record;
    std::uint64_t line;
    std::optional<std::size_t> field;
    std::size_t reason_end;  // in reasons_; it begins where the last one ends
    std::size_t bytes_end;
  };

  std::vector<Mark> marks_;
  std::string reasons_;
  std::string bytes_;
};

}  // namespace csvimport
