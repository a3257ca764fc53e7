#pragma once

// Where a cluster is, as its user writes it: rqlite://HOST:PORT,HOST:PORT.

#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct ClusterUrl {
  std::string text;  // as it was given
  bool is_secure = false;
  std::string user;  // "": none is named
  // HOST:PORT each, at least one.
  std::vector<std::string> hosts;

  // Where requests to this host go, without the path, as `user`, if it is not
  // "".
  [[nodiscard]] std::string address(std::size_t host,
                                    std::string_view user = "") const;
};

// Whether that is meant for a cluster, not for a file.
bool is_cluster_url(std::string_view text);

// Throws std::invalid_argument, which says what is wrong and never quotes a
// password.
ClusterUrl parse_cluster_url(const std::string& text);

}  // namespace csvimport
