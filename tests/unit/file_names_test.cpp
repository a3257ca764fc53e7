#include "base/file_names.hpp"

#include <gtest/gtest.h>

namespace csvimport {
namespace {

TEST(TableNameTest, IsTheFilesName) {
  EXPECT_EQ(table_name_for("orders.csv"), "orders");
  EXPECT_EQ(table_name_for("../data/orders.csv"), "orders");
  EXPECT_EQ(table_name_for("/data.d/orders"), "orders");
  EXPECT_EQ(table_name_for("-"), "stdin");
}

TEST(TableNameTest, HasNoEndingsOfTextsAndArchives) {
  EXPECT_EQ(table_name_for("orders.csv.gz"), "orders");
  EXPECT_EQ(table_name_for("ORDERS.TSV.ZST"), "ORDERS");
  EXPECT_EQ(table_name_for("orders.zip"), "orders");
  EXPECT_EQ(table_name_for("orders.2024.txt"), "orders.2024");
  EXPECT_EQ(table_name_for("orders.json"), "orders.json");
  EXPECT_EQ(table_name_for("orders.csv.csv"), "orders.csv");
}

TEST(TableNameTest, IsNeverEmpty) {
  EXPECT_EQ(table_name_for(".csv"), ".csv");
  EXPECT_EQ(table_name_for("data/.gz"), ".gz");
}

TEST(CsvEndingTest, MayStandBeforeThatOfAnArchive) {
  for (const char* const name :
       {"a.csv", "a.TSV", "a.tab", "a.csv.gz", "a.b.tsv.Zst"}) {
    EXPECT_TRUE(has_csv_ending(name)) << name;
  }
  for (const char* const name :
       {"a", "csv", ".csv", "a.txt", "a.gz", "a.csv.reasons", "a.csv.gz.gz"}) {
    EXPECT_FALSE(has_csv_ending(name)) << name;
  }
}

}  // namespace
}  // namespace csvimport
