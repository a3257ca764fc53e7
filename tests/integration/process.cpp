#include "process.hpp"

#include "task_state.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace csvimport {
namespace {

constexpr int kDeadlineMs = 60'000;

void redirect(const std::filesystem::path& path, int flags, int stream) {
  const int fd = ::open(path.c_str(), flags, 0600);
  ::dup2(fd, stream);
  ::close(fd);
}

[[noreturn]] void execute(const std::vector<std::string>& arguments) {
  std::vector<char*> argv = {const_cast<char*>("csvimport")};
  for (const std::string& argument : arguments) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  ::execv(CSVIMPORT_BINARY, argv.data());
  ::_exit(127);
}

// False if `fd` is not ready for `events` by the deadline.
bool await(int fd, short events) {
  pollfd waits{fd, events, 0};
  int ready = 0;
  do {
    ready = ::poll(&waits, 1, kDeadlineMs);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

// Of the process with this folder in /proc, all threads.
bool all_sleep(const std::filesystem::path& folder) {
  std::error_code gone;
  std::filesystem::directory_iterator tasks(folder / "task", gone);
  for (; !gone && tasks != std::filesystem::directory_iterator();
       tasks.increment(gone)) {
    if (task_state(tasks->path()) != 'S') return false;
  }
  return !gone;
}

}  // namespace

std::filesystem::path make_folder() {
  std::string name =
      (std::filesystem::temp_directory_path() / "csvimport-test-XXXXXX")
          .string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("cannot create " + name);
  }
  return name;
}

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The streams' files are outside the test's folder, so that it shows what the
// program leaves.
Process::Process(const std::filesystem::path& folder,
                 const std::vector<std::string>& arguments, const Setup& setup)
    : streams_(make_folder()) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("cannot create a pipe");
  }
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(ends[0], STDIN_FILENO);
    if (setup.input) redirect(*setup.input, O_RDONLY, STDIN_FILENO);
    redirect(streams_ / "out", O_WRONLY | O_CREAT, STDOUT_FILENO);
    redirect(streams_ / "err", O_WRONLY | O_CREAT, STDERR_FILENO);
    if (::chdir(folder.c_str()) != 0) ::_exit(126);
    if (setup.before_exec) setup.before_exec();
    execute(arguments);
  }
  ::close(ends[0]);
  input_ = ends[1];
  ::fcntl(input_, F_SETFL, O_NONBLOCK);
  std::signal(SIGPIPE, SIG_IGN);
}

Process::Process(Process&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      input_(std::exchange(other.input_, -1)),
      streams_(std::exchange(other.streams_, {})) {}

Process::~Process() {
  end_input();
  if (pid_ > 0) {
    signal(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  std::error_code ignored;
  if (!streams_.empty()) std::filesystem::remove_all(streams_, ignored);
}

void Process::feed(std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(input_, text.data(), text.size());
    if (count > 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EAGAIN) {
      return;
    } else if (!await(input_, POLLOUT)) {
      ADD_FAILURE() << "csvimport does not read its input";
      return;
    }
  }
}

void Process::end_input() {
  if (input_ >= 0) ::close(std::exchange(input_, -1));
}

void Process::signal(int number) const { ::kill(pid_, number); }

bool Process::comes_to_wait() const {
  const std::filesystem::path folder = "/proc/" + std::to_string(pid_);
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(kDeadlineMs);
  while (std::chrono::steady_clock::now() < deadline) {
    if (!is_alive(task_state(folder))) return false;
    // Twice, as a thread may wake another between two looks.
    if (all_sleep(folder) && all_sleep(folder)) return true;
    std::this_thread::yield();
  }
  return false;
}

bool Process::comes_to_stop() const {
  const std::filesystem::path folder = "/proc/" + std::to_string(pid_);
  const auto deadline =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(kDeadlineMs);
  while (std::chrono::steady_clock::now() < deadline) {
    const char state = task_state(folder);
    if (!is_alive(state)) return false;
    if (state == 'T') return true;
    std::this_thread::yield();
  }
  return false;
}

RunResult Process::wait() {
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (!await(handle, POLLIN)) {
    ADD_FAILURE() << "csvimport does not end";
    signal(SIGKILL);
  }
  ::close(handle);
  int status = 0;
  rusage usage{};
  ::wait4(std::exchange(pid_, -1), &status, 0, &usage);
  RunResult result;
  result.peak_bytes = static_cast<std::size_t>(usage.ru_maxrss) * 1024;
  result.killed = WIFSIGNALED(status);
  result.exit_code =
      result.killed ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  result.out = slurp(streams_ / "out");
  result.err = slurp(streams_ / "err");
  return result;
}

}  // namespace csvimport
