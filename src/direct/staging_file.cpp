#include "direct/staging_file.hpp"

#include "base/file_io.hpp"
#include "base/interrupt.hpp"
#include "base/path.hpp"
#include "base/system_error.hpp"
#include "direct/big_endian.hpp"
#include "direct/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string_view>
#include <utility>

namespace csvimport {
namespace {

constexpr std::uint64_t kPageCountAt = 28;      // in the database header
constexpr std::size_t kMaxNameInStaging = 200;  // so that both fit in 255 bytes
constexpr std::size_t kSuffixLength = 16;       // of hexadecimal digits

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string staging_prefix(const std::string& target) {
  return "." + base_name(target).substr(0, kMaxNameInStaging) + ".csvimport-";
}

std::string random_suffix() {
  std::random_device random;
  std::array<char, kSuffixLength + 1> hex{};
  std::snprintf(hex.data(), hex.size(), "%08x%08x", random(), random());
  return hex.data();
}

bool is_staging_name(std::string_view name, std::string_view prefix) {
  return name.size() == prefix.size() + kSuffixLength &&
         name.starts_with(prefix) &&
         name.find_first_not_of("0123456789abcdef", prefix.size()) ==
             std::string_view::npos;
}

std::array<std::uint8_t, kPageSize> empty_leaf() {
  std::array<std::uint8_t, kPageSize> page{};
  page[kPageTypeAt] = kLeafTablePage;
  put_u16(&page[kContentStartAt], kPageSize);
  return page;
}

enum class Lock {
  kHeld,         // by this process, and the file still has its name
  kTaken,        // by another run, which uses or has just removed the file
  kUnsupported,  // some network file systems have no locks
};

Lock lock_for_use(int fd) {
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return errno == EWOULDBLOCK ? Lock::kTaken : Lock::kUnsupported;
  }
  struct stat status {};
  const bool has_name = ::fstat(fd, &status) == 0 && status.st_nlink > 0;
  return has_name ? Lock::kHeld : Lock::kTaken;
}

void remove_if_abandoned(const std::string& path) {
  const FileDescriptor fd(
      ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!fd.valid()) return;
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  if (lock_for_use(fd.get()) == Lock::kHeld) ::unlink(path.c_str());
}

void remove_abandoned_files(const std::string& folder,
                            const std::string& prefix) {
  std::error_code ignored;  // a folder that cannot be read is no reason to fail
  using Iterator = std::filesystem::directory_iterator;
  for (Iterator entry(folder, ignored); entry != Iterator();
       entry.increment(ignored)) {
    const std::string name = entry->path().filename().string();
    if (is_staging_name(name, prefix)) remove_if_abandoned(folder + "/" + name);
  }
}

}  // namespace

StagingFile::StagingFile(const std::string& target)
    : StagingFile(target, folder_of(target), "UTF-8") {}

StagingFile::StagingFile(const std::string& target, const std::string& folder,
                         std::string encoding)
    : encoding_(std::move(encoding)) {
  const std::string prefix = staging_prefix(target);
  remove_abandoned_files(folder, prefix);
  for (;;) {
    path_ = folder + "/" + prefix + random_suffix();
    fd_ = FileDescriptor(
        ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (fd_.valid() && lock_for_use(fd_.get()) != Lock::kTaken) return;
    if (!fd_.valid() && errno != EEXIST) {
      const int error = errno;
      path_.clear();
      throw SystemError(target, "cannot create a file in " + folder, error);
    }
    // Another run took the new file for an abandoned one, and removed it.
    throw_if_interrupted();
  }
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
