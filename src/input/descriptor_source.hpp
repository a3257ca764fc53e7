#pragma once

// Bytes from a file descriptor.

#include "base/interrupt.hpp"

#include <libfccp/csv.h>

#include <atomic>
#include <cstdint>
#include <string>

namespace csvimport {

// Reads a descriptor, which it borrows, from where it stands. A read that has
// to wait throws Interrupted when a signal arrives, and ReadStopped when `stop`
// is called. Throws SystemError, and ImportError for a file that has become
// shorter.
class DescriptorSource : public io::ByteSourceBase {
 public:
  // Adds what it reads to `bytes_read`, which ends at `least_bytes` or more.
  // `stop` is null for a regular file, where no read has to wait.
  DescriptorSource(int fd, std::string name, const WakeUp* stop,
                   std::atomic<std::uint64_t>& bytes_read,
                   std::uint64_t least_bytes);
  int read(char* buffer, int size) override;

 private:
  int fd_;
  std::string name_;
  const WakeUp* stop_;
  std::atomic<std::uint64_t>& bytes_read_;
  std::uint64_t least_bytes_;
};

}  // namespace csvimport
