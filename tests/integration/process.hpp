#pragma once

// A run of the real binary, beside the test that started it.

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

struct RunResult {
  int exit_code = -1;          // 128 + N where signal N killed the process
  bool killed = false;         // by a signal, its own handling of it apart
  std::size_t peak_bytes = 0;  // of memory
  std::string out;
  std::string err;
};

// Its stdin is a pipe that the test feeds, unless Setup names a file. Killed,
// with a failing test, if it takes longer than a minute.
class Process {
 public:
  struct Setup {
    std::optional<std::filesystem::path> input;  // a file for stdin
    std::function<void()> before_exec;           // in the new process
  };

  Process(const std::filesystem::path& folder,
          const std::vector<std::string>& arguments, const Setup& setup);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  Process(Process&& other) noexcept;
  ~Process();

  // Returns when the pipe has taken all of `text`, or the process is gone.
  void feed(std::string_view text);
  void end_input();
  void signal(int number) const;
  // Waits until all its threads sleep, as what they wait for is up to others.
  // False if it ends before, or if that takes longer than a minute.
  [[nodiscard]] bool comes_to_wait() const;
  // Waits until a signal has stopped it. False as above.
  [[nodiscard]] bool comes_to_stop() const;
  // Waits for its end.
  RunResult wait();

 private:
  pid_t pid_ = -1;
  int input_ = -1;                 // the pipe's end, -1 when closed
  std::filesystem::path streams_;  // the folder of stdout and stderr
};

// A new folder in the one for temporary files.
std::filesystem::path make_folder();

// The bytes of a file; none if it cannot be read.
std::string slurp(const std::filesystem::path& path);

}  // namespace csvimport
