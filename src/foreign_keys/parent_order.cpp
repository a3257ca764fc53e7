#include "foreign_keys/parent_order.hpp"

#include "foreign_keys/foreign_keys.hpp"
#include "schema/names.hpp"

#include <utility>

namespace csvimport {
namespace {

class ParentsFirst {
 public:
  ParentsFirst(SQLite::Database& database,
               const std::vector<std::string>& tables)
      : database_(database), tables_(tables), is_seen_(tables.size()) {}

  std::vector<std::size_t> order() {
    for (std::size_t i = 0; i < tables_.size(); ++i) add(i);
    return std::move(order_);
  }

 private:
  // As deep as tables refer to others, in a row.
  void add(std::size_t table) {
    if (is_seen_[table]) return;
    is_seen_[table] = true;
    for (const ForeignKey& key : foreign_keys_of(database_, tables_[table])) {
      if (const auto parent = find_name(key.parent, tables_)) add(*parent);
    }
    order_.push_back(table);
  }

  SQLite::Database& database_;
  const std::vector<std::string>& tables_;
  std::vector<bool> is_seen_;
  std::vector<std::size_t> order_;
};

}  // namespace

std::vector<std::size_t> parents_first(SQLite::Database& database,
                                       const std::vector<std::string>& tables) {
  return ParentsFirst(database, tables).order();
}

}  // namespace csvimport
