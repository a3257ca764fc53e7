#pragma once

// A table of a database that csvimport keeps for itself, by a name that another
// table may have.

#include "target/connection.hpp"

#include <string>
#include <utility>
#include <vector>

namespace csvimport {

// Borrows the connection. One thread. All throw SystemError.
class LedgerTable {
 public:
  // `columns` are those that it has, and `create` is the SQL that makes it.
  LedgerTable(Connection& connection, std::string name,
              std::vector<std::string> columns, std::string create)
      : connection_(connection),
        name_(std::move(name)),
        columns_(std::move(columns)),
        create_(std::move(create)) {}

  // Whether it is there, and no other table by its name.
  [[nodiscard]] bool is_ours();
  // The same. Throws ImportError if another table has its name.
  [[nodiscard]] bool exists();
  // Makes it, if it is not there. Throws ImportError as above.
  void make();
  // Removes the rows of `table`, a column of which is table_name, if it is
  // ours.
  void forget(const std::string& table);

 private:
  Connection& connection_;
  std::string name_;
  std::vector<std::string> columns_;
  std::string create_;
};

}  // namespace csvimport
