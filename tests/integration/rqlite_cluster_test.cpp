// The cluster that other tests import into does what they take for granted.

#include "rqlite_cluster.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace csvimport {
namespace {

using Texts = std::vector<std::string>;

class RqliteServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!RqliteCluster::is_installed()) GTEST_SKIP() << "no rqlite";
  }
};

TEST_F(RqliteServerTest, KeepsWhatItTookWhenTheLeaderIsKilled) {
  RqliteCluster cluster;
  cluster.execute({"CREATE TABLE t (a, b)",
                   "INSERT INTO t VALUES (1, 'a|b'), (2.0, NULL)"});
  const std::size_t first = cluster.leader();
  cluster.kill(first);
  EXPECT_NE(cluster.leader(), first);
  EXPECT_EQ(cluster.query("SELECT a, b FROM t ORDER BY a"),
            (Texts{"1|'a|b'", "2.0|NULL"}));
  cluster.execute({"INSERT INTO t VALUES (3, x'00')"});
  cluster.restart(first);
  EXPECT_EQ(cluster.query("SELECT a, b FROM t ORDER BY a", first),
            (Texts{"1|'a|b'", "2.0|NULL", "3|X'00'"}));
}

TEST_F(RqliteServerTest, GoesOnWithoutAStoppedLeader) {
  RqliteCluster cluster;
  cluster.execute({"CREATE TABLE t (a)"});
  const std::size_t first = cluster.leader();
  cluster.stop(first);
  EXPECT_NE(cluster.leader(), first);
  cluster.execute({"INSERT INTO t VALUES (1)"});
  cluster.go_on(first);
  EXPECT_EQ(cluster.query("SELECT a FROM t"), (Texts{"1"}));
}

TEST_F(RqliteServerTest, RefusesWithoutThePassword) {
  RqliteCluster::Settings settings;
  settings.user = "ada";
  settings.password = "it's \"secret\"";
  RqliteCluster cluster(settings);
  cluster.execute({"CREATE TABLE t (a)"});
  HttpRequest request;
  request.port = std::stoi(cluster.address(0).substr(10));
  request.path = "/db/query?q=SELECT%201";
  EXPECT_EQ(answer_of(request).status, 401);
  request.user = "ada";
  request.password = "wrong";
  EXPECT_EQ(answer_of(request).status, 401);
}

TEST_F(RqliteServerTest, TellsOfStatementsThatFail) {
  RqliteCluster::Settings settings;
  settings.nodes = 1;
  settings.arguments = {"-fk"};
  RqliteCluster cluster(settings);
  EXPECT_THROW(cluster.execute({"CREATE TABLE t (a)", "nonsense"}),
               std::runtime_error);
  EXPECT_THROW(cluster.query("SELECT * FROM t"), std::runtime_error);
  EXPECT_EQ(cluster.query("SELECT * FROM pragma_foreign_keys"), (Texts{"1"}));
}

}  // namespace
}  // namespace csvimport
