#pragma once

// A part of a regular file: its start, and what stands from a place on.

#include <libfccp/csv.h>

#include <cstdint>
#include <memory>
#include <string>

namespace csvimport {

// What of a file is read, in bytes from its start.
struct InputPart {
  std::uint64_t start_bytes = 0;  // are read first
  std::uint64_t offset = 0;       // where it goes on; not below start_bytes
};

// Gives a part of a file up to a place that was its end. Throws what `source`
// throws, and SystemError.
class PartSource : public io::ByteSourceBase {
 public:
  // `source` reads the descriptor `fd`, which is borrowed and stands at the
  // file's start; `end` counts from there; messages call the file `name`.
  PartSource(std::unique_ptr<io::ByteSourceBase> source, int fd,
             const InputPart& part, std::uint64_t end, std::string name);

  int read(char* buffer, int size) override;

 private:
  std::unique_ptr<io::ByteSourceBase> source_;
  int fd_;
  InputPart part_;
  std::uint64_t end_;
  std::string name_;
  std::uint64_t at_ = 0;  // in the file
};

}  // namespace csvimport
