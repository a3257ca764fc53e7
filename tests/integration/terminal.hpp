#pragma once

// A terminal that a process has for its stderr.

#include "base/file_descriptor.hpp"
#include "process.hpp"

#include <string>
#include <thread>

namespace csvimport {

class Terminal {
 public:
  // One of so many columns, that TERM calls `name`.
  Terminal(std::string name, unsigned short columns);

  // For a process that is to have it. The terminal has to outlive its start.
  [[nodiscard]] Process::Setup setup() const;

  // Takes what comes to it from now on, so that nobody waits for room. Comes
  // behind the start of the process: one that is forked beside another thread
  // may find memory locked, by a sanitizer.
  void watch();

  // What came to it since; waits until no process has it any more.
  std::string text();

 private:
  std::string name_;
  FileDescriptor master_;
  FileDescriptor slave_;  // until text() is asked for
  std::string text_;
  std::jthread reader_;  // uses all of these
};

}  // namespace csvimport
