#include "terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace csvimport {

Terminal::Terminal(std::string name, unsigned short columns)
    : name_(std::move(name)),
      master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
  if (!master_.valid() || ::grantpt(master_.get()) != 0 ||
      ::unlockpt(master_.get()) != 0) {
    throw std::runtime_error("cannot open a terminal");
  }
  slave_ = FileDescriptor(
      ::open(::ptsname(master_.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
  const winsize size{24, columns, 0, 0};
  ::ioctl(slave_.get(), TIOCSWINSZ, &size);
}

void Terminal::watch() {
  reader_ = std::jthread([this] {
    std::array<char, 4096> buffer{};
    for (;;) {
      const ssize_t count = ::read(master_.get(), buffer.data(), buffer.size());
      if (count <= 0) return;  // EIO, when nobody has it open
      text_.append(buffer.data(), static_cast<std::size_t>(count));
    }
  });
}

Process::Setup Terminal::setup() const {
  return {std::nullopt, [fd = slave_.get(), name = name_] {
            ::setenv("TERM", name.c_str(), 1);
            ::dup2(fd, STDERR_FILENO);
          }};
}

std::string Terminal::text() {
  slave_ = FileDescriptor();
  reader_.join();
  return text_;
}

}  // namespace csvimport
