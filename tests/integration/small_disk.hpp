#pragma once

// Disks that fill up.

#include <sched.h>
#include <sys/mount.h>

#include <filesystem>
#include <string>

namespace csvimport {

// Gives `folder`, which it makes, a file system of its own of that size ("2m"),
// which only this process and those that it starts see. False where that is not
// allowed.
inline bool mount_small_disk(const std::filesystem::path& folder,
                             const std::string& size) {
  std::filesystem::create_directory(folder);
  const std::string options = "size=" + size;
  return ::unshare(CLONE_NEWNS) == 0 &&
         ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("none", folder.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

}  // namespace csvimport
