#include "landing/database_file.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

namespace csvimport {
namespace {

void check_code(int code) {
  if (code != SQLITE_OK) throw SQLite::Exception(sqlite3_errstr(code), code);
}

}  // namespace

DatabaseFile::DatabaseFile(sqlite3* connection) {
  check_code(sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER,
                                  &file_));
}

std::uint64_t DatabaseFile::size() const {
  sqlite3_int64 size = 0;
  check_code(file_->pMethods->xFileSize(file_, &size));
  return static_cast<std::uint64_t>(size);
}

void DatabaseFile::read(std::uint64_t offset, void* bytes,
                        std::size_t size) const {
  check_code(file_->pMethods->xRead(file_, bytes, static_cast<int>(size),
                                    static_cast<sqlite3_int64>(offset)));
}

void DatabaseFile::write(std::uint64_t offset,
                         std::span<const std::uint8_t> bytes) {
  check_code(file_->pMethods->xWrite(file_, bytes.data(),
                                     static_cast<int>(bytes.size()),
                                     static_cast<sqlite3_int64>(offset)));
}

void DatabaseFile::truncate(std::uint64_t size) {
  check_code(
      file_->pMethods->xTruncate(file_, static_cast<sqlite3_int64>(size)));
}

void DatabaseFile::sync() {
  check_code(file_->pMethods->xSync(file_, SQLITE_SYNC_NORMAL));
}

}  // namespace csvimport
