#include "landing/duplicate_keys.hpp"

#include "temp_folder.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace csvimport {
namespace {

TableSchema schema_of(const std::string& table, const std::string& prefix) {
  TableSchema schema{table, {}};
  for (const char* const name : {"a", "b"}) {
    schema.columns.push_back({prefix + name, ColumnType::kText});
  }
  schema.primary_key = {prefix + 'b', prefix + 'a'};
  return schema;
}

// The records among rows with these values that are refused.
std::vector<std::uint64_t> duplicates_among(const std::string& values) {
  const TempFolder folder;
  const std::string path = folder.path("t.db");
  SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE s (ca, cb); INSERT INTO s (rowid, ca, cb) VALUES " +
            values);
  Connection database = open_scratch(path, "t.db");
  const RefusedRecords refused = find_duplicate_keys(
      database, "main", schema_of("s", "c"), schema_of("t", ""));
  std::vector<std::uint64_t> records;
  for (const RefusedRecords::Entry& entry : refused.among(1, 1'000)) {
    EXPECT_EQ(refused.refusal(entry.refusal),
              (Refusal{"UNIQUE constraint failed: t.b, t.a",
                       {0, 1},
                       false,
                       "; if keys may come again, use --on-conflict ignore, "
                       "replace or update"}));
    records.push_back(entry.record);
  }
  return records;
}

using Records = std::vector<std::uint64_t>;

TEST(DuplicateKeysTest, AreAllButTheFirstInTheOrderOfRecords) {
  EXPECT_EQ(duplicates_among("(1, 'x', 1), (2, 'b', 2), (4, 'x', 1),"
                             "(5, 'a', 2), (6, 'b', 2), (9, 'x', 1)"),
            (Records{4, 6, 9}));
}

TEST(DuplicateKeysTest, AreOnlyThoseOfTheWholeKey) {
  EXPECT_EQ(duplicates_among("(1, 'x', 1), (2, 'x', 2), (3, 'y', 1),"
                             "(4, 'X', 1), (5, 'x ', 1)"),
            (Records{}));
}

TEST(DuplicateKeysTest, AreNoneWhereAValueIsMissing) {
  EXPECT_EQ(duplicates_among("(1, NULL, 1), (2, NULL, 1), (3, 'x', NULL),"
                             "(4, 'x', NULL)"),
            (Records{}));
}

}  // namespace
}  // namespace csvimport
