#include "base/log_file.hpp"

#include "base/system_error.hpp"
#include "temp_folder.hpp"
#include "thrown_message.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace csvimport {
namespace {

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void expect_no_warning(const std::string& problem) { ADD_FAILURE() << problem; }

constexpr int kWriters = 4;
constexpr int kLines = 500;

// Each writer has the file open for itself, as a process has; each line says
// whose it is, and is so long that two of them touch three pages of memory.
void append_at_once(const std::string& path,
                    std::optional<std::uint64_t> max_bytes) {
  std::vector<std::jthread> writers;
  writers.reserve(kWriters);
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([=] {
      LogFile log(path, max_bytes, expect_no_warning);
      for (int i = 0; i < kLines; ++i) {
        log.append(std::to_string(writer) + ' ' + std::to_string(i) + ' ' +
                   std::string(2100, 'x') + " end");
      }
    });
  }
}

// Expects each line to be whole and there once.
void expect_all_lines(const std::vector<std::string>& paths) {
  std::set<std::string> found;
  std::size_t count = 0;
  for (const std::string& path : paths) {
    for (const std::string& line : lines_of(path)) {
      ++count;
      ASSERT_TRUE(line.ends_with("x end")) << path << ": " << line;
      found.insert(line.substr(0, line.find(" x")));
    }
  }
  EXPECT_EQ(count, kWriters * kLines);
  EXPECT_EQ(found.size(), kWriters * kLines);
}

TEST(LogFileTest, AppendsToWhatIsThere) {
  const TempFolder folder;
  const std::string path = folder.write("log", "before\n");
  LogFile log(path, std::nullopt, expect_no_warning);
  log.append("a");
  log.append("b");
  EXPECT_EQ(text_of(path), "before\na\nb\n");
}

TEST(LogFileTest, EndsALineThatWasCutOff) {
  const TempFolder folder;
  const std::string path = folder.write("log", "cut o");
  LogFile log(path, std::nullopt, expect_no_warning);
  log.append("a");
  std::ofstream(path, std::ios::app) << "cut of";
  log.append("b");
  EXPECT_EQ(text_of(path), "cut o\na\ncut of\nb\n");
}

TEST(LogFileTest, TearsNoLineWhereSeveralWrite) {
  const TempFolder folder;
  append_at_once(folder.path("log"), std::nullopt);
  expect_all_lines({folder.path("log")});
  EXPECT_EQ(folder.entries(), 1U);
}

// As large as a little more than half of all lines, so that it is renamed once:
// a second time would cost all that came before the first.
TEST(LogFileTest, IsRenamedByOneOfSeveral) {
  for (int i = 0; i < 20; ++i) {
    const TempFolder folder;
    const std::string path = folder.path("log");
    append_at_once(path, 2115 * kLines * kWriters * 6 / 10);
    expect_all_lines({path, path + ".1"});
    EXPECT_EQ(folder.entries(), 2U);
  }
}

TEST(LogFileTest, StaysWithinItsBound) {
  const TempFolder folder;
  const std::string path = folder.path("log");
  LogFile log(path, 100, expect_no_warning);
  for (int i = 0; i < 50; ++i) {
    log.append(std::string(29, static_cast<char>('a' + i % 26)));
    EXPECT_LE(std::filesystem::file_size(path), 100U);
  }
  log.append(std::string(500, 'z'));  // alone in its file
  EXPECT_EQ(std::filesystem::file_size(path), 501U);
  EXPECT_EQ(lines_of(path + ".1").back(), std::string(29, 'x'));
}

// As logrotate does it, again and again, with and without a new file.
TEST(LogFileTest, GoesOnWhereItsPathLeads) {
  const TempFolder folder;
  const std::string path = folder.path("log");
  std::vector<std::string> paths = {path};
  std::atomic<bool> is_done = false;
  std::jthread rotation([&] {
    for (int i = 0; !is_done; ++i) {
      std::this_thread::yield();
      const std::string older = folder.path("log." + std::to_string(i));
      std::error_code is_missing;
      std::filesystem::rename(path, older, is_missing);
      if (is_missing) continue;
      paths.push_back(older);
      if (i % 2 == 0) std::ofstream(path, std::ios::app).flush();
    }
  });
  append_at_once(path, std::nullopt);
  is_done = true;
  rotation.join();
  EXPECT_GT(paths.size(), 2U);
  if (!std::filesystem::exists(path)) paths.erase(paths.begin());
  expect_all_lines(paths);
}

