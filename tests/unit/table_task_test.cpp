#include "target/table_task.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TEST(StagedSchemaTest, HasNamesThatNoRowidHas) {
  TableSchema schema{"t", {{"rowid"}, {"oid"}, {"_rowid_"}}, {"OID"}};
  const TableSchema staged = staged_schema(schema);
  EXPECT_EQ(column_names_of(staged),
            (std::vector<std::string>{"c1", "c2", "c3"}));
  EXPECT_EQ(staged.primary_key, (std::vector<std::string>{"c2"}));
  EXPECT_EQ(rowid_name(staged), "rowid");
}

TEST(StagedSchemaTest, LeavesItsRowidsFree) {
  TableSchema schema{"t", {{"id", ColumnType::kInteger}}, {"id"}};
  EXPECT_TRUE(staged_schema(schema).primary_key.empty());
}

TEST(StagedSchemaTest, HasAColumnForEachOfTheFile) {
  const TableSchema schema{"t", {{"a"}, {"b"}, {"c"}}};
  const TableSchema staged = staged_schema(schema);
  EXPECT_EQ(staged_column(staged, schema, "B"), "\"c2\"");
  EXPECT_EQ(staged_column(staged, schema, "d"), std::nullopt);
  EXPECT_EQ(places_of({"C", "d", "a"}, schema),
            (std::vector<std::size_t>{0, 2}));
}

}  // namespace
}  // namespace csvimport
