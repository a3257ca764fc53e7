#pragma once

// lz4, through its own library: libarchive drops what follows the last frame.

#include "input/block_input.hpp"

#include <lz4frame.h>

#include <string>

namespace csvimport {

// Decompresses the lz4 frames that another source consists of. read() throws
// SystemError, naming the input `name`, where the data is damaged, ends too
// early or is followed by something else, and whatever the other source throws.
// One thread at a time may use it.
class Lz4Source : public io::ByteSourceBase {
 public:
  Lz4Source(std::unique_ptr<io::ByteSourceBase> source, std::string name);
  int read(char* buffer, int size) override;

 private:
  struct Closer {
    void operator()(LZ4F_dctx* context) const noexcept {
      ::LZ4F_freeDecompressionContext(context);
    }
  };

  BlockInput input_;
  std::string name_;
  std::unique_ptr<LZ4F_dctx, Closer> context_;
  bool in_frame_ = true;
};

}  // namespace csvimport
