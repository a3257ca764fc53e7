#include "rqlite_cluster.hpp"

#include "process.hpp"

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <utility>

namespace csvimport {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::milliseconds kPause{20};
constexpr int kShortTimeoutMs = 2'000;

// Long enough for a node that waits for a processor, short enough for tests.
constexpr const char* kRaftTimeout = "500ms";

std::string local(int port) { return "127.0.0.1:" + std::to_string(port); }

// Throws if `answer` is none, or says that a statement has failed.
json results_of(const HttpAnswer& answer, const std::string& what) {
  if (answer.status != 200) {
    throw std::runtime_error(what + ": status " +
                             std::to_string(answer.status) + ' ' + answer.body);
  }
  const json body = json::parse(answer.body);
  // What is wrong with all of them, such as a transaction that is open.
  if (body.contains("error")) {
    throw std::runtime_error(what + ": " + body["error"].get<std::string>());
  }
  json results = body.at("results");
  for (const json& result : results) {
    if (result.contains("error")) {
      throw std::runtime_error(what + ": " +
                               result["error"].get<std::string>());
    }
  }
  return results;
}

// A query of one column, in which quote() shows all of `columns` of `sql`.
std::string quoted(const std::string& sql, std::size_t columns) {
  std::string names;
  std::string values;
  for (std::size_t i = 0; i < columns; ++i) {
    const std::string name = 'c' + std::to_string(i);
    names += (i == 0 ? "" : ",") + name;
    values += (i == 0 ? "quote(" : "||'|'||quote(") + name + ')';
  }
  return "WITH r(" + names + ") AS (" + sql + ") SELECT " + values + " FROM r";
}

}  // namespace

bool RqliteCluster::is_installed() {
  return !server_program("rqlited").empty();
}

RqliteCluster::RqliteCluster(Settings settings)
    : settings_(std::move(settings)), nodes_(settings_.nodes) {
  for (Node& node : nodes_) {
    node.http_port = free_port();
    node.raft_port = free_port();
  }
  if (!settings_.user.empty()) {
    const json users = {{{"username", settings_.user},
                         {"password", settings_.password},
                         {"perms", {"all"}}}};
    settings_.arguments.insert(settings_.arguments.end(),
                               {"-auth", folder_.write("users", users.dump()),
                                "-join-as", settings_.user});
  }
  for (std::size_t node = 0; node < size(); ++node) start(node);
  for (std::size_t node = 0; node < size(); ++node) await(node, "/readyz");
}

void RqliteCluster::start(std::size_t node) {
  std::string everyone;
  for (const Node& one : nodes_) {
    everyone += (everyone.empty() ? "" : ",") + local(one.raft_port);
  }
  std::vector<std::string> arguments = {"-node-id",
                                        std::to_string(node),
                                        "-http-addr",
                                        local(nodes_[node].http_port),
                                        "-raft-addr",
                                        local(nodes_[node].raft_port),
                                        "-raft-timeout",
                                        kRaftTimeout,
                                        "-raft-election-timeout",
                                        kRaftTimeout,
                                        "-raft-leader-lease-timeout",
                                        kRaftTimeout};
  if (size() > 1) {
    arguments.insert(arguments.end(),
                     {"-bootstrap-expect", std::to_string(size()), "-join",
                      everyone, "-join-interval", "100ms"});
  }
  const auto add = [&](const std::vector<std::string>& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
  };
  add(settings_.arguments);
  if (settings_.node_arguments.contains(node)) {
    add(settings_.node_arguments.at(node));
  }
  arguments.push_back(folder(node));
  nodes_[node].is_stopped = false;
  nodes_[node].process.emplace(server_program("rqlited"), arguments,
                               folder_.path("log" + std::to_string(node)));
}

bool RqliteCluster::answers(std::size_t node, const std::string& path) const {
  HttpRequest asked;
  asked.port = nodes_[node].http_port;
  asked.path = path;
  asked.user = settings_.user;
  asked.password = settings_.password;
  asked.timeout_ms = kShortTimeoutMs;
  return answer_of(asked).status == 200;
}

void RqliteCluster::await(std::size_t node, const std::string& path) {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (!answers(node, path)) {
    if (!nodes_[node].process->is_running() ||
        std::chrono::steady_clock::now() > deadline) {
      const std::string text = log(node);
      throw std::runtime_error(
          "rqlited does not get ready: " +
          text.substr(text.size() - std::min<std::size_t>(text.size(), 2000)));
    }
    std::this_thread::sleep_for(kPause);
  }
}

