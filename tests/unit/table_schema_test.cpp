#include "schema/table_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace csvimport {
namespace {

const std::vector<std::string> kNastyNames = {
    "plain", "",   "two words", "select",       "a\"b", "\"",
    "\"\"",  "'",  "a;--",      "[x]",          "`x`",  "new\nline",
    "%s",    "?1", ":a",        "\xE2\x82\xAC", "1",    "x) DROP TABLE t; --",
    "rowid", "\\"};

TEST(TableSchemaTest, QuotesIdentifiers) {
  EXPECT_EQ(quote_identifier("a"), "\"a\"");
  EXPECT_EQ(quote_identifier(""), "\"\"");
  EXPECT_EQ(quote_identifier("a\"b\"\""), "\"a\"\"b\"\"\"\"\"");
}

TEST(TableSchemaTest, WritesTheTableAsAPersonWould) {
  const TableSchema schema{"my table",
                           {{"id", ColumnType::kInteger, false, false},
                            {"price", ColumnType::kReal, false, false},
                            {"name", ColumnType::kText, false, false}}};
  EXPECT_EQ(create_table_sql(schema),
            "CREATE TABLE \"my table\" (\n"
            "  \"id\" INTEGER,\n"
            "  \"price\" REAL,\n"
            "  \"name\" TEXT\n"
            ")");
  const std::string names = "\"id\", \"price\", \"name\"";
  EXPECT_EQ(insert_sql(schema, false),
            "INSERT INTO \"my table\" (" + names + ") VALUES (?,?,?)");
  EXPECT_EQ(insert_sql(schema, true),
            "INSERT INTO \"my table\" (rowid, " + names + ") VALUES (?,?,?,?)");
}

TEST(TableSchemaTest, SetsRowidsByANameThatNoColumnHas) {
  EXPECT_EQ(rowid_name({"t", {{"a"}, {"ROWID"}}}), "_rowid_");
  EXPECT_EQ(rowid_name({"t", {{"rowid"}, {"_RowId_"}}}), "oid");
  const TableSchema schema{"t", {{"rowid"}, {"_rowid_"}, {"oid"}}};
  EXPECT_EQ(rowid_name(schema), std::nullopt);
  EXPECT_EQ(insert_sql(schema, true), insert_sql(schema, false));
}

TEST(TableSchemaTest, NamesColumnsAsTheyAreGiven) {
  TableSchema schema{"t", {}};
  for (const std::string& name : kNastyNames) {
    schema.columns.push_back({name, ColumnType::kReal, false, false});
  }
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(create_table_sql(schema));
  SQLite::Statement columns(database,
                            "SELECT name, type FROM pragma_table_info('t')");
  for (const std::string& name : kNastyNames) {
    ASSERT_TRUE(columns.executeStep());
    EXPECT_EQ(columns.getColumn(0).getString(), name);
    EXPECT_EQ(columns.getColumn(1).getString(), "REAL");
  }
  EXPECT_FALSE(columns.executeStep());
}

TEST(TableSchemaTest, NamesTablesAsTheyAreGiven) {
  SQLite::Database database(":memory:",
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  for (const std::string& name : kNastyNames) {
    const TableSchema schema{name, {{"c"}}};
    database.exec(create_table_sql(schema));
    SQLite::Statement insert(database, insert_sql(schema, false));
    insert.bind(1, "x");
    EXPECT_EQ(insert.exec(), 1);
    SQLite::Statement find(database,
                           "SELECT 1 FROM sqlite_schema WHERE name = ?");
    find.bind(1, name);
    EXPECT_TRUE(find.executeStep()) << name;
  }
}

}  // namespace
}  // namespace csvimport
