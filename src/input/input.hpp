#pragma once

// Where the bytes come from. Every source is an io::ByteSourceBase of
// fast-cpp-csv-parser: read() gives up to `size` bytes, and 0 at the end only.

#include "base/file_descriptor.hpp"
#include "base/interrupt.hpp"

#include <libfccp/csv.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Reads a descriptor, which it borrows, from where it stands. A read that has
// to wait throws Interrupted when a signal arrives, and ReadStopped when `stop`
// is called. Throws SystemError.
class DescriptorSource : public io::ByteSourceBase {
 public:
  // Adds what it reads to `bytes_read`. `stop` is null for a regular file,
  // where no read has to wait.
  DescriptorSource(int fd, std::string name, const WakeUp* stop,
                   std::atomic<std::uint64_t>& bytes_read);
  int read(char* buffer, int size) override;

 private:
  int fd_;
  std::string name_;
  const WakeUp* stop_;
  std::atomic<std::uint64_t>& bytes_read_;
};

// Lets the start of another source be looked at before it is read.
class PeekedSource : public io::ByteSourceBase {
 public:
  explicit PeekedSource(std::unique_ptr<io::ByteSourceBase> source)
      : source_(std::move(source)) {}

  // The first `bytes` of what is still to be read; fewer only at the end of the
  // input. Valid until the next call of any member.
  std::string_view peek(std::size_t bytes);

  int read(char* buffer, int size) override;

 private:
  std::unique_ptr<io::ByteSourceBase> source_;
  std::string ahead_;
  std::size_t ahead_taken_ = 0;
};

// Throws SystemError unless there is something at `path`, an input, that may be
// read. Opens nothing.
void check_readable(const std::string& path);

// Whether all of the inputs are files, which can be opened once more.
bool can_read_again(const std::vector<std::string>& paths);

// The file, or standard input, that is imported. Can be read twice: what cannot
// be rewound is copied, while it is read, to a file without a name in the spool
// folder. One thread at a time may use it; it outlives its sources.
class Input {
 public:
  // Opens `path`, where "-" is standard input. Without a spool folder what
  // cannot be rewound is read once. Throws SystemError if it cannot be opened
  // or read, ImportError if it is a terminal.
  Input(std::string path, std::string spool_folder);

  // As messages call it.
  [[nodiscard]] const std::string& name() const { return name_; }
  // What is to be read in all, where that is known beforehand.
  [[nodiscard]] std::optional<std::uint64_t> size_bytes() const;

  // Whether it can be opened again at any time.
  [[nodiscard]] bool is_regular() const { return regular_; }
  // By the source in use, since it was opened. Any thread may ask.
  [[nodiscard]] std::uint64_t bytes_read() const {
    return bytes_read_.load(std::memory_order_relaxed);
  }

  // The bytes from the start. Call it once.
  std::unique_ptr<io::ByteSourceBase> open();
  // Says that reopen() will not be called, so that nothing need be kept.
  void forget();
  // Gives back the descriptor of a regular file until reopen(). No source of it
  // is in use. Throws nothing.
  void release();
  // The same bytes once more. Unless the input is regular, the first source is
  // read to its end before. Throws
  // ImportError if another file has the name now.
  std::unique_ptr<io::ByteSourceBase> reopen();
  // Has reads that would wait throw ReadStopped, now and from now on. Any
  // thread may call it.
  void stop() {
    if (stop_) stop_->call();
  }

 private:
  std::string name_;
  std::string spool_folder_;
  std::optional<WakeUp> stop_;  // for a regular file none
  std::atomic<std::uint64_t> bytes_read_{0};
  void open_again();

  FileDescriptor owned_;
  int fd_ = -1;  // while the file is released
  std::uint64_t device_ = 0;
  std::uint64_t inode_ = 0;
  bool regular_ = false;
  std::uint64_t start_ = 0;  // where fd_ stood at first
  std::uint64_t end_ = 0;    // its size, if it is a regular file
  FileDescriptor spool_;     // invalid when there is nothing to keep
};

}  // namespace csvimport
