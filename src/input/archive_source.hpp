#pragma once

// bzip2, xz and zstd.

#include "input/archive_reader.hpp"

#include <string>

namespace csvimport {

// Decompresses the bzip2, xz or zstd data that another source consists of:
// every stream or frame of it. read() throws SystemError, naming the input
// `name`, where the data is damaged, ends too early or is followed by something
// else, and whatever the other source throws. One thread at a time may use it.
class ArchiveSource : public io::ByteSourceBase {
 public:
  // Reads the start already, and throws as read() does.
  ArchiveSource(std::unique_ptr<io::ByteSourceBase> source, std::string name,
                Compression format)
      : reader_(std::move(source), std::move(name), format) {
    if (!reader_.next_entry()) end();
  }
  int read(char* buffer, int size) override;

 private:
  void end();

  ArchiveReader reader_;
  bool at_end_ = false;
};

}  // namespace csvimport
