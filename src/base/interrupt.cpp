#include "base/interrupt.hpp"

#include "base/system_error.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>

namespace csvimport {
namespace {

// Written by the signal handler, so both must outlive everything else.
std::atomic<int> arrived_signal{0};
std::atomic<int> wake_fd{-1};
static_assert(std::atomic<int>::is_always_lock_free);

int create_eventfd() {
  const int fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (fd < 0) throw SystemError("csvimport", "cannot create an eventfd", errno);
  return fd;
}

void signal_eventfd(int fd) {
  const std::uint64_t one = 1;
  (void)!::write(fd, &one, sizeof one);
}

void take_note(int signal) {
  const int saved_errno = errno;
  arrived_signal.store(signal, std::memory_order_relaxed);
  signal_eventfd(wake_fd.load(std::memory_order_relaxed));
  errno = saved_errno;
}

}  // namespace

const char* Interrupted::what() const noexcept { return "interrupted"; }

void catch_interrupts() {
  wake_fd.store(create_eventfd());
  struct sigaction action {};
  action.sa_handler = take_note;
  action.sa_flags = SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGXCPU}) {
    struct sigaction current {};
    ::sigaction(signal, nullptr, &current);
    // What the caller had ignored stays ignored: nohup, a background job.
    if (current.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  }
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
}

void throw_if_interrupted() {
  const int signal = arrived_signal.load(std::memory_order_relaxed);
  if (signal != 0) throw Interrupted(signal);
}

bool is_interrupted() noexcept {
  return arrived_signal.load(std::memory_order_relaxed) != 0;
}

void pause_unless_interrupted(int milliseconds) noexcept {
  pollfd wait{wake_fd.load(), POLLIN, 0};
  (void)::poll(&wait, 1, milliseconds);
}

WakeUp::WakeUp() : fd_(create_eventfd()) {}

void WakeUp::call() { signal_eventfd(fd_.get()); }

bool wait_until_readable(int fd, const WakeUp& wake_up) {
  for (;;) {
    throw_if_interrupted();
    std::array<pollfd, 3> waits{{{fd, POLLIN, 0},
                                 {wake_up.fd(), POLLIN, 0},
                                 {wake_fd.load(), POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), -1) < 0) continue;
    if (waits[1].revents != 0) return false;
    if (waits[0].revents != 0) return true;
  }
}

}  // namespace csvimport
