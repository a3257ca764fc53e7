#include "cluster/upload.hpp"

#include "base/system_error.hpp"

#include <iterator>
#include <utility>

namespace csvimport {
namespace {

// Enough for what a request costs beside its rows, little enough for a slow
// link: by taste.
constexpr std::size_t kRequestBytes = 256 * 1024;

}  // namespace

Upload::Upload(const ClusterAccess& access, const StagedImport& import,
               std::size_t senders, std::uint64_t first)
    : access_(access), import_(import), requests_(senders) {
  next_.number = first;
  try {
    senders_.start(senders, [this](std::size_t /*sender*/) { send_some(); });
  } catch (...) {
    requests_.close();  // which those that have started wait for
    throw;
  }
}

Upload::~Upload() { requests_.close(); }

void Upload::take(std::vector<std::string> statements) {
  for (std::string& statement : statements) {
    bytes_ += statement.size();
    next_.statements.push_back(std::move(statement));
    if (bytes_ >= kRequestBytes) push();
  }
}

std::uint64_t Upload::finish() {
  if (!next_.statements.empty()) push();
  requests_.close();
  senders_.join();
  throw_failure();
  return next_.number;
}

void Upload::push() {
  const std::uint64_t number = next_.number;
  if (!requests_.push(std::exchange(next_, {number + 1, {}}))) throw_failure();
  bytes_ = 0;
}

void Upload::send_some() {
  try {
    RqliteClient client(access_);
    while (const std::optional<Request> request = requests_.pop()) {
      send(client, *request);
    }
  } catch (...) {
    note_failure();
    requests_.close();
    // Nobody waits for what is left in it.
    while (requests_.try_pop()) {
    }
  }
}

void Upload::send(RqliteClient& client, const Request& request) {
  std::vector<std::string> statements = {
      import_.note_request(static_cast<std::int64_t>(request.number))};
  statements.insert(statements.end(), request.statements.begin(),
                    request.statements.end());
  try {
    client.execute(statements);
  } catch (const StatementRefused& error) {
    if (import_.was_carried_out(error)) return;
    throw SystemError(
        client.name(),
        std::string("the cluster takes no rows: ") + error.what());
  }
}

void Upload::note_failure() {
  const std::lock_guard lock(mutex_);
  if (failure_ == nullptr) failure_ = std::current_exception();
}

void Upload::throw_failure() {
  const std::lock_guard lock(mutex_);
  if (failure_ != nullptr) std::rethrow_exception(failure_);
}

}  // namespace csvimport
