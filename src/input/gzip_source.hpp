#pragma once

// gzip, through ISA-L, which takes two fifths of zlib's time: measured. (And
// libarchive does not check what a gzip file says of its own length and
// checksum.)

#include "input/block_input.hpp"

#include <memory>
#include <string>

struct inflate_state;  // ISA-L's

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
  std::unique_ptr<inflate_state> state_;
  bool in_member_ = false;
};

}  // namespace csvimport
