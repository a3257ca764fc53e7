#include "cluster/cluster_url.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace csvimport {
namespace {

std::string problem_of(const std::string& text) {
  try {
    parse_cluster_url(text);
  } catch (const std::invalid_argument& problem) {
    return problem.what();
  }
  return "";
}

TEST(ClusterUrlTest, KnowsWhatIsMeantForOne) {
  EXPECT_TRUE(is_cluster_url("rqlite://h"));
  EXPECT_TRUE(is_cluster_url("rqlites://"));
  EXPECT_FALSE(is_cluster_url("rqlite.db"));
  EXPECT_FALSE(is_cluster_url("./rqlite://h"));
}

TEST(ClusterUrlTest, HasEachHostWithItsPort) {
  const ClusterUrl url =
      parse_cluster_url("rqlite://a,b:80,[::1],[fe80::1]:9/");
  EXPECT_FALSE(url.is_secure);
  EXPECT_EQ(url.user, "");
  EXPECT_EQ(url.hosts, (std::vector<std::string>{"a:4001", "b:80", "[::1]:4001",
                                                 "[fe80::1]:9"}));
  EXPECT_EQ(url.address(1), "http://b:80");
}

TEST(ClusterUrlTest, MayNameAUser) {
  const ClusterUrl url = parse_cluster_url("rqlites://a@b@h:1");
  EXPECT_TRUE(url.is_secure);
  EXPECT_EQ(url.user, "a@b");
  EXPECT_EQ(url.address(0), "https://h:1");
}

TEST(ClusterUrlTest, TakesNoPassword) {
  const std::string problem = problem_of("rqlite://ada:secret@h");
  EXPECT_NE(problem.find("CSVIMPORT_RQLITE_PASSWORD"), std::string::npos);
  EXPECT_EQ(problem.find("secret"), std::string::npos);
}

TEST(ClusterUrlTest, SaysWhatIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"rqlite://", "a host has no name"},
      {"rqlite://:4001", "a host has no name"},
      {"rqlite://a,,b", "a host has no name"},
      {"rqlite://a,", "a host has no name"},
      {"rqlite://a:", "a port is no number"},
      {"rqlite://a:b", "a port is no number"},
      {"rqlite://a:1:2", "a port is no number"},
      {"rqlite://a:99999", "a port is no number"},
      {"rqlite://a:0", "a port is no number"},
      {"rqlite://[::1", "a host lacks its ]"},
      {"rqlite://[::1]4001", "a port is no number"},
      {"rqlite://a b", "a host has characters that no host has"},
      {"rqlite://a?x=1", "a host has characters that no host has"},
      {"rqlite://a/db", "nothing comes behind its hosts"},
  };
  for (const auto& [text, problem] : cases) {
    EXPECT_NE(problem_of(text).find(problem), std::string::npos)
        << text << ": " << problem_of(text);
  }
}

}  // namespace
}  // namespace csvimport
