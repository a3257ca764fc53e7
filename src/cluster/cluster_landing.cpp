#include "cluster/cluster_landing.hpp"

#include "base/clock.hpp"
#include "base/import_error.hpp"
#include "base/interrupt.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace csvimport {
namespace {

constexpr std::chrono::milliseconds kPause{200};

// A landing that the cluster has not taken is tried so often, however long each
// try takes; by taste.
constexpr int kLeastTries = 3;

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

// What becomes of a landing, by what is staged in the cluster.
class LandingWatch {
 public:
  LandingWatch(RqliteClient& client, const StagedImport& import,
               std::uint64_t patience_ms)
      : client_(client), import_(import), patience_ms_(patience_ms) {}

  // Waits until the cluster tells: so long as it has a leader, that may be at
  // work. None: it has not landed.
  std::optional<Results> find_out() {
    Clock::time_point lost = Clock::now();
    for (;;) {
      try {
        return results_in(client_.query_once(import_.landed()));
      } catch (const StatementRefused& refused) {
        throw SystemError(client_.name(),
                          "what was staged has gone, and nothing has landed: " +
                              std::string(refused.what()));
      } catch (const NoAnswer& problem) {
        if (client_.has_leader()) lost = Clock::now();
        if (seconds_since(lost) * 1000 >= static_cast<double>(patience_ms_)) {
          fail(problem);
        }
        std::this_thread::sleep_for(kPause);
      } catch (const SystemError& problem) {
        fail(problem);
      }
    }
  }

  // Has it never land from now on, unless it has: a try may still be on its
  // way.
  std::optional<Results> give_up() {
    try {
      client_.execute({import_.give_up()});
    } catch (const StatementRefused&) {
      // It has landed, or it was given up by a request whose answer was lost.
    } catch (const SystemError& problem) {
      fail(problem);
    }
    return find_out();
  }

 private:
  [[noreturn]] void fail(const std::exception& problem) const {
    throw UnknownLanding(
        client_.name(),
        "the cluster gives no answer (" + std::string(problem.what()) +
            "), so it is not known whether the rows have landed; they have if, "
            "when it is back, table " +
            import_.name() + " has a row where n is -1 and rows is 1");
  }

  RqliteClient& client_;
  const StagedImport& import_;
  const std::uint64_t patience_ms_;
};

// Of a landing that has an answer; it is done, even if the cluster does not say
// any more which keys it knew.
Results results_of_landing(LandingWatch& watch, const RqliteClient& client,
                           std::size_t tables) {
  std::optional<Results> results;
  try {
    results = watch.find_out();
  } catch (const SystemError&) {
    spdlog::warn(
        "{}: the rows have landed, but the cluster does not tell any more how "
        "many keys were there before, so the summary does not either",
        client.name());
    return {};
  }
  if (!results || results->size() != tables) {
    throw UnknownLanding(client.name(),
                         "says that the rows have landed, but has nothing that "
                         "shows it; it does not answer as rqlite does");
  }
  return *std::move(results);
}

}  // namespace

std::vector<LandedTable> land_in_cluster(const ClusterAccess& access,
                                         const StagedImport& import,
                                         const std::vector<SentTable>& tables) {
  RqliteClient client(access);
  client.go_on_at_signals();
  const std::vector<std::string> landing = import.land(tables);
  LandingWatch watch(client, import, access.timeout_ms);
  const Clock::time_point start = Clock::now();
  for (int tries = 1;; ++tries) {
    try {
      client.execute_once(landing);
      return results_of_landing(watch, client, tables.size());
    } catch (const StatementRefused& refused) {
      // By an earlier one, whose answer was lost, it may have landed.
      if (tries > 1) {
        if (const auto results = watch.give_up()) return *results;
      }
      explain(client, import, refused);
    } catch (const NoAnswer& problem) {
      if (const auto results = watch.find_out()) return *results;
      // Of a transaction that fails in its end, rqlite tells so.
      const std::string_view reason = problem.what();
      if (reason.find("constraint failed") != std::string_view::npos) {
        explain(client, import, StatementRefused(0, std::string(reason)));
      }
      const bool is_late =
          seconds_since(start) * 1000 >= static_cast<double>(access.timeout_ms);
      if (is_interrupted() || (is_late && tries >= kLeastTries)) {
        if (const auto results = watch.give_up()) return *results;
        throw_if_interrupted();
        throw SystemError(client.name(),
                          "the cluster does not take the rows (" +
                              std::string(problem.what()) +
                              "), so none has landed");
      }
      std::this_thread::sleep_for(kPause);
    }
  }
}

}  // namespace csvimport
