#include "sqld_server.hpp"

#include "http_request.hpp"
#include "process.hpp"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace csvimport {
namespace {

using nlohmann::json;

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::milliseconds kPause{20};

// Integers come as texts, so that none loses digits.
json plain_value(const json& cell) {
  if (cell.at("type") == "null") return nullptr;
  if (cell["type"] == "integer")
    return json::parse(cell.at("value").get<std::string>());
  if (cell["type"] == "blob") return cell.at("base64");
  return cell.at("value");
}

}  // namespace

bool SqldServer::is_installed() { return !server_program("sqld").empty(); }

SqldServer::SqldServer(const std::filesystem::path& database)
    : port_(free_port()) {
  if (!database.empty()) {
    const std::filesystem::path place = folder_.path("data/dbs/default");
    std::filesystem::create_directories(place);
    std::filesystem::copy_file(database, place / "data");
  }
  process_.emplace(server_program("sqld"),
                   std::vector<std::string>{"--no-welcome", "--db-path",
                                            folder_.path("data"),
                                            "--http-listen-addr", address()},
                   folder_.path("log"));
  HttpRequest health;
  health.port = port_;
  health.path = "/health";
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (answer_of(health).status != 200) {
    if (!process_->is_running() ||
        std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("sqld does not get ready: " +
                               slurp(folder_.path("log")));
    }
    std::this_thread::sleep_for(kPause);
  }
}

std::string SqldServer::address() const {
  return "127.0.0.1:" + std::to_string(port_);
}

// Of one request on a connection of its own.
json SqldServer::ask(const json& request) const {
  HttpRequest post;
  post.port = port_;
  post.method = "POST";
  post.path = "/v2/pipeline";
  post.body = json{{"requests", {request, {{"type", "close"}}}}}.dump();
  const HttpAnswer answer = answer_of(post);
  if (answer.status != 200) {
    throw std::runtime_error("sqld: status " + std::to_string(answer.status) +
                             ' ' + answer.body);
  }
  const json result = json::parse(answer.body).at("results").at(0);
  if (result.at("type") != "ok") {
    throw std::runtime_error("sqld: " + result.dump());
  }
  return result.at("response");
}

void SqldServer::load(const std::string& text) const {
  static_cast<void>(ask({{"type", "sequence"}, {"sql", text}}));
}

json SqldServer::values(const std::string& sql) const {
  const json response = ask({{"type", "execute"}, {"stmt", {{"sql", sql}}}});
  json rows = json::array();
  for (const json& row : response.at("result").at("rows")) {
    json values = json::array();
    for (const json& cell : row) values.push_back(plain_value(cell));
    rows.push_back(values);
  }
  return rows;
}

}  // namespace csvimport
