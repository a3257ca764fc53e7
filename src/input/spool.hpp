#pragma once

// A copy of what cannot be read twice.

#include "base/file_descriptor.hpp"

#include <libfccp/csv.h>

#include <memory>
#include <string>
#include <utility>

namespace csvimport {

// Opens a new file in `folder` that vanishes with its descriptor, however the
// run ends. Throws SystemError.
FileDescriptor open_spool_file(const std::string& folder);

// Copies what it reads of another source to a spool file.
class SpoolingSource : public io::ByteSourceBase {
 public:
  // Borrows `spool`, which becomes invalid when the copy is no longer needed.
  // It is in `folder`, for messages.
  SpoolingSource(std::unique_ptr<io::ByteSourceBase> source,
                 const FileDescriptor& spool, std::string folder)
      : source_(std::move(source)), spool_(spool), folder_(std::move(folder)) {}

  // Throws what the source throws, SystemError where the copy fails.
  int read(char* buffer, int size) override;

 private:
  std::unique_ptr<io::ByteSourceBase> source_;
  const FileDescriptor& spool_;
  std::string folder_;
};

}  // namespace csvimport