TEST(LogFileTest, LeavesAFileThatWasRenamed) {
  const TempFolder folder;
  const std::string path = folder.path("log");
  LogFile log(path, std::nullopt, expect_no_warning);
  log.append("a");
  std::filesystem::rename(path, folder.path("first"));
  log.append("b");
  std::filesystem::rename(path, folder.path("second"));
  (void)folder.write("log", "new\n");
  log.append("c");
  EXPECT_EQ(text_of(folder.path("first")), "a\n");
  EXPECT_EQ(text_of(folder.path("second")), "b\n");
  EXPECT_EQ(text_of(path), "new\nc\n");
}

TEST(LogFileTest, IsMadeAnewWhereItWasRemoved) {
  const TempFolder folder;
  const std::string path = folder.path("log");
  LogFile log(path, std::nullopt, expect_no_warning);
  log.append("a");
  std::filesystem::remove(path);
  log.append("b");
  EXPECT_EQ(text_of(path), "b\n");
}

TEST(LogFileTest, KeepsItsModeAndItsLink) {
  const TempFolder folder;
  const std::string file = folder.write("file", std::string(90, 'x') + "\n");
  ASSERT_EQ(::chmod(file.c_str(), 0600), 0);
  std::filesystem::create_symlink("file", folder.path("link"));
  LogFile log(folder.path("link"), 100, expect_no_warning);
  log.append("0123456789");
  EXPECT_EQ(text_of(file), "0123456789\n");
  EXPECT_EQ(lines_of(file + ".1").size(), 1U);
  EXPECT_TRUE(std::filesystem::is_symlink(folder.path("link")));
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

// As who holds it was stopped.
TEST(LogFileTest, DoesNotWaitForItsLockForever) {
  const TempFolder folder;
  const std::string path = folder.write("log", "");
  const FileDescriptor other(::open(path.c_str(), O_RDWR | O_CLOEXEC));
  struct flock lock {};
  lock.l_type = F_WRLCK;
  ASSERT_EQ(::fcntl(other.get(), F_OFD_SETLK, &lock), 0);
  LogFile log(path, 4, expect_no_warning);
  for (const char* const line : {"a", "b", "c"}) log.append(line);
  EXPECT_EQ(text_of(path), "a\nb\nc\n");
  EXPECT_EQ(folder.entries(), 1U);
  lock.l_type = F_UNLCK;
  ASSERT_EQ(::fcntl(other.get(), F_OFD_SETLK, &lock), 0);
  log.append("d");
  EXPECT_EQ(text_of(path), "d\n");
  EXPECT_EQ(text_of(path + ".1"), "a\nb\nc\n");
}

TEST(LogFileTest, WarnsOnceWhereItCannotWrite) {
  std::vector<std::string> problems;
  LogFile log("/dev/full", 100,
              [&](const std::string& problem) { problems.push_back(problem); });
  log.append("a");
  log.append("b");
  EXPECT_EQ(problems, (std::vector<std::string>{
                          "/dev/full: cannot write to the log: No space left "
                          "on device; lines of it are missing"}));
}

TEST(LogFileTest, GrowsWithAWarningWhereItCannotBeRenamed) {
  const TempFolder folder;
  const std::string path = folder.path("log");
  std::filesystem::create_directory(path + ".1");
  std::vector<std::string> problems;
  LogFile log(path, 10,
              [&](const std::string& problem) { problems.push_back(problem); });
  for (const char* const line : {"01234567", "a", "b", "c"}) log.append(line);
  EXPECT_EQ(problems, (std::vector<std::string>{
                          path + ": cannot rename to " + path +
                          ".1: Is a directory; it grows beyond --log-size"}));
  EXPECT_EQ(text_of(path), "01234567\na\nb\nc\n");
}

TEST(LogFileTest, FailsWhereItCannotBeOpened) {
  const TempFolder folder;
  const auto message = [&](const std::string& path) {
    return thrown_message<SystemError>(
        [&] { LogFile(path, std::nullopt, expect_no_warning); });
  };
  EXPECT_EQ(message(folder.path("")),
            folder.path("") + ": cannot open the log: Is a directory");
  const std::string fifo = folder.path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(message(fifo),
            fifo + ": cannot open the log: No such device or address");
}

}  // namespace
}  // namespace csvimport
