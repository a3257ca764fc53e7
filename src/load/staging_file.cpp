#include "load/staging_file.hpp"

#include "base/file_io.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "base/temporary_file.hpp"
#include "pages/database_header.hpp"
#include "pages/new_database.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace csvimport {
namespace {

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

StagingFile::~StagingFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

TablePlace StagingFile::create_table(const TableSchema& schema,
                                     const std::vector<IndexSchema>& indexes) {
  last_table_ = csvimport::create_table(path_, encoding_, schema, indexes);
  return last_table_;
}

void StagingFile::drop_table(const TableSchema& schema) {
  // The root may refer to what goes.
  write_page(last_table_.root, empty_leaf());
  const PageNumber pages = last_table_.first_free - 1;
  truncate_file(fd_.get(), std::uint64_t{pages} * kPageSize, path_);
  write_page_count(pages);
  csvimport::drop_table(path_, encoding_, schema);
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

void StagingFile::write_wal_mode() {
  constexpr std::array<std::uint8_t, 2> kWal = {2, 2};
  write_at(fd_.get(), kFormatVersionsAt, kWal.data(), kWal.size(), path_);
}

}  // namespace csvimport
