#include "sorting/entry_runs.hpp"

#include "pages/record_values.hpp"
#include "sorting/entry_collector.hpp"
#include "temp_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace csvimport {
namespace {

// Texts of a few kinds, many of which start alike or are the same.
std::string random_text(std::mt19937& random) {
  std::string text(random() % 3 * 9, 'p');
  text += std::to_string(random() % (random() % 2 == 0 ? 50 : 1'000'000));
  if (random() % 50 == 0) text.append(random() % 5'000, '.');
  return text;
}

class EntryRunsTest : public testing::Test {
 protected:
  // Adds `rows` rows of random texts, in batches of up to `batch` rows, and
  // spills the runs in memory before every `spill_every`th.
  void add_rows(std::size_t rows, std::size_t batch, std::size_t spill_every) {
    EntryCollector collector(runs_.index(), std::nullopt);
    RecordEncoder record(2);
    std::size_t batches = 0;
    while (texts_.size() < rows) {
      for (std::size_t left = 1 + random_() % batch; left > 0; --left) {
        texts_.push_back(random_text(random_));
        RecordEncoder::Row row = record.start();
        row.add_integer(7);
        row.add_text(texts_.back());
        std::vector<StoredColumn> columns(2);
        find_columns(row, columns);
        collector.add(columns, static_cast<std::int64_t>(texts_.size()));
      }
      runs_.add(collector.finish());
      if (++batches % spill_every == 0) {
        runs_.spill(file_);
        EXPECT_EQ(runs_.bytes_in_memory(), 0U);
      }
    }
  }

  // Reads all parts of about `bytes`, and expects all entries in their order.
  // Returns the number of parts.
  std::size_t expect_all(std::uint64_t bytes) {
    std::vector<std::pair<std::string, std::int64_t>> expected;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      expected.emplace_back(texts_[i], static_cast<std::int64_t>(i) + 1);
    }
    std::sort(expected.begin(), expected.end());
    std::vector<std::pair<std::string, std::int64_t>> found;
    const std::vector<EntryPart> parts = runs_.parts(bytes);
    for (const EntryPart& part : parts) {
      const PartEntries entries = runs_.read(part);
      EXPECT_TRUE(parts.size() == 1 || entries.refs.size() >= 3);
      for (const EntryRef& ref : entries.refs) {
        RecordValues values(SizedEntry(ref.begin).entry);
        const std::string text(values.next().text);
        found.emplace_back(text, values.next().integer);
      }
    }
    EXPECT_EQ(found, expected);
    return parts.size();
  }

  TempFolder folder_;
  SpillFile file_{folder_.path(""), "t.db"};
  EntryRuns runs_{IndexSchema{"i", {{1}}}};
  std::mt19937 random_{5};
  std::vector<std::string> texts_;
};

constexpr std::size_t kNever = 1'000'000;

TEST_F(EntryRunsTest, HaveOnePartThoughThereIsNoEntry) {
  EXPECT_EQ(expect_all(10), 1U);
}

TEST_F(EntryRunsTest, HaveAllEntriesInOrderInOnePart) {
  add_rows(2'000, 100, kNever);
  EXPECT_EQ(expect_all(100'000'000), 1U);
}

TEST_F(EntryRunsTest, HaveAllEntriesInOrderInManyParts) {
  add_rows(20'000, 1'000, kNever);
  EXPECT_GT(expect_all(10'000), 20U);
  EXPECT_GT(expect_all(1), 100U);
}

// A run of two entries has one sample: by itself it would cut no part.
TEST_F(EntryRunsTest, HaveManyPartsThoughRunsAreSmall) {
  add_rows(50'000, 3, kNever);
  const std::size_t parts = expect_all(50'000);
  EXPECT_GT(parts, 30U);
}

TEST_F(EntryRunsTest, HaveAllEntriesInOrderPartlyInAFile) {
  add_rows(50'000, 1'000, 9);
  EXPECT_GT(expect_all(20'000), 3U);
  EXPECT_EQ(expect_all(100'000'000), 1U);
}

TEST_F(EntryRunsTest, HaveAllEntriesInOrderInAFile) {
  add_rows(100'000, 20'000, 1);
  EXPECT_GT(expect_all(20'000), 5U);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path("")));
}

TEST_F(EntryRunsTest, HaveNoEntryOnceTheyAreCleared) {
  add_rows(2'000, 100, 5);
  runs_.clear();
  texts_.clear();
  EXPECT_EQ(runs_.bytes_in_memory(), 0U);
  EXPECT_EQ(expect_all(10), 1U);
}

}  // namespace
}  // namespace csvimport
