#pragma once

// gzip, through zlib: libarchive does not check what a gzip file says of its
// own length and checksum.

#include "input/block_input.hpp"

#include <zlib.h>

#include <string>

namespace csvimport {

// Decompresses the gzip members that another source consists of. Zero bytes
// behind the last one are padding. read() throws SystemError, naming the input
// `name`, where the data is damaged, ends too early or is followed by something
// else, and whatever the other source throws. One thread at a time may use it.
class GzipSource : public io::ByteSourceBase {
 public:
  GzipSource(std::unique_ptr<io::ByteSourceBase> source, std::string name);
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;
  ~GzipSource() override;
  int read(char* buffer, int size) override;

 private:
  // Begins the next member; false if there is none.
  bool start_member();
  void skip_padding();
  void inflate_some();

  BlockInput input_;
  std::string name_;
  z_stream stream_{};
  bool in_member_ = true;
};

}  // namespace csvimport
