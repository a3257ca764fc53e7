#pragma once

// The file of a connection's main database, past SQLite's cache.

#include <cstddef>
#include <cstdint>
#include <span>

struct sqlite3;
struct sqlite3_file;

namespace csvimport {

// By SQLite's own handle, as closing another one of the process would drop its
// locks. Lives no longer than the connection. One thread, the connection's, but
// for sync(). Its members throw SQLite::Exception.
class DatabaseFile {
 public:
  explicit DatabaseFile(sqlite3* connection);

  [[nodiscard]] std::uint64_t size() const;
  // All of these bytes are there.
  void read(std::uint64_t offset, void* bytes, std::size_t size) const;
  // The connection has the write lock, and SQLite knows of nothing there. 64
  // KiB at most, as SQLite's VFS for Unix takes no more than 128 KiB at once.
  void write(std::uint64_t offset, std::span<const std::uint8_t> bytes);
  // The connection has the write lock.
  void truncate(std::uint64_t size);
  // Returns when what was written before is on the disk. Any thread may call
  // it, one at a time, while the connection's reads and writes: of the handle
  // it uses the descriptor alone.
  void sync();

 protected:
  sqlite3_file* file_ = nullptr;
};

}  // namespace csvimport
