#pragma once

// The disk is kept busy while pages are written, so that little is left to wait
// for in the end.

#include "landing/database_file.hpp"

#include <cstddef>
#include <future>

namespace csvimport {

// On threads of its own, one at a time; its destructor waits for them. An error
// of the disk is told once, so it is told here: throws SQLite::Exception.
class EarlySync {
 public:
  // Borrows the file.
  explicit EarlySync(DatabaseFile& file) : file_(file) {}

  // So many bytes more were written.
  void note_written(std::size_t bytes);
  // Nothing more is written. Does not wait.
  void start_last();
  // Returns when all is on the disk that was written before start_last().
  void wait();

 private:
  void start();

  DatabaseFile& file_;
  std::size_t unsynced_ = 0;  // bytes
  std::future<void> syncing_;
};

}  // namespace csvimport
