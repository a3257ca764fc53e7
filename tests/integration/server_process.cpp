#include "server_process.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <stdexcept>
#include <utility>

namespace csvimport {
namespace {

// Below those that Linux gives to connections (ip_local_port_range).
constexpr int kFirstPort = 10'000;
constexpr int kLastPort = 32'000;

bool is_free(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&address),
                            sizeof address) == 0;
  ::close(fd);
  return bound;
}

[[noreturn]] void run_server(const std::string& program,
                             const std::vector<std::string>& arguments,
                             const std::filesystem::path& log) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::signal(SIGPIPE, SIG_DFL);
  const int null = ::open("/dev/null", O_RDONLY);
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::dup2(null, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  std::vector<char*> argv = {const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  ::execv(program.c_str(), argv.data());
  ::_exit(127);
}

}  // namespace

std::string server_program(const std::string& name) {
  const std::filesystem::path folder = CSVIMPORT_SERVERS;
  // Written last, so that half an installation is none.
  if (!std::filesystem::exists(folder / "installed")) return "";
  return folder / "bin" / name;
}

int free_port() {
  static std::mt19937 engine{std::random_device{}()};
  std::uniform_int_distribution<int> ports(kFirstPort, kLastPort);
  for (int tries = 0; tries < 1000; ++tries) {
    const int port = ports(engine);
    if (is_free(port)) return port;
  }
  throw std::runtime_error("no port is free");
}

ServerProcess::ServerProcess(const std::string& program,
                             const std::vector<std::string>& arguments,
                             const std::filesystem::path& log)
    : pid_(::fork()) {
  if (pid_ == 0) run_server(program, arguments, log);
  if (pid_ < 0) throw std::runtime_error("cannot start " + program);
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)) {}

ServerProcess& ServerProcess::operator=(ServerProcess&& other) noexcept {
  kill();
  pid_ = std::exchange(other.pid_, -1);
  return *this;
}

ServerProcess::~ServerProcess() { kill(); }

void ServerProcess::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

void ServerProcess::kill() {
  if (pid_ <= 0) return;
  signal(SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

bool ServerProcess::is_running() {
  if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
  return pid_ > 0;
}

}  // namespace csvimport
