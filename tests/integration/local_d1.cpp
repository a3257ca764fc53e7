#include "local_d1.hpp"

#include "process.hpp"
#include "server_process.hpp"

#include <cstdlib>
#include <stdexcept>

namespace csvimport {

bool LocalD1::is_installed() { return !server_program("wrangler").empty(); }

LocalD1::LocalD1() {
  static_cast<void>(folder_.write(
      "wrangler.toml",
      "name = \"shop\"\n"
      "compatibility_date = \"2025-01-01\"\n"
      "[[d1_databases]]\n"
      "binding = \"DB\"\n"
      "database_name = \"shop\"\n"
      "database_id = \"00000000-0000-0000-0000-000000000000\"\n"));
}

// It neither counts its users nor asks for a newer version, and keeps its logs
// in the test's folder.
void LocalD1::load(const std::string& text) const {
  static_cast<void>(folder_.write("text.sql", text));
  const std::string command =
      "cd '" + folder_.path("") +
      "' && CI=1 WRANGLER_SEND_METRICS=false XDG_CONFIG_HOME=\"$PWD\" "
      "npm_config_registry=http://127.0.0.1:9 timeout 120 '" +
      server_program("wrangler") +
      "' d1 execute shop --local --persist-to data --file text.sql "
      ">out 2>&1 </dev/null";
  if (std::system(command.c_str()) != 0) {
    throw std::runtime_error("wrangler: " + slurp(folder_.path("out")));
  }
}

std::filesystem::path LocalD1::database() const {
  const std::filesystem::path databases =
      folder_.path("data/v3/d1/miniflare-D1DatabaseObject");
  for (const auto& entry : std::filesystem::directory_iterator(databases)) {
    if (entry.path().extension() == ".sqlite") return entry.path();
  }
  throw std::runtime_error("wrangler keeps no database");
}

}  // namespace csvimport
