#pragma once

// Tables that are to be made as another database declares them.

#include "target/connection.hpp"
#include "target/target_table.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// A table as a database declares it, with its indexes; without its triggers.
struct TableModel {
  TargetTable table;
  std::vector<std::string> sql;  // statements that make it, the table's first
  // Whether it declares nothing of its rows but types, defaults, NOT NULL, and
  // a key that is the rowid.
  bool is_simple = false;
};

// The declaration of the table in the database, which is only read. Throws
// ImportError if it has none of that name, or one that cannot be imported into.
TableModel model_of(Connection& connection, const std::string& table);

// Whether two tables have the same columns, and the same key.
bool is_declared_alike(const TargetTable& one, const TargetTable& other);

// The tables of a database that models may be taken from: without virtual
// tables, their shadows, and the ledger's.
std::vector<std::string> tables_to_model(Connection& connection);

// Its virtual tables.
std::vector<std::string> virtual_tables_of(Connection& connection);

// Has `model` made in the database, within the transaction that is open, if
// there is one. Throws ImportError, at the database, if that cannot be: for the
// name of an index that is taken, say.
void make_table(Connection& connection, const TableModel& model);

// A database in memory, of such tables without rows, for what an import asks of
// a table that exists. One thread.
class ModelDatabase {
 public:
  // Messages call it `name`.
  explicit ModelDatabase(const std::string& name);

  // Makes the table of `model` by this name. Throws ImportError for what is not
  // known here.
  const TableModel& add(const TableModel& model, const std::string& name);
  // That of this name; null if there is none.
  [[nodiscard]] const TableModel* find(const std::string& name) const;
  Connection& connection() { return connection_; }

 private:
  Connection connection_;
  std::deque<TableModel> models_;  // never moved
};

}  // namespace csvimport
