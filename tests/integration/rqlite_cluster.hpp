#pragma once

// A cluster of rqlite on loopback for tests.

#include "http_request.hpp"
#include "server_process.hpp"
#include "temp_folder.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace csvimport {

// Its nodes count from 0. What it cannot do within half a minute, throws, with
// the end of a node's log.
class RqliteCluster {
 public:
  struct Settings {
    std::size_t nodes = 3;
    std::vector<std::string> arguments;  // of all nodes: {"-fk"}
    // Further ones of a node: {{1, {"-raft-snap", "100"}}}.
    std::map<std::size_t, std::vector<std::string>> node_arguments;
    // Where a node's data are, else in a folder for temporary files:
    // {{1, "/small/node"}}.
    std::map<std::size_t, std::string> node_folders;
    std::string user;  // who may do everything; "": no passwords
    std::string password;
  };

  // Whether rqlited is installed.
  static bool is_installed();

  // Returns when it has a leader, and each node knows it.
  explicit RqliteCluster(Settings settings);
  RqliteCluster() : RqliteCluster(Settings{}) {}

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  // HOST:PORT of a node, for HTTP.
  [[nodiscard]] std::string address(std::size_t node) const;
  // rqlite://HOST:PORT of a node, and rqlite://HOST:PORT,... of all.
  [[nodiscard]] std::string url(std::size_t node) const;
  [[nodiscard]] std::string url() const;

  // Waits until a node that runs says that it leads, and no stopped one is it.
  std::size_t leader();
  // Those that do not lead, stopped and killed ones too.
  std::vector<std::size_t> followers();

  // By SIGKILL.
  void kill(std::size_t node);
  // Starts it again, and returns when it has caught up.
  void restart(std::size_t node);
  // Neither answers nor ends until it goes on: cut off.
  void stop(std::size_t node);
  void go_on(std::size_t node);
  // What a node has written to stdout and stderr.
  [[nodiscard]] std::string log(std::size_t node) const;
  // The folder of a node's data.
  [[nodiscard]] std::string folder(std::size_t node) const;

  // Sends to a node, with user and password.
  [[nodiscard]] HttpAnswer request(
      std::size_t node, const std::string& method, const std::string& path,
      const std::string& body = "",
      const std::string& content_type = "application/json") const;
  // Runs statements in one transaction, by the leader. Throws if one fails.
  void execute(const std::vector<std::string>& statements);
  // Has the leader load a text, as one request whatever its size. Throws if a
  // statement fails; those before it stay, unless there is a BEGIN among them.
  void load(const std::string& text);
  // The rows that `sql` gives, by the leader or, from what it has itself, by
  // `node`: each its values, as quote() shows them, joined by "|".
  std::vector<std::string> query(const std::string& sql,
                                 std::optional<std::size_t> node = {});
  // The rows as JSON has them.
  nlohmann::json values(const std::string& sql,
                        std::optional<std::size_t> node = {});

 private:
  struct Node {
    int http_port = 0;
    int raft_port = 0;
    bool is_stopped = false;
    std::optional<ServerProcess> process;
  };

  void start(std::size_t node);
  [[nodiscard]] bool answers(std::size_t node, const std::string& path) const;
  // Waits until `path` of a node has status 200.
  void await(std::size_t node, const std::string& path);
  [[nodiscard]] std::optional<std::size_t> find_leader() const;

  Settings settings_;
  TempFolder folder_;
  std::vector<Node> nodes_;
};

}  // namespace csvimport
