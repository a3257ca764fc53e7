#include "cluster/rqlite_client.hpp"

#include "base/clock.hpp"
#include "base/interrupt.hpp"
#include "base/message_text.hpp"
#include "base/system_error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <thread>

namespace csvimport {
namespace {

using nlohmann::json;

constexpr const char* kOtherKind = "it gave an answer of another kind";

// A time without a leader is to end soon, and a node to have some peace.
constexpr int kFirstPauseMs = 50;
constexpr int kLongestPauseMs = 1000;

constexpr long kReadyMs = 2000;

// A node that hangs is given up while there is time to ask others.
long request_ms(std::uint64_t timeout_ms) {
  constexpr std::uint64_t kShortestMs = 1000;
  return static_cast<long>(std::clamp(timeout_ms / 4, kShortestMs,
                                      std::max(timeout_ms, kShortestMs)));
}

// Everything in one transaction; and the texts as they are, where rqlite would
// look for calls of random() in them.
constexpr const char* kExecutePath = "/db/execute?transaction&norwrandom";
constexpr const char* kQueryPath = "/db/query?level=strong&norwrandom";
constexpr const char* kReadPath = "/db/query?level=weak&norwrandom";

std::string text_of(const json& value) {
  if (value.is_null()) return "";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// The results of the statements. Throws NoAnswer, StatementRefused.
json results_of(const std::string& body) {
  json answer = json::parse(body, nullptr, false);
  if (!answer.is_object()) throw NoAnswer(kOtherKind);
  if (const auto error = answer.find("error"); error != answer.end()) {
    throw NoAnswer(error->is_string() ? error->get<std::string>()
                                      : error->dump());
  }
  const auto results = answer.find("results");
  if (results == answer.end() || !results->is_array()) {
    throw NoAnswer(kOtherKind);
  }
  for (std::size_t i = 0; i < results->size(); ++i) {
    const json& result = (*results)[i];
    if (!result.is_object()) throw NoAnswer(kOtherKind);
    if (const auto error = result.find("error"); error != result.end()) {
      throw StatementRefused(i, text_of(*error));
    }
  }
  return *results;
}

TextRows rows_of(const json& results) {
  TextRows rows;
  if (results.empty()) throw NoAnswer(kOtherKind);
  const auto found = results[0].find("values");
  if (found == results[0].end()) return rows;
  for (const json& values : *found) {
    if (!values.is_array()) throw NoAnswer(kOtherKind);
    std::vector<std::string>& row = rows.emplace_back();
    for (const json& value : values) row.push_back(text_of(value));
  }
  return rows;
}

// The start of what a server says of itself; some answer with a page.
std::string told(const std::string& body) {
  constexpr std::size_t kMost = 200;
  const std::string line = body.substr(0, body.find('\n'));
  return line.empty() ? "" : " (" + on_one_line(line.substr(0, kMost)) + ")";
}

}  // namespace

RqliteClient::RqliteClient(const ClusterAccess& access)
    : access_(access),
      http_(access.url.text, access.login),
      host_(*access.host),
      timeout_ms_(access.timeout_ms) {}

// Of a user who has no password here, ~/.netrc may have one: libcurl looks
// there for a user that the URL names.
std::string RqliteClient::address() const {
  const Login& login = access_.login;
  return access_.url.address(host_, login.password.empty() ? login.user : "");
}

std::string RqliteClient::ask(const std::string& path,
                              const std::string& json) {
  const HttpResponse answer =
      http_.post(address() + path, json, request_ms(timeout_ms_));
  if (answer.status == 401 || answer.status == 403) {
    throw SystemError(
        name(),
        access_.url.hosts[host_] +
            " does not let this user in, or not do this; set "
            "CSVIMPORT_RQLITE_USER and CSVIMPORT_RQLITE_PASSWORD, or see to "
            "~/.netrc");
  }
  if (answer.status == 404 || answer.status == 405 || answer.status == 501) {
    throw SystemError(name(), access_.url.hosts[host_] +
                                  " answers, but not as rqlite does; is it the "
                                  "port of its HTTP interface, 4001?");
  }
  if (answer.status != 200) {
    throw NoAnswer("status " + std::to_string(answer.status) +
                   told(answer.body));
  }
  *access_.host = host_;
  return answer.body;
}

void RqliteClient::ask_another() {
  host_ = (host_ + 1) % access_.url.hosts.size();
}

void RqliteClient::pause(int milliseconds) const {
  if (http_.goes_on_at_signals()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
  } else {
    pause_unless_interrupted(milliseconds);
  }
}

template <class Request>
auto RqliteClient::insist(const Request& request) {
  const Clock::time_point start = Clock::now();
  int pause_ms = kFirstPauseMs;
  for (std::size_t tries = 1;; ++tries) {
    try {
      return request();
    } catch (const NoAnswer& problem) {
      if (seconds_since(start) * 1000 >= static_cast<double>(timeout_ms_)) {
        throw SystemError(name(),
                          "the cluster gave no answer in " +
                              counted(timeout_ms_ / 1000, "second") + ": " +
                              access_.url.hosts[host_] + ": " + problem.what() +
                              "; is it up, and has it a leader? --timeout says "
                              "how long to wait for that");
      }
      if (const std::size_t answered = *access_.host;
          tries == 1 && answered != host_) {
        host_ = answered;  // to another client
        continue;
      }
      ask_another();
      if (tries % access_.url.hosts.size() != 0) continue;
      pause(pause_ms);
      pause_ms = std::min(2 * pause_ms, kLongestPauseMs);
    }
  }
}

void RqliteClient::execute_once(const std::vector<std::string>& statements) {
  results_of(ask(kExecutePath, json(statements).dump()));
}

TextRows RqliteClient::query_once(const std::string& select) {
  return rows_of(results_of(ask(kQueryPath, json({select}).dump())));
}

void RqliteClient::execute(const std::vector<std::string>& statements) {
  insist([&] { execute_once(statements); });
}

TextRows RqliteClient::query(const std::string& select) {
  return insist([&] { return query_once(select); });
}

TextRows RqliteClient::read(const std::string& select) {
  return insist([&] {
    return rows_of(results_of(ask(kReadPath, json({select}).dump())));
  });
}

bool RqliteClient::has_leader() {
  for (std::size_t i = 0; i < access_.url.hosts.size(); ++i) {
    try {
      const HttpResponse answer = http_.get(address() + "/readyz", kReadyMs);
      if (answer.status == 200) return true;
    } catch (const NoAnswer&) {
      // The next one may know.
    }
    ask_another();
  }
  return false;
}

}  // namespace csvimport
