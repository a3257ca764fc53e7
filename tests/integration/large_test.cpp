// Databases of more than 1 GiB, where SQLite's lock-byte page lies, and the
// memory that the longest inputs take. Labelled "large", for builds that are
// too slow for it.

#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <set>

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

// The staging file has one, and the target another, at another of its pages.
TEST_F(LargeTest, LeavesOutBothLockBytePagesInPlace) {
  execute("t.db",
          "CREATE TABLE other (a); INSERT INTO other VALUES "
          "(zeroblob(100000))");
  Process process =
      start(Arguments{"-v"} + Arguments(kFlags.begin() + 1, kFlags.end()));
  process.feed("n,v\n");
  for (int record = 1; record <= kRecords; ++record) {
    process.feed(std::to_string(record) + "," + text_of(record) + "\n");
  }
  const RunResult result = finish(process);
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.err.find(" pages were added behind its end"),
            std::string::npos)
      << result.err;
  EXPECT_EQ(integrity("t.db"), "ok");
  expect_all_records();
}

// Targets that end right before that page, at it, and right behind it.
TEST_F(LargeTest, LeavesOutTheLockBytePageOfATargetInPlace) {
  write("n.csv", numbered_rows(60'000));
  execute("full.db", "CREATE TABLE other (a)");
  constexpr int kLockBytePage = (1 << 30) / 4096 + 1;
  constexpr int kOnPage = 4092;  // bytes of a blob
  // Two of them, as one would be longer than SQLite takes it.
  for (const int pages : {200'000, kLockBytePage - 6 - 200'000}) {
    execute("full.db", "INSERT INTO other VALUES (zeroblob(" +
                           std::to_string(pages * kOnPage) + "))");
  }
  std::set<int> ends;  // pages behind the lock-byte page, or less
  for (int more = 0; more < 8; ++more) {
    std::filesystem::copy_file(path("full.db"), path("t.db"));
    if (more > 0) {
      execute("t.db", "INSERT INTO other VALUES (zeroblob(" +
                          std::to_string(more * kOnPage) + "))");
    }
    ends.insert(
        static_cast<int>(std::filesystem::file_size(path("t.db")) / 4096) -
        kLockBytePage);
    const RunResult result = run({"-v", "--index", "b,a", "n.csv", "t.db"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find(" pages were added behind its end"),
              std::string::npos)
        << result.err;
    EXPECT_EQ(integrity("t.db"), "ok");
    EXPECT_EQ(query("t.db", "SELECT count(*), sum(a) FROM n"),
              (Rows{"60000|1799970000"}));
    remove("t.db");
  }
  for (const int end : {-2, -1, 1, 2}) EXPECT_TRUE(ends.contains(end)) << end;
}

// Only the number of blank lines before the first record is kept.
TEST_F(LargeTest, KeepsNoBlankLinesBeforeTheFirstRecord) {
  const std::string lines = repeated("\n", 15 * kMebibyte);
  const std::string comments = repeated("# no record\n", kMebibyte);
  for (const Arguments& way : {Arguments{"--workers", "2"}, {"--sequential"}}) {
    for (const char* const record : {"1,2\n", "3\n"}) {
      Process process = start(way + Arguments{"-q", "--no-sync", "--no-headers",
                                              "--comment", "#", "--type",
                                              "column_1=INTEGER", "-", "t.db"});
      for (int i = 0; i < 4; ++i) {
        process.feed(lines);
        process.feed(comments);
      }
      process.feed(record);
      const RunResult result = finish(process);
      EXPECT_EQ(result.exit_code, 0) << result.err;
      EXPECT_LT(result.peak_bytes, 100 * kMebibyte);
      const bool has_one_column = record[1] == '\n';
      EXPECT_EQ(query("t.db",
                      "SELECT count(*), max(rowid), sum(column_1) "
                      "FROM stdin"),
                (has_one_column ? Rows{"62914561|62914561|3"} : Rows{"1|1|1"}));
      remove("t.db");
    }
  }
}

// A text of 400 MB without quotes, and one with line ends, delimiters and
// doubled quotes.
TEST_F(LargeTest, TakesFieldsOfHundredsOfMegabytes) {
  constexpr std::size_t kPieces = 400'000;
  const std::string plain = repeated("0123456789", 100);
  const std::string quoted = repeated("0,\"\"45\n\r\n9", 100);
  for (const char* const path : {"direct", "conventional"}) {
    Process process =
        start(Arguments{"--path", path, "--max-record", "900MB"} + kFlags);
    process.feed("n,v\n1,");
    for (std::size_t i = 0; i < kPieces; ++i) process.feed(plain);
    process.feed("\n2,\"");
    for (std::size_t i = 0; i < kPieces; ++i) process.feed(quoted);
    process.feed("\"\n3,x");
    const RunResult result = finish(process);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(integrity("t.db"), "ok");
    EXPECT_EQ(
        query("t.db",
              "SELECT rowid, n, length(v), substr(v, 350000000, 11), "
              "length(replace(v, '9', '')) FROM stdin"),
        (Rows{"1|1|400000000|'90123456789'|360000000",
              "2|2|360000000|'\n90,\"45\n\r\n9'|320000000", "3|3|1|''|1"}));
    remove("t.db");
  }
}

TEST_F(LargeTest, FailsSoonAtAQuoteThatNeverCloses) {
  const std::string lines = repeated("1234567,some text\n", 60'000);
  for (const Arguments& way : some_of(every_way())) {
    Process process = start(way + kFlags);
    process.feed("n,v\n1,\"\n");
    // 10 GB, were it not for the end of the pipe.
    for (int i = 0; i < 10'000; ++i) process.feed(lines);
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(result.err,
              "error: stdin:2: the quote that opens here does not close within "
              "67108864 bytes; if the field is that long, raise "
              "--max-record\n");
    EXPECT_LT(result.peak_bytes, 300 * kMebibyte);
    EXPECT_EQ(files(), Rows());
  }
}

TEST_F(LargeTest, LeavesOutAQuoteThatNeverCloses) {
  const std::string lines = repeated("1234567,some text\n", 60'000);
  for (const Arguments& way : some_of(every_way())) {
    Process process =
        start(way + Arguments{"--on-error", "skip", "--rejects", "r"} + kFlags);
    process.feed("n,v\n1,\"\n");
    for (int i = 0; i < 100; ++i) process.feed(lines);
    const RunResult result = finish(process);
    EXPECT_EQ(result.exit_code, 3) << result.err;
    EXPECT_LT(result.peak_bytes, 600 * kMebibyte);
    EXPECT_EQ(read("r"), "n,v\n1,\"\n");
    EXPECT_EQ(
        query("t.db",
              "SELECT count(*), min(rowid), max(rowid), sum(n), "
              "min(v), max(v) FROM stdin"),
        (Rows{"6000000|2|6000001|7407402000000|'some text'|'some text'"}));
    EXPECT_EQ(integrity("t.db"), "ok");
    remove("t.db");
  }
}

// Some 200 MB of entries, and of rows that are sorted too.
TEST_F(LargeTest, SortsInTheMemoryThatItIsGiven) {
  constexpr int kRows = 4'000'000;
  for (const char* const key : {"v", "n"}) {
    Process process = start(
        Arguments{"--memory", "32MiB", "--pk", key, "--index", "v,n"} + kFlags);
    process.feed("n,v\n");
    std::string lines;
    for (std::int64_t i = 0; i < kRows; ++i) {
      const std::string number = std::to_string(i * 7'919 % kRows);
      lines += number + ",text of row " + number + "\n";
      if (lines.size() < kMebibyte) continue;
      process.feed(lines);
      lines.clear();
    }
    process.feed(lines);
    const RunResult result = finish(process);
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_LT(result.peak_bytes, (32 + 64) * kMebibyte) << key;
    EXPECT_EQ(integrity("t.db"), "ok");
    EXPECT_EQ(query("t.db", "SELECT count(*), sum(n) FROM stdin"),
              (Rows{"4000000|7999998000000"}));
    remove("t.db");
  }
}

}  // namespace
}  // namespace csvimport
