// Databases of more than 1 GiB, where SQLite's lock-byte page lies. Labelled
// "large", for builds that are too slow for it.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

namespace csvimport {
namespace {

constexpr int kRecords = 1100;
constexpr std::size_t kTextSize = 1'000'000;
// With the types set there is no second pass to keep the input for.
const Arguments kFlags = {"-q",     "--no-sync", "--type", "n=INTEGER",
                          "--type", "v=TEXT",    "-",      "t.db"};

class LargeTest : public CliTest {
 protected:
  // Every text says its record's number throughout, so that no page can take
  // another's place unnoticed.
  static std::string text_of(int record) {
    const std::string word = std::to_string(record) + " ";
    std::string text;
    text.reserve(kTextSize + word.size());
    while (text.size() < kTextSize) text += word;
    return text;
  }

  void expect_all_records() {
    const SQLite::Database database(path("t.db").string());
    SQLite::Statement rows(database, "SELECT rowid, n, v FROM stdin");
    int record = 0;
    while (rows.executeStep()) {
      ++record;
      ASSERT_EQ(rows.getColumn(0).getInt(), record);
      ASSERT_EQ(rows.getColumn(1).getInt(), record);
      ASSERT_TRUE(rows.getColumn(2).getString() == text_of(record)) << record;
    }
    EXPECT_EQ(record, kRecords);
  }
};

TEST_F(LargeTest, LeavesOutTheLockBytePage) {
  Process process = start(kFlags);
  process.feed("n,v\n");
  for (int record = 1; record <= kRecords; ++record) {
    process.feed(std::to_string(record) + "," + text_of(record) + "\n");
  }
  const RunResult result = finish(process);
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_GT(std::filesystem::file_size(path("t.db")), 1U << 30);
  EXPECT_EQ(integrity("t.db"), "ok");
  expect_all_records();
}

// Leaves, and not only overflow pages, on both sides.
TEST_F(LargeTest, LeavesOutTheLockBytePageAmongLeaves) {
  constexpr int kShortRecords = 1'100'000;
  const std::string text(1000, 'x');
  Process process = start(kFlags);
  process.feed("n,v\n");
  for (int record = 1; record <= kShortRecords; ++record) {
    process.feed(std::to_string(record) + "," + text + "\n");
  }
  const RunResult result = finish(process);
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(integrity("t.db"), "ok");
  EXPECT_EQ(query("t.db", "SELECT count(*), sum(n = rowid) FROM stdin"),
            (Rows{"1100000|1100000"}));
}

}  // namespace
}  // namespace csvimport
