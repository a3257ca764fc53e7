#include "cluster/cluster_landing.hpp"

#include "base/clock.hpp"
#include "base/import_error.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace csvimport {
namespace {

constexpr std::chrono::milliseconds kPause{200};

using Results = std::vector<LandedTable>;

// What the import has come to; none if it has not landed.
std::optional<Results> results_in(const TextRows& rows) {
  if (rows.empty()) return std::nullopt;
  Results results;
  for (const auto& row : rows) results.push_back({std::stoull(row.at(0))});
  return results;
}

// Nodes carry out what is in the log, each for itself.
bool is_of_the_disk(std::string_view reason) {
  return reason.find("disk is full") != std::string_view::npos ||
         reason.find("disk I/O error") != std::string_view::npos;
}

[[noreturn]] void explain(const RqliteClient& client,
                          const StagedImport& import,
                          const StatementRefused& refused) {
  if (import.has_other_schema(refused)) {
    throw ImportError({client.name()},
                      "its tables were changed while the file was read; import "
                      "it again");
  }
  if (import.lacks_rows(refused)) {
    throw SystemError(client.name(),
                      "not all rows have arrived there, so none has landed; "
                      "import it again");
  }
  const std::string_view reason = refused.what();
  const std::string told =
      "the cluster refuses the rows: " + std::string(reason);
  if (is_of_the_disk(reason)) {
    throw UnknownLanding(
        client.name(),
        told +
            "; nodes whose disks are sound may have taken them all the same, "
            "and differ from the leader now");
  }
  throw ImportError({client.name()},
                    told +
                        "; its tables were changed while the file was read, "
                        "or have rules that only they can tell");
}

// Of a landing whose answer was lost.
class LostLanding {
 public:
  LostLanding(RqliteClient& client, const StagedImport& import,
              std::uint64_t patience_ms)
      : client_(client), import_(import), patience_ms_(patience_ms) {}

  // Waits until the cluster tells: so long as it has a leader, that may be at
  // work. None: it has not landed.
  std::optional<Results> find_out() {
    for (;;) {
      try {
        return results_in(client_.query_once(import_.landed()));
      } catch (const StatementRefused& refused) {
        throw SystemError(client_.name(),
                          "what was staged has gone, and nothing has landed: " +
                              std::string(refused.what()));
      } catch (const NoAnswer& problem) {
        if (client_.has_leader()) lost_ = Clock::now();
        if (seconds_since(lost_) * 1000 >= static_cast<double>(patience_ms_)) {
          fail(problem);
        }
        std::this_thread::sleep_for(kPause);
      }
    }
  }

 private:
  [[noreturn]] void fail(const NoAnswer& problem) const {
    throw UnknownLanding(
        client_.name(),
        "the cluster gives no answer (" + std::string(problem.what()) +
            "), so it is not known whether the rows have landed; they have if, "
            "when it is back, table " +
            import_.name() + " has a row where n is -1");
  }

  RqliteClient& client_;
  const StagedImport& import_;
  const std::uint64_t patience_ms_;
  Clock::time_point lost_ = Clock::now();
};

}  // namespace

std::vector<LandedTable> land_in_cluster(const ClusterAccess& access,
                                         const StagedImport& import,
                                         const std::vector<SentTable>& tables) {
  RqliteClient client(access);
  client.go_on_at_signals();
  const std::vector<std::string> landing = import.land(tables);
  for (bool again = false;; again = true) {
    try {
      client.execute_once(landing);
      return results_in(client.query(import.landed())).value_or(Results());
    } catch (const StatementRefused& refused) {
      // By an earlier one, whose answer was lost, it may have landed.
      if (again) {
        LostLanding lost(client, import, access.timeout_ms);
        if (const auto results = lost.find_out()) return *results;
      }
      explain(client, import, refused);
    } catch (const NoAnswer&) {
      LostLanding lost(client, import, access.timeout_ms);
      if (const auto results = lost.find_out()) return *results;
    }
  }
}

}  // namespace csvimport