std::string RqliteCluster::address(std::size_t node) const {
  return local(nodes_.at(node).http_port);
}

std::string RqliteCluster::url(std::size_t node) const {
  return "rqlite://" + address(node);
}

std::string RqliteCluster::url() const {
  std::string text = "rqlite://";
  for (std::size_t node = 0; node < size(); ++node) {
    text += (node == 0 ? "" : ",") + address(node);
  }
  return text;
}

// A node that was cut off goes on to think that it leads; so does one that has
// lost the others, until its lease ends.
std::optional<std::size_t> RqliteCluster::find_leader() const {
  for (std::size_t node = 0; node < size(); ++node) {
    if (!nodes_[node].process || nodes_[node].is_stopped) continue;
    HttpRequest asked;
    asked.port = nodes_[node].http_port;
    asked.path = "/status";
    asked.user = settings_.user;
    asked.password = settings_.password;
    asked.timeout_ms = kShortTimeoutMs;
    const HttpAnswer answer = answer_of(asked);
    if (answer.status != 200) continue;
    const json status = json::parse(answer.body);
    if (status.at("store").at("raft").at("state") == "Leader") return node;
  }
  return std::nullopt;
}

std::size_t RqliteCluster::leader() {
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < deadline) {
    if (const auto node = find_leader()) return *node;
    std::this_thread::sleep_for(kPause);
  }
  throw std::runtime_error("no node of rqlite leads");
}

std::vector<std::size_t> RqliteCluster::followers() {
  const std::size_t leading = leader();
  std::vector<std::size_t> all;
  for (std::size_t node = 0; node < size(); ++node) {
    if (node != leading) all.push_back(node);
  }
  return all;
}

void RqliteCluster::kill(std::size_t node) { nodes_.at(node).process.reset(); }

void RqliteCluster::restart(std::size_t node) {
  kill(node);
  start(node);
  await(node, "/readyz?sync&timeout=1s");
}

void RqliteCluster::stop(std::size_t node) {
  nodes_.at(node).is_stopped = true;
  nodes_[node].process->signal(SIGSTOP);
}

void RqliteCluster::go_on(std::size_t node) {
  nodes_.at(node).is_stopped = false;
  nodes_[node].process->signal(SIGCONT);
}

std::string RqliteCluster::log(std::size_t node) const {
  return slurp(folder_.path("log" + std::to_string(node)));
}

std::string RqliteCluster::folder(std::size_t node) const {
  const auto found = settings_.node_folders.find(node);
  return found == settings_.node_folders.end()
             ? folder_.path("node" + std::to_string(node))
             : found->second;
}

HttpAnswer RqliteCluster::request(std::size_t node, const std::string& method,
                                  const std::string& path,
                                  const std::string& body,
                                  const std::string& content_type) const {
  HttpRequest asked;
  asked.port = nodes_.at(node).http_port;
  asked.method = method;
  asked.path = path;
  asked.content_type = content_type;
  asked.body = body;
  asked.user = settings_.user;
  asked.password = settings_.password;
  return answer_of(asked);
}

void RqliteCluster::execute(const std::vector<std::string>& statements) {
  results_of(request(leader(), "POST", "/db/execute?transaction",
                     json(statements).dump()),
             statements.front());
}

void RqliteCluster::load(const std::string& text) {
  results_of(request(leader(), "POST", "/db/load", text, "text/plain"),
             "/db/load");
}

json RqliteCluster::values(const std::string& sql,
                           std::optional<std::size_t> node) {
  const std::string level = node ? "none" : "strong";
  const json results =
      results_of(request(node ? *node : leader(), "POST",
                         "/db/query?level=" + level, json({sql}).dump()),
                 sql);
  const json& result = results.at(0);
  return result.contains("values") ? result["values"] : json::array();
}

std::vector<std::string> RqliteCluster::query(const std::string& sql,
                                              std::optional<std::size_t> node) {
  const std::size_t asked = node ? *node : leader();
  const json shape =
      results_of(request(asked, "POST", "/db/query?level=none",
                         json({"SELECT * FROM (" + sql + ") LIMIT 0"}).dump()),
                 sql);
  std::vector<std::string> rows;
  for (const json& row :
       values(quoted(sql, shape.at(0).at("columns").size()), node)) {
    rows.push_back(row.at(0).get<std::string>());
  }
  return rows;
}

}  // namespace csvimport
