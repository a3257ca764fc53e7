#include "direct/staging_file.hpp"

#include "base/file_io.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "base/temporary_file.hpp"
#include "direct/big_endian.hpp"
#include "direct/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace csvimport {
namespace {

constexpr std::uint64_t kPageCountAt = 28;  // in the database header

std::array<std::uint8_t, kPageSize> empty_leaf() {
  std::array<std::uint8_t, kPageSize> page{};
  page[kPageTypeAt] = kLeafTablePage;
  put_u16(&page[kContentStartAt], kPageSize);
  return page;
}

}  // namespace

StagingFile::StagingFile(const std::string& target)
    : StagingFile(target, folder_of(target), "UTF-8") {}

StagingFile::StagingFile(const std::string& target, const std::string& folder,
                         std::string encoding)
    : encoding_(std::move(encoding)) {
  TemporaryFile file = make_temporary_file(folder, target);
  if (!file.fd.valid()) {
    const int error = errno;
    throw SystemError(target, "cannot create a file in " + folder, error);
  }
  path_ = std::move(file.path);
  fd_ = std::move(file.fd);
}

StagingFile::StagingFile(StagingFile&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      encoding_(std::move(other.encoding_)),
      fd_(std::move(other.fd_)),
      last_table_(other.last_table_) {}

StagingFile::~StagingFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

StagingFile::Table StagingFile::create_table(const TableSchema& schema) {
  try {
    SQLite::Database database = open_new_database(path_, encoding_);
    database.exec(create_table_sql(schema));
    Table table;
    SQLite::Statement root(database,
                           "SELECT rootpage FROM sqlite_schema WHERE type = "
                           "'table' AND name = ?");
    root.bind(1, schema.table);
    root.executeStep();
    table.root = root.getColumn(0).getUInt();
    table.first_free = 1 + database.execAndGet("PRAGMA page_count").getUInt();
    last_table_ = table;
    return table;
  } catch (const SQLite::Exception& error) {
    throw SystemError(path_, error.what());
  }
}

void StagingFile::drop_table(const TableSchema& schema) {
  // The root may refer to what goes.
  write_page(last_table_.root, empty_leaf());
  const PageNumber pages = last_table_.first_free - 1;
  truncate_file(fd_.get(), std::uint64_t{pages} * kPageSize, path_);
  write_page_count(pages);
  try {
    open_new_database(path_, encoding_).exec(drop_table_sql(schema));
  } catch (const SQLite::Exception& error) {
    throw SystemError(path_, error.what());
  }
}

void StagingFile::write_page(PageNumber page,
                             std::span<const std::uint8_t> bytes) {
  write_at(fd_.get(), (std::uint64_t{page} - 1) * kPageSize, bytes.data(),
           bytes.size(), path_);
}

void StagingFile::write_page_count(PageNumber count) {
  std::array<std::uint8_t, 4> bytes{};
  put_u32(bytes.data(), count);
  write_at(fd_.get(), kPageCountAt, bytes.data(), bytes.size(), path_);
}

}  // namespace csvimport
