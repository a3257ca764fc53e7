#include "in_process.hpp"

#include "cli/program.hpp"
#include "report/messages.hpp"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <sstream>

// In the place of the C library's, for SQLite and for csvimport.
extern "C" int fsync(int /*fd*/) { return 0; }
extern "C" int fdatasync(int /*fd*/) { return 0; }

namespace csvimport {
namespace {

std::ptrdiff_t open_descriptors() {
  using Entries = std::filesystem::directory_iterator;
  return std::distance(Entries("/proc/self/fd"), Entries());
}

// The process as it was, once a run is over.
class ProcessState {
 public:
  explicit ProcessState(const std::filesystem::path& folder)
      : folder_(std::filesystem::current_path()),
        descriptors_(open_descriptors()) {
    std::filesystem::current_path(folder);
  }
  ProcessState(const ProcessState&) = delete;
  ProcessState& operator=(const ProcessState&) = delete;
  ~ProcessState() {
    std::error_code ignored;
    std::filesystem::current_path(folder_, ignored);
    ::unsetenv("SQLITE_TMPDIR");
    EXPECT_EQ(open_descriptors(), descriptors_) << "descriptors stay open";
  }

 private:
  std::filesystem::path folder_;
  std::ptrdiff_t descriptors_;
};

}  // namespace

RunResult run_in_process(const std::filesystem::path& folder,
                         const std::vector<std::string>& arguments) {
  std::vector<const char*> argv = {"csvimport"};
  for (const std::string& argument : arguments) {
    argv.push_back(argument.c_str());
  }
  std::ostringstream out;
  std::ostringstream err;
  send_messages_to(std::make_shared<spdlog::sinks::ostream_sink_mt>(err));
  RunResult result;
  {
    const ProcessState state(folder);
    result.exit_code =
        run_program(static_cast<int>(argv.size()), argv.data(), out);
  }
  set_up_messages();
  result.out = out.str();
  result.err = err.str();
  return result;
}

}  // namespace csvimport
