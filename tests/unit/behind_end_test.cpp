#include "landing/behind_end.hpp"

#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace csvimport {
namespace {

class BehindEndTest : public testing::Test {
 protected:
  void make(const std::string& mode) const {
    SQLite::Database database(path(),
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("PRAGMA journal_mode = " + mode +
                  "; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  }
  [[nodiscard]] std::string path() const { return folder_.path("t.db"); }
  [[nodiscard]] std::uint64_t size() const {
    return std::filesystem::file_size(path());
  }
  void cut(std::uint64_t timeout_ms = 0) const {
    Connection connection(path(), "t.db", Connection::Kind::kShared,
                          timeout_ms);
    cut_behind_end(connection);
  }

  TempFolder folder_;
};

TEST_F(BehindEndTest, TakesAwayWhatIsThere) {
  make("DELETE");
  const std::uint64_t before = size();
  for (const std::uint64_t more : {1U, 4096U, 1'000'000U}) {
    std::filesystem::resize_file(path(), before + more);
    cut();
    EXPECT_EQ(size(), before);
  }
  SQLite::Database database(path());
  EXPECT_EQ(database.execAndGet("SELECT a FROM t").getInt(), 1);
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
}

// What another one writes there may be about to become part of the database.
TEST_F(BehindEndTest, WaitsForWhoWrites) {
  make("DELETE");
  SQLite::Database other(path(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  cut();
  std::filesystem::resize_file(path(), size() + 4096);
  const std::uint64_t before = size();
  EXPECT_ANY_THROW(cut());
  EXPECT_EQ(size(), before);
}

TEST_F(BehindEndTest, LeavesWalAlone) {
  make("WAL");
  std::filesystem::resize_file(path(), size() + 4096);
  const std::uint64_t before = size();
  cut();
  EXPECT_EQ(size(), before);
}

}  // namespace
}  // namespace csvimport
