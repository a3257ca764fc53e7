#pragma once

// What a cluster of rqlite does with SQL, by its HTTP interface
// (https://rqlite.io/docs/api): /db/execute and /db/query.

#include "cluster/cluster_url.hpp"
#include "cluster/http_client.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace csvimport {

// The variables that a user's name and password are taken from.
inline constexpr const char* kRqliteUser = "CSVIMPORT_RQLITE_USER";
inline constexpr const char* kRqlitePassword = "CSVIMPORT_RQLITE_PASSWORD";

// A cluster, and how to come in.
struct ClusterAccess {
  ClusterUrl url;
  Login login;
  // How long it may be without a leader, or without an answer.
  std::uint64_t timeout_ms = 30'000;
  // The host that answered last, which all clients ask first.
  std::shared_ptr<std::atomic<std::size_t>> host =
      std::make_shared<std::atomic<std::size_t>>(0);
};

// SQLite in the cluster has refused a statement, and what came with it is
// undone; what() is what it said.
class StatementRefused : public std::runtime_error {
 public:
  StatementRefused(std::size_t statement, const std::string& reason)
      : std::runtime_error(reason), statement_(statement) {}
  // Which one of the request, from 0.
  [[nodiscard]] std::size_t statement() const { return statement_; }

 private:
  std::size_t statement_;
};

// Rows whose values are all texts; NULL is "".
using TextRows = std::vector<std::vector<std::string>>;

// A client of the whole cluster: where a node does not answer, or knows no
// leader, it asks the next one, until the time is up. So a request may have
// been taken more than once, or after all where it failed. One thread. Throws
// SystemError where the cluster cannot do what is asked, StatementRefused,
// Interrupted.
class RqliteClient {
 public:
  // The access is borrowed.
  explicit RqliteClient(const ClusterAccess& access);

  // Runs the statements in one transaction.
  void execute(const std::vector<std::string>& statements);
  // The rows of a SELECT: behind all that was written before, by way of the
  // cluster's log.
  TextRows query(const std::string& select);
  // The same as the leader has them, which is sooner there.
  TextRows read(const std::string& select);

  // What messages call the cluster.
  [[nodiscard]] const std::string& name() const { return access_.url.text; }

  // Signals end no request from now on.
  void go_on_at_signals() { http_.go_on_at_signals(); }
  // Waits no longer than so from now on.
  void wait_at_most(std::uint64_t timeout_ms) { timeout_ms_ = timeout_ms; }

  // What goes on while a request takes its time: whether a node has a leader in
  // sight. Throws nothing but Interrupted.
  bool has_leader();
  // As execute(), but asks once, at the node that answered last; throws
  // NoAnswer where it is not known what has become of it.
  void execute_once(const std::vector<std::string>& statements);
  // As query() does.
  TextRows query_once(const std::string& select);

 private:
  [[nodiscard]] std::string address() const;
  void ask_another();
  // Until a signal arrives, if that ends requests.
  void pause(int milliseconds) const;
  // Until it is answered, or the time is up.
  template <class Request>
  auto insist(const Request& request);
  // The body of the answer; throws NoAnswer for what another node, or a later
  // time, may answer otherwise.
  std::string ask(const std::string& path, const std::string& json);
  const ClusterAccess& access_;
  HttpClient http_;
  std::size_t host_;  // that is asked
  std::uint64_t timeout_ms_;
};

}  // namespace csvimport
