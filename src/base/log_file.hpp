#pragma once

// A file that several processes append lines to.

#include "base/file_descriptor.hpp"

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace csvimport {

// Appends whole lines to the file at a path, of which none is lost and none cut
// in two, however many processes do the same:
//
// - Each line is one write() to a file that is open for appending (O_APPEND).
// - Before it, the path is looked at. Where it leads to another file, or to
//   none, as when logrotate has renamed it, the line goes into what is there
//   now, which is made if need be.
// - After it, the file is looked at. Where it has no name any more, someone has
//   removed it in between, so the line is written again.
// - All that is done under the file's lock (an OFD lock of fcntl, which one of
//   flock(1) does not hinder). Who holds it may rename a file that would grow
//   beyond a bound to FILE.1, in the place of an earlier one, and end a line
//   that a full disk has cut off.
// - Where the lock is not to be had in a second, as its holder was stopped, or
//   not at all, lines are written without it.
//
// What is no regular file, such as /dev/null, is written to, and no more. One
// thread at a time.
class LogFile {
 public:
  using Warn = std::function<void(const std::string& problem)>;

  // Opens the file, or makes it. Throws SystemError. `max_bytes` is the bound.
  // `warn` is told once that lines are missing, and once that the file cannot
  // be renamed and so grows; the message begins with the path.
  LogFile(std::string path, std::optional<std::uint64_t> max_bytes, Warn warn);

  // Appends `line`, which has no line end, and one.
  void append(std::string_view line);

 private:
  // Opens what the path leads to now, and makes it if it is not there; false,
  // with errno, where that fails: then what was open stays open.
  bool open();
  [[nodiscard]] bool path_leads_here() const;
  [[nodiscard]] bool has_name() const;
  [[nodiscard]] std::uint64_t size() const;
  [[nodiscard]] bool lacks_line_end() const;
  // Opens the file for the next line, of so many bytes, and locks it; false
  // where it has no lock.
  bool open_for_line(std::size_t bytes);
  bool lock();
  [[nodiscard]] bool is_too_large_with(std::size_t bytes) const;
  bool rename_away();
  void write(std::string_view text);
  void warn_of_missing(int error_number);
  void give_up_bound(const std::string& problem, int error_number);

  std::string path_;
  std::optional<std::uint64_t> max_bytes_;
  Warn warn_;
  bool has_warned_of_missing_ = false;
  FileDescriptor fd_;
  static constexpr int kLockTries = 1000;  // a millisecond apart
  int lock_tries_ = kLockTries;
  mode_t mode_ = 0666;  // of the file, for the next one
  bool is_file_ = false;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace csvimport
