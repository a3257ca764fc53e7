#include "landing/early_sync.hpp"

#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <cstddef>

namespace csvimport {
namespace {

constexpr std::size_t kMebibyte = std::size_t{1} << 20U;

// What is asked of a disk, in place of the one that there is.
struct CountedFile : sqlite3_file {
  std::atomic<int> syncs = 0;
  std::atomic<int> result = SQLITE_OK;
};

int count_sync(sqlite3_file* file, int /*flags*/) {
  auto* const counted = static_cast<CountedFile*>(file);
  const int result = counted->result;
  ++counted->syncs;
  return result;
}

class CountedDatabaseFile : public DatabaseFile {
 public:
  CountedDatabaseFile(sqlite3* connection, CountedFile& counted)
      : DatabaseFile(connection) {
    file_ = &counted;
  }
};

class EarlySyncTest : public testing::Test {
 protected:
  EarlySyncTest()
      : database_(":memory:", SQLite::OPEN_READWRITE),
        file_(database_.getHandle(), counted_) {
    methods_.xSync = count_sync;
    counted_.pMethods = &methods_;
  }

  SQLite::Database database_;
  sqlite3_io_methods methods_{};
  CountedFile counted_{};
  CountedDatabaseFile file_;
};

TEST_F(EarlySyncTest, BeginsBeforeTheEnd) {
  EarlySync sync(file_);
  sync.note_written(1);
  sync.wait();
  EXPECT_EQ(counted_.syncs, 0);
  sync.note_written(100 * kMebibyte);
  sync.wait();
  EXPECT_EQ(counted_.syncs, 1);
}

TEST_F(EarlySyncTest, EndsWithOneForWhatIsLeft) {
  EarlySync sync(file_);
  sync.note_written(100 * kMebibyte);
  sync.start_last();
  sync.wait();
  EXPECT_EQ(counted_.syncs, 2);
}

TEST_F(EarlySyncTest, TellsOfAnEarlierError) {
  EarlySync sync(file_);
  counted_.result = SQLITE_IOERR_FSYNC;
  sync.note_written(100 * kMebibyte);
  while (counted_.syncs == 0) {
  }
  counted_.result = SQLITE_OK;
  sync.start_last();
  EXPECT_THROW(sync.wait(), SQLite::Exception);
}

}  // namespace
}  // namespace csvimport
