#include "input/input.hpp"

#include "base/file_descriptor.hpp"
#include "base/import_error.hpp"
#include "base/system_error.hpp"
#include "input/read_stopped.hpp"
#include "read_all.hpp"
#include "temp_folder.hpp"
#include "thrown_message.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <string_view>

namespace csvimport {
namespace {

class InputTest : public testing::Test {
 protected:
  // A pipe that an Input can open by its name, and its other end.
  std::string make_pipe() {
    std::string path = folder_.path("pipe");
    EXPECT_EQ(::mkfifo(path.c_str(), 0600), 0);
    return path;
  }
  static void write_and_close(const std::string& path, std::string_view text) {
    const FileDescriptor writer(::open(path.c_str(), O_WRONLY | O_NONBLOCK));
    ASSERT_EQ(::write(writer.get(), text.data(), text.size()),
              static_cast<ssize_t>(text.size()));
  }

  TempFolder folder_;
};

TEST_F(InputTest, ReadsAFileTwice) {
  const std::unique_ptr<Input> input =
      open_input(folder_.write("a.csv", "a,b\n1,2\n"), "/nowhere");
  EXPECT_EQ(input->size_bytes(), 8U);
  EXPECT_EQ(read_all(*input->open()), "a,b\n1,2\n");
  EXPECT_EQ(read_all(*input->reopen()), "a,b\n1,2\n");
}

TEST_F(InputTest, ReadsAFileAgainThatWasReleased) {
  const std::string path = folder_.write("a.csv", "a,b\n1,2\n");
  const std::unique_ptr<Input> input = open_input(path, "/nowhere");
  EXPECT_EQ(read_all(*input->open()), "a,b\n1,2\n");
  input->release();
  EXPECT_EQ(read_all(*input->reopen()), "a,b\n1,2\n");
  input->release();
  std::filesystem::rename(folder_.write("b.csv", "b,a\n3,4\n"), path);
  EXPECT_EQ(thrown_message<ImportError>([&] { (void)input->reopen(); }),
            path + ": was replaced while it was imported; import it again");
  input->release();
  std::filesystem::remove(path);
  EXPECT_EQ(thrown_message<SystemError>([&] { (void)input->reopen(); }),
            path + ": cannot read again: No such file or directory");
}

TEST_F(InputTest, ReadsAPipeTwice) {
  const std::string text(10'000, 'x');
  const std::string path = make_pipe();
  const std::unique_ptr<Input> input = open_input(path, folder_.path("."));
  EXPECT_EQ(input->size_bytes(), std::nullopt);
  const auto source = input->open();
  write_and_close(path, text);
  EXPECT_EQ(read_all(*source), text);
  EXPECT_EQ(read_all(*input->reopen()), text);
}

TEST_F(InputTest, LeavesNoTraceOfASpooledPipe) {
  const std::string path = make_pipe();
  const std::unique_ptr<Input> input = open_input(path, folder_.path("."));
  const auto source = input->open();
  write_and_close(path, "text");
  EXPECT_EQ(read_all(*source), "text");
  EXPECT_EQ(folder_.entries(), 1U) << "the pipe itself";
}

TEST_F(InputTest, ReadsAPipeToItsEndWhenNothingNeedBeKept) {
  const std::string path = make_pipe();
  const std::unique_ptr<Input> input = open_input(path, folder_.path("."));
  const auto source = input->open();
  write_and_close(path, "some text");
  std::array<char, 4> buffer{};
  EXPECT_EQ(source->read(buffer.data(), 4), 4);
  input->forget();
  EXPECT_EQ(read_all(*source), " text");
}

TEST_F(InputTest, FailsWhereAPipeCannotBeSpooled) {
  const std::unique_ptr<Input> input =
      open_input(make_pipe(), folder_.path("missing"));
  EXPECT_THROW(input->open(), SystemError);
}

TEST_F(InputTest, StopEndsAReadThatWaitsForAPipe) {
  const std::unique_ptr<Input> input =
      open_input(make_pipe(), folder_.path("."));
  const auto source = input->open();
  std::promise<void> about_to_read;
  std::future<std::string> text = std::async(std::launch::async, [&] {
    about_to_read.set_value();
    return read_all(*source);
  });
  about_to_read.get_future().wait();
  input->stop();
  EXPECT_THROW(text.get(), ReadStopped);
}

TEST_F(InputTest, NamesAFileThatCannotBeOpened) {
  const std::string path = folder_.path("missing.csv");
  EXPECT_EQ(thrown_message<SystemError>([&] { (void)open_input(path, "."); }),
            path + ": cannot open: No such file or directory");
}

TEST_F(InputTest, RefusesAFolder) {
  const std::string path = folder_.path(".");
  EXPECT_EQ(thrown_message<SystemError>([&] { (void)open_input(path, "."); }),
            path + ": is a directory");
}

TEST_F(InputTest, RefusesATerminal) {
  const FileDescriptor terminal(::posix_openpt(O_RDWR | O_NOCTTY));
  if (!terminal.valid() || ::grantpt(terminal.get()) != 0 ||
      ::unlockpt(terminal.get()) != 0) {
    GTEST_SKIP() << "no pseudo-terminal to be had";
  }
  const std::string path = ::ptsname(terminal.get());
  EXPECT_EQ(thrown_message<ImportError>([&] { (void)open_input(path, "."); }),
            path +
                ": is a terminal; name a file, or pipe the CSV into "
                "csvimport");
}

TEST_F(InputTest, ReadsAPartOfAFileUpToItsEndAsItWas) {
  const std::string path = folder_.write("a.csv", "a,b\n1,2\n3,4\n");
  const std::unique_ptr<Input> input = open_input(path, "/nowhere");
  input->take_part({4, 8});
  EXPECT_EQ(input->size_bytes(), 8U);
  std::ofstream(path, std::ios::app) << "5,6\n";
  EXPECT_EQ(read_all(*input->open()), "a,b\n3,4\n");
  EXPECT_EQ(input->bytes_read(), 8U);
  input->release();
  EXPECT_EQ(read_all(*input->reopen()), "a,b\n3,4\n");
  input->take_part({0, 0});
  EXPECT_EQ(read_all(*input->reopen()), "a,b\n1,2\n3,4\n");
  std::filesystem::resize_file(path, 6);
  EXPECT_EQ(
      thrown_message<ImportError>([&] { (void)read_all(*input->reopen()); }),
      path + ": became shorter while it was read; import it again");
}

TEST_F(InputTest, TellsOfAFileThatBecomesShorter) {
  const std::string path = folder_.write("a.csv", "a,b\n1,2\n3,4\n");
  const std::unique_ptr<Input> input = open_input(path, "/nowhere");
  std::filesystem::resize_file(path, 8);
  EXPECT_EQ(
      thrown_message<ImportError>([&] { (void)read_all(*input->open()); }),
      path + ": became shorter while it was read; import it again");
  // One that grows has what it has when it is read.
  const std::unique_ptr<Input> other = open_input(path, "/nowhere");
  std::ofstream(path, std::ios::app) << "5,6\n";
  EXPECT_EQ(read_all(*other->open()), "a,b\n1,2\n5,6\n");
}

TEST_F(InputTest, KnowsAFileByItsStartAndWhatWasReadLast) {
  const std::size_t window = std::size_t{64} * 1024;
  std::string text(3 * window, 'a');
  const auto print_of = [&](std::size_t bytes) {
    return open_input(folder_.write("a.csv", text), "")->print(bytes);
  };
  const std::string print = print_of(text.size() - 1);
  text.back() = 'b';  // not read yet
  EXPECT_EQ(print_of(text.size() - 1), print);
  text[window] = 'b';  // in the middle
  EXPECT_EQ(print_of(text.size() - 1), print);
  text[window - 1] = 'b';
  EXPECT_NE(print_of(text.size() - 1), print);
  text[window - 1] = 'a';
  text[text.size() - 2] = 'b';
  EXPECT_NE(print_of(text.size() - 1), print);
  EXPECT_EQ(print_of(text.size() + 1), "");
  EXPECT_NE(print_of(0), "");
}

}  // namespace
}  // namespace csvimport
