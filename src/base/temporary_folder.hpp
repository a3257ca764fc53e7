#pragma once

// A folder for what a run needs and nobody else.

#include "base/file_descriptor.hpp"

#include <string>

namespace csvimport {

// A new hidden folder, for this user's eyes only, removed with all that is in
// it when destroyed. It is locked while it is in use: so that a later run can
// tell it from one that a killed run or a power cut left behind.
class TemporaryFolder {
 public:
  // Makes it in `parent`, whose name says what it is for, and removes what
  // earlier runs left behind there for the same. Throws SystemError,
  // Interrupted.
  TemporaryFolder(const std::string& parent, const std::string& purpose);
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  FileDescriptor fd_;
};

}  // namespace csvimport
