#pragma once

// A sqld, libSQL's server, on loopback for tests.

#include "server_process.hpp"
#include "temp_folder.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace csvimport {

class SqldServer {
 public:
  // Whether sqld is installed.
  static bool is_installed();

  // Returns when it answers; its data are in a folder of its own, at first a
  // copy of `database` if that is not empty.
  explicit SqldServer(const std::filesystem::path& database = {});

  // HOST:PORT, for HTTP.
  [[nodiscard]] std::string address() const;
  // Runs the statements of `text`. Throws with what sqld says if one fails;
  // those before it stay, unless there is a BEGIN among them.
  void load(const std::string& text) const;
  // The rows that `sql` gives: numbers and texts, as JSON has them, and null.
  [[nodiscard]] nlohmann::json values(const std::string& sql) const;

 private:
  [[nodiscard]] nlohmann::json ask(const nlohmann::json& request) const;

  TempFolder folder_;
  int port_ = 0;
  std::optional<ServerProcess> process_;
};

}  // namespace csvimport
