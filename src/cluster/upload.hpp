#pragma once

// Rows on their way into a cluster: a fixed number of senders drain a channel
// of requests.

#include "cluster/rqlite_client.hpp"
#include "cluster/staged_import.hpp"
#include "pipeline/channel.hpp"
#include "pipeline/worker_pool.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

namespace csvimport {

// Takes statements, puts them into requests of bounded size, and has these
// sent, some at a time. One thread. Throws what ends a request: SystemError,
// Interrupted.
class Upload {
 public:
  // All but the numbers is borrowed. With one sender, the requests are carried
  // out in their order. They are numbered from `first` on.
  Upload(const ClusterAccess& access, const StagedImport& import,
         std::size_t senders, std::uint64_t first);
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  ~Upload();

  void take(std::vector<std::string> statements);
  // Waits until all has been carried out. Returns the number for a further
  // request.
  std::uint64_t finish();

 private:
  struct Request {
    std::uint64_t number = 0;
    std::vector<std::string> statements;
  };

  void send_some();
  void send(RqliteClient& client, const Request& request);
  void push();
  void note_failure();
  void throw_failure();

  const ClusterAccess& access_;
  const StagedImport& import_;
  Channel<Request> requests_;
  Request next_;
  std::size_t bytes_ = 0;  // of its statements
  std::mutex mutex_;
  std::exception_ptr failure_;  // the first; guarded by mutex_
  WorkerPool senders_;          // goes first
};

}  // namespace csvimport
