#include "base/replacement_file.hpp"

#include "base/file_io.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "base/temporary_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace csvimport {
namespace {

struct Free {
  void operator()(char* text) const noexcept { std::free(text); }
};

// Where `path` leads; `path` itself if there is nothing yet.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, Free> real(::realpath(path.c_str(), nullptr));
  return real ? std::string(real.get()) : path;
}

// Whether the path is a name for what the program has open: /dev/stdout,
// /dev/fd/1.
bool is_open_file(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto is_in_proc = [&](const std::filesystem::path& file) {
    const auto folder =
        std::filesystem::weakly_canonical(file.parent_path(), ignored);
    return folder.string().starts_with("/proc/");
  };
  return is_in_proc(path) ||
         is_in_proc(std::filesystem::read_symlink(path, ignored));
}

// The mode that the file is to have: that of the one it replaces, or that of
// any new file.
mode_t wanted_mode(const std::string& path, const std::string& name) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode) || is_open_file(name)) {
      throw SystemError(name, "is there and is not a regular file");
    }
    if (::access(path.c_str(), W_OK) != 0) {
      throw SystemError(name, "cannot write", errno);
    }
    return status.st_mode & 0777;
  }
  return new_file_mode();
}

}  // namespace

ReplacementFile::ReplacementFile(const std::string& path)
    : name_(path), path_(resolved(path)) {
  const mode_t mode = wanted_mode(path_, name_);
  TemporaryFile file = make_temporary_file(folder_of(path_), path_);
  if (!file.fd.valid()) throw SystemError(name_, "cannot create", errno);
  temporary_ = std::move(file.path);
  fd_ = std::move(file.fd);
  (void)::fchmod(fd_.get(), mode);
}

ReplacementFile::~ReplacementFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void ReplacementFile::flush() {
  write_all(fd_.get(), buffer_.data(), buffer_.size(), name_);
  buffer_.clear();
}

void ReplacementFile::clear() {
  buffer_.clear();
  if (::ftruncate(fd_.get(), 0) != 0 || ::lseek(fd_.get(), 0, SEEK_SET) != 0) {
    throw SystemError(name_, "cannot write", errno);
  }
}

void ReplacementFile::commit(bool sync) {
  flush();
  if (sync) sync_file(fd_.get(), name_);
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
    throw SystemError(name_, "cannot create", errno);
  }
  temporary_.clear();
  if (sync) sync_folder(folder_of(path_));
}

}  // namespace csvimport
