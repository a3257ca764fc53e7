#include "foreign_keys/foreign_keys.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

namespace csvimport {
namespace {

using Names = std::vector<std::string>;

class ForeignKeysTest : public testing::Test {
 protected:
  // Whether a row of c with these values refers to nothing, by its one key.
  bool refers_to_nothing(const Names& values) {
    const ForeignKey key = foreign_keys_of(database_, "c").front();
    return database_.execAndGet("SELECT " + refers_to_nothing_sql(key, values))
               .getInt() == 1;
  }

  SQLite::Database database_{":memory:",
                             SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
};

TEST_F(ForeignKeysTest, AreThereAsTheTableDeclaresThem) {
  database_.exec(
      "CREATE TABLE p (x, y, z UNIQUE, PRIMARY KEY (y, x));"
      "CREATE TABLE c (a REFERENCES P (z), b, d, FOREIGN KEY (d, b) "
      "REFERENCES p)");
  std::vector<ForeignKey> keys = foreign_keys_of(database_, "C");
  ASSERT_EQ(keys.size(), 2U);
  if (keys.front().columns.size() == 1) std::swap(keys[0], keys[1]);
  EXPECT_EQ(keys[0].columns, (Names{"d", "b"}));
  EXPECT_EQ(keys[0].parent, "p");
  EXPECT_EQ(keys[0].parent_columns, (Names{"y", "x"}));
  EXPECT_EQ(keys[1].columns, (Names{"a"}));
  EXPECT_EQ(keys[1].parent, "P");
  EXPECT_EQ(keys[1].parent_columns, (Names{"z"}));
  EXPECT_TRUE(keys[0].has_parent && keys[1].has_parent);
  EXPECT_NE(keys[0].number, keys[1].number);
}

TEST_F(ForeignKeysTest, MayReferToNoTableOrToOneWithoutAKey) {
  database_.exec(
      "CREATE TABLE p (x); CREATE TABLE c (a REFERENCES none, b REFERENCES p)");
  for (const ForeignKey& key : foreign_keys_of(database_, "c")) {
    EXPECT_EQ(key.has_parent, key.parent == "p");
    EXPECT_TRUE(key.parent_columns.empty());
  }
}

TEST_F(ForeignKeysTest, FitParentsThatTellTheirRowsApartByThem) {
  database_.exec(
      "CREATE TABLE p (id INTEGER PRIMARY KEY, a UNIQUE, b COLLATE NOCASE "
      "UNIQUE, c, d, e, f, UNIQUE (c, d));"
      "CREATE UNIQUE INDEX e ON p (e) WHERE e > 0;"
      "CREATE UNIQUE INDEX f ON p (f COLLATE NOCASE);"
      "CREATE UNIQUE INDEX d ON p (abs(d));"
      "CREATE TABLE w (x, y, PRIMARY KEY (x, y)) WITHOUT ROWID;");
  const auto fits = [&](const std::string& key) {
    database_.exec(
        "DROP TABLE IF EXISTS c; CREATE TABLE c (v, w, FOREIGN KEY " + key +
        ")");
    return foreign_keys_of(database_, "c").front().fits_parent;
  };
  for (const char* const key :
       {"(v) REFERENCES p", "(v) REFERENCES P (ID)", "(v) REFERENCES p (a)",
        "(v) REFERENCES p (b)", "(v, w) REFERENCES p (d, c)",
        "(v, w) REFERENCES w"}) {
    EXPECT_TRUE(fits(key)) << key;
  }
  for (const char* const key :
       {"(v) REFERENCES p (c)", "(v) REFERENCES p (d)", "(v) REFERENCES p (e)",
        "(v) REFERENCES p (f)", "(v) REFERENCES p (no)", "(v, w) REFERENCES p",
        "(v) REFERENCES w", "(v) REFERENCES none"}) {
    EXPECT_FALSE(fits(key)) << key;
  }
}

TEST_F(ForeignKeysTest, AreFoundInAllTables) {
  database_.exec(
      "CREATE TABLE p (x PRIMARY KEY, p REFERENCES p);"
      "CREATE TABLE \"c'\" (a REFERENCES p); CREATE TABLE other (a)");
  Names children;
  for (const Reference& reference : all_references(database_)) {
    children.push_back(reference.child);
    EXPECT_EQ(reference.key.parent, "p");
  }
  EXPECT_EQ(children, (Names{"p", "c'"}));
  EXPECT_EQ(references_to(database_, "P").size(), 2U);
  EXPECT_TRUE(references_to(database_, "other").empty());
}

TEST_F(ForeignKeysTest, CompareAsTheParentDoes) {
  database_.exec(
      "CREATE TABLE p (x INTEGER, y TEXT COLLATE NOCASE, UNIQUE (x, y));"
      "INSERT INTO p VALUES (7, 'Ada');"
      "CREATE TABLE c (a, b, FOREIGN KEY (a, b) REFERENCES p (x, y))");
  EXPECT_FALSE(refers_to_nothing({"'7'", "'ADA'"}));
  EXPECT_TRUE(refers_to_nothing({"'7'", "'Bob'"}));
  EXPECT_TRUE(refers_to_nothing({"'07x'", "'Ada'"}));
  EXPECT_FALSE(refers_to_nothing({"NULL", "'Bob'"}));
  EXPECT_FALSE(refers_to_nothing({"8", "NULL"}));
}

TEST_F(ForeignKeysTest, ReferToNothingWhereTheParentIsNotThere) {
  database_.exec("CREATE TABLE c (a REFERENCES none (x))");
  EXPECT_TRUE(refers_to_nothing({"1"}));
  EXPECT_FALSE(refers_to_nothing({"NULL"}));
}

}  // namespace
}  // namespace csvimport
