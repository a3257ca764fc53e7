#pragma once

// A CSV file inside a zip file.

#include "input/archive_reader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace csvimport {

// Decompresses the one file in a zip file, which another source gives. Folders
// and what macOS adds do not count. The constructor and read() throw
// ImportError for a zip file that holds no file, several (known when the first
// is read) or an encrypted one; SystemError, naming the input `name`, where it
// is damaged, ends too early or is followed by something else; and whatever the
// other source throws. One thread at a time may use it.
class ZipSource : public io::ByteSourceBase {
 public:
  ZipSource(std::unique_ptr<io::ByteSourceBase> source, std::string name);
  int read(char* buffer, int size) override;

 private:
  // Keeps the end of what is read.
  class Tail;

  ZipSource(std::unique_ptr<Tail> source, std::string name);
  // Passes on to the next file, nullopt at the end.
  std::optional<ArchiveEntry> next_file();
  // Behind the last entry: throws unless there was one file, read as a whole.
  void finish();
  // Throws unless the end of the zip file agrees with what was read.
  void check_directory();
  // Throws unless one file was found.
  void check_count() const;

  std::string name_;
  const Tail& tail_;  // is reader_'s
  ArchiveReader reader_;
  std::uint64_t entries_ = 0;
  std::uint64_t files_ = 0;
  std::vector<std::string> first_files_;  // of them, for messages
  std::string_view document_;             // that they make up, with its article
  bool at_end_ = false;
};

}  // namespace csvimport
