#pragma once

// Where entries go for which memory does not suffice.

#include "base/file_descriptor.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace csvimport {

// A file without a name, which is there from the first append() on, and is gone
// with the object or with the process. One thread appends; then any may read.
// Both throw SystemError.
class SpillFile {
 public:
  // In `folder`; `target` is what it is for.
  SpillFile(std::string folder, std::string target)
      : folder_(std::move(folder)), target_(std::move(target)) {}

  // Returns where in the file the bytes are.
  std::uint64_t append(std::span<const char> bytes);
  // `from` is within what was appended, and so is all of `bytes` behind it.
  void read(std::uint64_t from, std::span<char> bytes) const;

 private:
  std::string folder_;
  std::string target_;
  std::optional<FileDescriptor> fd_;
  std::uint64_t size_ = 0;
};

}  // namespace csvimport
