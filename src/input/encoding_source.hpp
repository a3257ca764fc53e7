#pragma once

// Text in other encodings, as UTF-8.

#include "input/iconv_handle.hpp"

#include <libfccp/csv.h>

#include <memory>
#include <string>
#include <vector>

namespace csvimport {

// Converts another source from `encoding` to UTF-8, a byte-order mark included.
// Bytes that cannot be decoded come out as append_undecodable() says, all of
// them where the input ends inside a character. How the other source cuts its
// bytes makes no difference. read() throws what the other source throws. One
// thread at a time may use it.
class EncodingSource : public io::ByteSourceBase {
 public:
  // `encoding` is a known one.
  EncodingSource(std::unique_ptr<io::ByteSourceBase> source,
                 const std::string& encoding);
  int read(char* buffer, int size) override;

 private:
  // Makes the next piece of output; maybe an empty one.
  void convert_some();
  void read_more();
  void convert_input();
  // Writes what the conversion held back, and ends.
  void flush();
  void pass_undecodable(std::size_t bytes);

  std::unique_ptr<io::ByteSourceBase> source_;
  IconvHandle conversion_;
  std::size_t unit_bytes_;  // a character is one or more units

  std::vector<char> input_;
  std::size_t begin_ = 0;  // of what is not converted, in input_
  std::size_t end_ = 0;
  bool cut_ = false;     // what is not converted is the start of a character
  bool at_end_ = false;  // of the source
  bool flushed_ = false;

  std::string output_;
  std::size_t taken_ = 0;  // of it, by read()
};

}  // namespace csvimport
