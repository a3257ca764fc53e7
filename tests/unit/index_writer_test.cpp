#include "pages/index_writer.hpp"

#include "load/staging_file.hpp"
#include "pages/leaf_builder.hpp"
#include "pages/record_encoder.hpp"
#include "pages/table_writer.hpp"
#include "pages/varint.hpp"
#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace csvimport {
namespace {

// The payload that stays in its page, and the most of a text for that.
constexpr std::size_t kMaxLocalInIndex = 1002;
constexpr std::size_t kMaxText = kMaxLocalInIndex - 8;

std::string text_of(std::size_t number, std::size_t size) {
  std::string text = std::to_string(10'000'000 + number);
  text.resize(std::max(size, text.size()),
              static_cast<char>('a' + number % 26));
  return text;
}

void write_table(const std::vector<std::size_t>& sizes, PageNumber root_page,
                 StagingFile& staging, PageAppender& pages) {
  LeafBuilder leaves{Buffer()};
  RecordEncoder record(1);
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    RecordEncoder::Row row = record.start();
    row.add_text(text_of(i, sizes[i]));
    leaves.add(static_cast<std::int64_t>(i) + 1, row);
  }
  TableRun run = leaves.finish();
  TableWriter writer(pages);
  writer.append(run);
  if (const auto root = writer.finish()) staging.write_page(root_page, *root);
}

void add_entry(IndexLeafBuilder& leaves, std::size_t number, std::size_t size) {
  RecordEncoder record(2);
  RecordEncoder::Row row = record.start();
  row.add_text(text_of(number, size));
  row.add_integer(static_cast<std::int64_t>(number) + 1);
  std::vector<std::uint8_t> entry(kMaxVarintSize + row.size());
  std::uint8_t* const begin = put_varint(entry.data(), row.size());
  const auto varint = static_cast<std::size_t>(begin - entry.data());
  row.copy_to(begin);
  leaves.add({entry.data(), varint + row.size()}, varint);
}

void write_index(const std::vector<std::size_t>& sizes, std::size_t run_size,
                 PageNumber root_page, StagingFile& staging,
                 PageAppender& pages) {
  IndexWriter writer(pages);
  for (std::size_t first = 0; first < sizes.size();) {
    // A run has two entries at least.
    std::size_t end = std::min(first + run_size, sizes.size());
    if (sizes.size() - end < 2) end = sizes.size();
    IndexLeafBuilder leaves(first == 0);
    for (; first < end; ++first) add_entry(leaves, first, sizes[first]);
    IndexRun run = leaves.finish();
    writer.append(run);
  }
  EXPECT_EQ(writer.entries(), sizes.size());
  if (const auto root = writer.finish()) staging.write_page(root_page, *root);
}

// Builds a table of texts of these sizes, which ascend, and an index on them in
// runs of `run_size` entries, and has SQLite check both. Returns the pages of
// the database.
PageNumber build(const std::vector<std::size_t>& sizes, std::size_t run_size) {
  const TempFolder folder;
  StagingFile staging(folder.path("out.db"));
  const TablePlace table = staging.create_table({"t", {{"c"}}}, {{"i", {{0}}}});
  PageAppender pages(staging.fd(), staging.path(), table.first_free, false);
  write_table(sizes, table.root, staging, pages);
  write_index(sizes, run_size, table.index_roots.front(), staging, pages);
  staging.write_page_count(pages.page_count());
  SQLite::Database database(staging.path());
  EXPECT_EQ(database.execAndGet("PRAGMA integrity_check").getString(), "ok");
  EXPECT_EQ(
      database.execAndGet("SELECT count(*) FROM t INDEXED BY i WHERE c > ''")
          .getInt64(),
      static_cast<std::int64_t>(sizes.size()));
  return pages.page_count();
}

TEST(IndexWriterTest, LeavesAnEmptyIndexAsItWas) {
  EXPECT_EQ(build({}, 10), 3U);
}

TEST(IndexWriterTest, MovesASingleLeafToTheRoot) {
  EXPECT_EQ(build({10, 20, 30}, 10), 3U);
}

TEST(IndexWriterTest, MovesASingleLeafToTheRootThoughItOverflows) {
  // An overflow page each for the table and for the index.
  EXPECT_EQ(build({5'000, 20}, 10), 3U + 2);
}

// Each leaf has four entries and one behind it, and so has each interior page.
TEST(IndexWriterTest, HasWholePagesForAnyNumberOfLargestEntries) {
  for (std::size_t count = 1; count <= 150; ++count) {
    SCOPED_TRACE(count);
    build(std::vector<std::size_t>(count, kMaxText), 1'000);
    build(std::vector<std::size_t>(count, kMaxText), 2 + count % 9);
  }
}

TEST(IndexWriterTest, HasEntriesOfAnySizeInRunsOfAnySize) {
  std::mt19937 random(1);
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE(round);
    const std::size_t largest = round % 3 == 0 ? 20'000 : 1 << random() % 12;
    std::vector<std::size_t> sizes(random() % 1'500);
    for (std::size_t& size : sizes) size = random() % (largest + 1);
    build(sizes, 2 + random() % 400);
  }
}

}  // namespace
}  // namespace csvimport
