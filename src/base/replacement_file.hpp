#pragma once

// A file that is written anew and takes its name when it is complete.

#include "base/file_descriptor.hpp"

#include <string>
#include <string_view>

namespace csvimport {

// Text on its way to the file `path`. Until commit() what is there stays as it
// is, and the text is in a hidden file beside it, which goes with the object,
// or with the next one for that path where the run was killed. One thread at a
// time. Throws SystemError, Interrupted.
class ReplacementFile {
 public:
  // Throws if the file could not be put in its place in the end: a folder, say,
  // or nothing that could be written.
  explicit ReplacementFile(const std::string& path);
  ReplacementFile(const ReplacementFile&) = delete;
  ReplacementFile& operator=(const ReplacementFile&) = delete;
  ~ReplacementFile();

  // Goes to the file in large pieces.
  void append(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kBufferBytes) flush();
  }
  // Drops all of it.
  void clear();

  // Gives the file its name; with `sync` for good. Nothing is appended after.
  void commit(bool sync);

 private:
  static constexpr std::size_t kBufferBytes = 256 * 1024;

  void flush();

  std::string name_;       // `path`, for messages
  std::string path_;       // where that leads, if it is a symbolic link
  std::string temporary_;  // empty once it has its name
  FileDescriptor fd_;
  std::string buffer_;
};

}  // namespace csvimport
