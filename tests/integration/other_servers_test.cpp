// The other servers that tests load texts into, and how their rows are
// compared.

#include "exact_values.hpp"
#include "local_d1.hpp"
#include "rqlite_cluster.hpp"
#include "sqld_server.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace csvimport {
namespace {

using Texts = std::vector<std::string>;

constexpr const char* kText =
    "CREATE TABLE t (a, b, c);\n"
    "INSERT INTO t VALUES (9223372036854775807, 0.1, NULL),\n"
    "(CAST('a' AS BLOB), 5e-324, 9e999);\n"
    "INSERT INTO t VALUES (1, 1.0, '1;');\n";

const Texts kRows = {"i9223372036854775807|0x1.999999999999ap-4|null",
                     "b61|0x0.0000000000001p-1022|rInf", "i1|0x1p+0|t313B"};

constexpr const char* kWrong =
    "CREATE TABLE u (a);\nINSERT INTO u VALUES (1);\nINSERT INTO v VALUES "
    "(1);\n";

TEST(OtherServerTest, RqliteTakesText) {
  if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
  RqliteCluster::Settings settings;
  settings.nodes = 1;
  RqliteCluster cluster(settings);
  cluster.load(kText);
  EXPECT_EQ(exact_rows(cluster.values(exact_values_sql("t", 3))), kRows);
  EXPECT_THROW(cluster.load(kWrong), std::runtime_error);
}

TEST(OtherServerTest, SqldTakesText) {
  if (!SqldServer::is_installed()) GTEST_SKIP() << "no sqld";
  const SqldServer server;
  server.load(kText);
  EXPECT_EQ(exact_rows(server.values(exact_values_sql("t", 3))), kRows);
  EXPECT_THROW(server.load(kWrong), std::runtime_error);
}

TEST(OtherServerTest, SqldStartsWithAFile) {
  if (!SqldServer::is_installed()) GTEST_SKIP() << "no sqld";
  const TempFolder folder;
  SQLite::Database(folder.path("db"),
                   SQLite::OPEN_CREATE | SQLite::OPEN_READWRITE)
      .exec(kText);
  const SqldServer server(folder.path("db"));
  EXPECT_EQ(exact_rows(server.values(exact_values_sql("t", 3))), kRows);
  EXPECT_EQ(exact_rows(values_in(folder.path("db"), exact_values_sql("t", 3))),
            kRows);
}

TEST(OtherServerTest, D1TakesText) {
  if (!LocalD1::is_installed()) GTEST_SKIP() << "no wrangler";
  const LocalD1 local;
  local.load(kText);
  EXPECT_EQ(exact_rows(values_in(local.database(), exact_values_sql("t", 3))),
            kRows);
  EXPECT_THROW(local.load(kWrong), std::runtime_error);
  EXPECT_THROW(column_count(local.database(), "u"), SQLite::Exception);
}

}  // namespace
}  // namespace csvimport
