#pragma once

// Servers beside a test, from the packages of tests/servers/install.sh.

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace csvimport {

// The path of an installed program; "" if it is not there, for GTEST_SKIP().
std::string server_program(const std::string& name);

// A port of loopback that nobody listens at, and that no connection takes by
// chance.
int free_port();

// Ends, by SIGKILL, with the thread that started it at the latest.
class ServerProcess {
 public:
  // Starts `program`, whose stdout and stderr are added to the file `log`.
  ServerProcess(const std::string& program,
                const std::vector<std::string>& arguments,
                const std::filesystem::path& log);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ServerProcess(ServerProcess&& other) noexcept;
  ServerProcess& operator=(ServerProcess&& other) noexcept;
  ~ServerProcess();

  void signal(int number) const;
  // By SIGKILL; returns when it is gone.
  void kill();
  // False also if it has ended by itself.
  [[nodiscard]] bool is_running();

 private:
  pid_t pid_ = -1;
};

}  // namespace csvimport
