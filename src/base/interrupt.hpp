#pragma once

// SIGINT, SIGTERM, SIGHUP and SIGXCPU as an exception, thrown where a stage
// asks for it. A signal handler only takes note; the stages unwind in the
// ordinary way, so every owner cleans up.

#include "base/file_descriptor.hpp"

#include <exception>

namespace csvimport {

// The user or the system asked the run to stop.
class Interrupted : public std::exception {
 public:
  explicit Interrupted(int signal) : signal_(signal) {}
  [[nodiscard]] const char* what() const noexcept override;
  [[nodiscard]] int signal() const { return signal_; }

 private:
  int signal_;
};

// Takes note of these signals from now on, and ignores SIGPIPE and SIGXFSZ, so
// that the writes fail instead. Call it once, from main, before any thread
// starts. Throws SystemError.
void catch_interrupts();

// Throws Interrupted if one of the signals has arrived. Any thread may call it;
// it costs one relaxed load.
void throw_if_interrupted();

// Whether it would throw. Any thread may ask.
bool is_interrupted() noexcept;

// Waits so long, or until a signal arrives.
void pause_unless_interrupted(int milliseconds) noexcept;

// Something that one thread can wake another with, once and for good.
class WakeUp {
 public:
  // Throws SystemError.
  WakeUp();
  // Any thread may call it.
  void call();
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  FileDescriptor fd_;
};

// Waits until a read from `fd` would not block; false if `wake_up` was called
// before that. Throws Interrupted when a signal arrives.
bool wait_until_readable(int fd, const WakeUp& wake_up);

}  // namespace csvimport
