#pragma once

// Whole reads and writes, and what makes them last. All throw SystemError, with
// `path` in the message.

#include <cstddef>
#include <cstdint>
#include <string>

namespace csvimport {

// Writes all of [bytes, bytes + size) at the file's current position.
void write_all(int fd, const void* bytes, std::size_t size,
               const std::string& path);

// Writes all of [bytes, bytes + size) at `offset`.
void write_at(int fd, std::uint64_t offset, const void* bytes, std::size_t size,
              const std::string& path);

// Reads all of [bytes, bytes + size) from `offset` on; the file has them.
void read_at(int fd, std::uint64_t offset, void* bytes, std::size_t size,
             const std::string& path);

void truncate_file(int fd, std::uint64_t size, const std::string& path);

// Returns when the file's content is on the disk.
void sync_file(int fd, const std::string& path);

// Returns when the folder's entries are on the disk.
void sync_folder(const std::string& folder);

}  // namespace csvimport
