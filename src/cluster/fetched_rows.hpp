#pragma once

// Rows of a cluster as SQL, as its answers in JSON do not tell a real that is
// whole from an integer, nor a text from a blob.

#include "cluster/rqlite_client.hpp"
#include "target/target_table.hpp"
#include "target/unique_keys.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace csvimport {

// The columns of a SELECT that gives these of `table`, a name or an alias, as
// SQL writes their values.
std::string list_as_sql(const std::string& table,
                        const std::vector<std::string>& columns);
// The same of all columns; of long values only the start, unless they are of a
// key.
std::string short_list_as_sql(const std::string& alias,
                              const TargetTable& table,
                              const std::vector<UniqueKey>& keys);

// What such a SELECT gives for `count` columns from `first` on, with commas
// between them. In SQL, a thousand would be too deep an expression.
std::string joined(const std::vector<std::string>& row, std::size_t first,
                   std::size_t count);
// The same of the first `count` columns of all rows.
std::vector<std::string> joined_rows(const TextRows& found, std::size_t count);

// How many rows to ask for, so that an answer has about a megabyte: few at
// first. By taste.
class PageSize {
 public:
  [[nodiscard]] std::size_t rows() const { return rows_; }
  // The last page was this.
  void learn(const TextRows& page) {
    constexpr std::size_t kBytes = 1024 * 1024;
    std::size_t bytes = 1;
    for (const auto& row : page) {
      for (const std::string& value : row) bytes += value.size();
    }
    const std::size_t fitting =
        page.empty() ? kMostRows : page.size() * kBytes / bytes;
    rows_ = std::clamp<std::size_t>(fitting, 1, std::min(4 * rows_, kMostRows));
  }

 private:
  static constexpr std::size_t kMostRows = 5000;
  std::size_t rows_ = 16;
};

}  // namespace csvimport
