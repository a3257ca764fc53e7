#include "cli_fixture.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace csvimport {
namespace {

// A file for one of the process's standard streams.
std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string make_folder() {
  std::string name =
      (std::filesystem::temp_directory_path() / "csvimport-test-XXXXXX")
          .string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("cannot create " + name);
  }
  return name;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += " '" + word + "'";
  return text;
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

CliTest::CliTest() : folder_(make_folder()) {}

CliTest::~CliTest() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

RunResult CliTest::run(const std::vector<std::string>& arguments,
                       std::string_view input) {
  // Outside the folder, so that files() shows what the program leaves.
  const std::filesystem::path streams = make_folder();
  std::ofstream(streams / "in", std::ios::binary) << input;
  const pid_t child = ::fork();
  if (child == 0) {
    const auto redirect = [&](const char* name, int flags, int stream) {
      const int fd = ::open((streams / name).c_str(), flags, 0600);
      ::dup2(fd, stream);
    };
    redirect("in", O_RDONLY, STDIN_FILENO);
    redirect("out", O_WRONLY | O_CREAT, STDOUT_FILENO);
    redirect("err", O_WRONLY | O_CREAT, STDERR_FILENO);
    if (::chdir(folder_.c_str()) != 0) ::_exit(126);
    std::vector<char*> argv = {const_cast<char*>("csvimport")};
    for (const std::string& argument : arguments) {
      argv.push_back(const_cast<char*>(argument.c_str()));
    }
    argv.push_back(nullptr);
    ::execv(CSVIMPORT_BINARY, argv.data());
    ::_exit(127);
  }
  RunResult result;
  result.exit_code = wait_for(child);
  result.out = slurp(streams / "out");
  result.err = slurp(streams / "err");
  std::filesystem::remove_all(streams);
  std::ostringstream trace;
  trace << "csvimport" << joined(arguments) << "\nexit code "
        << result.exit_code << "\nstdout: " << result.out
        << "\nstderr: " << result.err;
  history_.push_back(trace.str());
  return result;
}

void CliTest::TearDown() {
  if (!HasFailure()) return;
  for (const std::string& run : history_) std::puts(run.c_str());
}

void CliTest::write(const std::string& name, std::string_view content) const {
  std::ofstream(path(name), std::ios::binary) << content;
}

std::string CliTest::read(const std::string& name) const {
  return slurp(path(name));
}

bool CliTest::exists(const std::string& name) const {
  return std::filesystem::exists(std::filesystem::symlink_status(path(name)));
}

std::filesystem::path CliTest::path(const std::string& name) const {
  return folder_ / name;
}

std::vector<std::string> CliTest::files() const {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> CliTest::query(const std::string& database,
                                        const std::string& sql) const {
  SQLite::Database db(path(database).string());
  SQLite::Statement statement(db, sql);
  SQLite::Statement quote(db, "SELECT quote(?)");
  std::vector<std::string> rows;
  while (statement.executeStep()) {
    std::string row;
    for (int i = 0; i < statement.getColumnCount(); ++i) {
      const SQLite::Column value = statement.getColumn(i);
      quote.reset();
      if (value.isNull()) {
        quote.bind(1);
      } else if (value.isInteger()) {
        quote.bind(1, value.getInt64());
      } else if (value.isFloat()) {
        quote.bind(1, value.getDouble());
      } else {
        quote.bind(1, value.getString());
      }
      quote.executeStep();
      row += (i == 0 ? "" : "|") + quote.getColumn(0).getString();
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace csvimport
