#include "pages/affinity_judge.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>

namespace csvimport {
namespace {

// A table with one row, which is written and read back.
class TrialTable {
 public:
  TrialTable()
      : database_(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    database_.exec(
        "PRAGMA journal_mode = OFF;"
        "CREATE TABLE trial (id INTEGER PRIMARY KEY, number NUMERIC,"
        " real REAL)");
    write_.emplace(database_, "REPLACE INTO trial VALUES (1, ?1, ?1)");
    read_.emplace(database_, "SELECT number, real FROM trial");
  }

  StoredValue try_text(std::string_view text, Affinity affinity) {
    write_->bindNoCopy(1, text_ = text);
    write_->exec();
    write_->reset();
    read_->executeStep();
    const SQLite::Column kept =
        read_->getColumn(affinity == Affinity::kReal ? 1 : 0);
    StoredValue value;
    if (kept.isInteger()) {
      value = {StoredValue::Kind::kInteger, kept.getInt64(), 0};
    } else if (kept.isFloat()) {
      value = {StoredValue::Kind::kReal, 0, kept.getDouble()};
    }
    read_->reset();
    return value;
  }

 private:
  SQLite::Database database_;
  std::optional<SQLite::Statement> write_;
  std::optional<SQLite::Statement> read_;
  std::string text_;  // bound to write_
};

}  // namespace

AffinityJudge ask_sqlite() {
  return [table = std::shared_ptr<TrialTable>()](std::string_view text,
                                                 Affinity affinity) mutable {
    if (!table) table = std::make_shared<TrialTable>();
    return table->try_text(text, affinity);
  };
}

}  // namespace csvimport
